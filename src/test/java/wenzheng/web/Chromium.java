package wenzheng.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.LoggerFactory;

/**
 * Debian's Chromium, started once for all tests of a run, each of which gets a {@link Visitor}. Without it the tests
 * are skipped, or fail where WENZHENG_REQUIRE_BROWSER is true (as environment variable or system property).
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Chromium.class);
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE = 60_000;
    private static final String REQUIRE = "WENZHENG_REQUIRE_BROWSER";

    /** One browser, closed at the end of the run. */
    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start() {
            // What passes does not wait; on a machine with much else to do twenty seconds were too few.
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            // Asks before a page that is not of this machine may reach it, which the embedding page of tests is not.
            List<String> arguments = List.of("--disable-features=LocalNetworkAccessChecks");
            return new Running(
                    playwright,
                    playwright.chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(PROGRAM)
                                    .setArgs(arguments)
                                    .setChromiumSandbox(false)));
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    /** Opens pages, and holds that none of them complains in the browser's console. */
    public static final class Visitor {

        private final Browser browser;
        private final List<BrowserContext> contexts = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();

        private Visitor(Browser browser) {
            this.browser = browser;
        }

        /** A page as on a screen of that width, in Chinese and without motion unless the options say otherwise. */
        public Page page(int width, Consumer<Browser.NewContextOptions> options) {
            Browser.NewContextOptions all = new Browser.NewContextOptions()
                    .setViewportSize(width, width < 500 ? 740 : 900)
                    .setLocale("zh-CN")
                    .setColorScheme(ColorScheme.LIGHT)
                    .setReducedMotion(ReducedMotion.REDUCE);
            options.accept(all);
            BrowserContext context = browser.newContext(all);
            context.setDefaultTimeout(PATIENCE);
            contexts.add(context);
            context.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            context.onWebError(error -> complaints.add(error.error()));
            return context.newPage();
        }

        public Page page(int width) {
            return page(width, _ -> {});
        }

        /** What the browser complained of so far, which the test expected. */
        public List<String> expectedComplaints() {
            List<String> expected = List.copyOf(complaints);
            complaints.clear();
            return expected;
        }

        private void leave() {
            contexts.forEach(BrowserContext::close);
            Assertions.assertThat(complaints).as("errors in the browser's console").isEmpty();
        }
    }

    /** The page with the chat that has taken over from the plain form. */
    public static Page chat(Page page, String address) {
        page.navigate(address);
        assertThat(page.locator(".completions")).isAttached();
        return page;
    }

    /** Asks in the chat that is open, and waits for the whole reply. */
    public static void ask(Page page, String question) {
        page.locator("#message").fill(question);
        page.locator(".send").click();
        assertThat(page.locator(".turn").last().locator(".actions")).isVisible();
    }

    /**
     * Does what leads to another page, or to the same anew, and waits until that is there with its scripts: what is
     * asserted, typed or evaluated before may still meet the page that is left.
     */
    public static void leads(Page page, Runnable act) {
        page.evaluate("window.left = true");
        act.run();
        page.waitForFunction("() => !window.left && document.readyState === 'complete'");
    }

    /** Holds that nothing reaches beyond the width of the window, on the page and in the chat. */
    public static void fits(Page page) {
        Object beyond = page.locator("body *:visible").evaluateAll(
                "all => all.filter(each => each.getBoundingClientRect().right > innerWidth + 1)"
                        + ".map(each => each.tagName + '.' + each.className)");
        Assertions.assertThat(beyond).isEqualTo(List.of());
    }

    /** Leaves a picture to be looked at; a busy machine may have none taken, which is no fault of the page. */
    public static void picture(Page page, String name) {
        try {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
        } catch (PlaywrightException failed) {
            System.err.printf("no picture %s: %s%n", name, failed.getMessage().lines().findFirst().orElse(""));
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (Files.isExecutable(PROGRAM)) {
            return;
        }
        boolean required = Boolean.parseBoolean(System.getProperty(REQUIRE, System.getenv(REQUIRE)));
        Assertions.assertThat(required)
                .as("%s is missing and %s is true: apt-get install chromium", PROGRAM, REQUIRE)
                .isFalse();
        // A container that is aborted counts as no test at all and its reason is not printed.
        LoggerFactory.getLogger(Chromium.class)
                .warn("Browser tests skipped: {} is missing; apt-get install chromium", PROGRAM);
        Assumptions.abort("no browser");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Visitor.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot().getStore(HERE)
                .computeIfAbsent("running", _ -> Running.start(), Running.class);
        Visitor visitor = new Visitor(running.browser());
        context.getStore(HERE).put("visitor", visitor);
        return visitor;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Visitor visitor = context.getStore(HERE).remove("visitor", Visitor.class);
        if (visitor != null) {
            visitor.leave();
        }
    }
}
