package wenzheng.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import wenzheng.ServedArticles;

/**
 * The pages in Debian's Chromium. Without it the tests are skipped, or fail where WENZHENG_REQUIRE_BROWSER is true (as
 * environment variable or system property). Pictures go to target/screenshots.
 */
@ServedArticles
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTests {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String REQUIRE = "WENZHENG_REQUIRE_BROWSER";
    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";

    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;
    private BrowserContext context;

    @LocalServerPort
    private int port;

    @BeforeAll
    void startBrowser() {
        if (!Files.isExecutable(CHROMIUM)) {
            boolean required = Boolean.parseBoolean(System.getProperty(REQUIRE, System.getenv(REQUIRE)));
            Assertions.assertThat(required)
                    .as("%s is missing and %s is true: apt-get install chromium", CHROMIUM, REQUIRE)
                    .isFalse();
            // A container that is aborted counts as no test at all and its reason is not printed.
            LoggerFactory.getLogger(BrowserTests.class)
                    .warn("Browser tests skipped: {} is missing; apt-get install chromium", CHROMIUM);
            Assumptions.abort("no browser");
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setChromiumSandbox(false));
    }

    @AfterAll
    void stopBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @AfterEach
    void closePage() {
        if (context != null) {
            context.close();
        }
        Assertions.assertThat(complaints).as("errors in the browser's console").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void asksAndFollowsTheCitationToTheMarkedPassage(int width) {
        Page page = open(width, true, ColorScheme.LIGHT);
        page.getByText(QUESTION).click();
        assertThat(page.locator(".fact .words")).hasText("新建、续建中小学14所。");
        assertThat(page.locator(".fact .tag")).hasText(new String[] {"管城回族区", "2021年"});
        assertThat(page.locator(".sources mark")).hasText("新建、续建中小学14所");
        assertThat(page).hasURL(Pattern.compile("/$"));
        fits(page);

        page.locator("#message").fill("中原区呢？");
        page.keyboard().press("Enter");
        assertThat(page.locator(".turn")).hasCount(2);
        assertThat(page.locator(".turn").last().locator(".fact .words")).containsText("26所");
        assertThat(page.locator(".turn").last().locator(".suggestions button").first()).isVisible();
        picture(page, "answer-" + width);

        page.locator(".turn").first().locator("a.read").click();
        Locator passage = page.locator("p:target");
        assertThat(passage).containsText("着力办好“美好教育”");
        assertThat(passage.locator("mark")).hasText("新建、续建中小学14所");
        assertThat(passage).isInViewport();
        fits(page);
        picture(page, "document-" + width);

        page.getByText("返回提问").click();
        assertThat(page.locator(".turn")).hasCount(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void worksWithoutScript(int width) {
        Page page = open(width, false, ColorScheme.LIGHT);
        page.locator("#message").fill(QUESTION);
        page.locator(".send").click();
        assertThat(page.locator(".fact .words")).hasText("新建、续建中小学14所。");
        page.locator(".suggestions button", new Page.LocatorOptions().setHasText("中原区呢？")).click();
        assertThat(page.locator(".turn")).hasCount(2);
        assertThat(page.locator(".turn").last().locator(".fact .words")).containsText("26所");
        assertThat(page.locator(".turn").last().locator(".fact .words")).isInViewport();
        page.locator(".turn").last().locator("a.read").click();
        assertThat(page.locator("p:target mark")).containsText("26所");
        page.goBack();
        page.locator("#forget button").click();
        assertThat(page.locator(".turn")).hasCount(0);
        assertThat(page.locator("#welcome")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"360, LIGHT", "360, DARK", "768, LIGHT", "768, DARK", "1440, LIGHT", "1440, DARK"})
    void fitsEveryWidthInLightAndDark(int width, ColorScheme colors) {
        Page page = open(width, true, colors);
        fits(page);
        picture(page, "welcome-" + width + "-" + colors);
        page.locator("#message").fill("二七区2021年要打通多少条断头路？");
        page.locator(".send").click();
        assertThat(page.locator(".turn .reply")).hasCount(1);
        fits(page);
        picture(page, "reply-" + width + "-" + colors);
        page.navigate(address("/documents"));
        fits(page);
        picture(page, "documents-" + width + "-" + colors);
    }

    @Test
    void takesAFeedback() {
        Page page = open(1440, true, ColorScheme.LIGHT);
        page.getByText(QUESTION).click();
        page.getByText("有用").click();
        assertThat(page.locator(".rating")).hasText("感谢您的评价");
    }

    @Test
    void letsTheKeyboardReachEverythingInReadingOrder() {
        Page page = open(1440, true, ColorScheme.LIGHT);
        assertThat(page.locator("#message")).isFocused();
        page.locator(".brand").focus();
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            page.keyboard().press("Tab");
            reached.add((String) page.evaluate("document.activeElement.textContent.trim()"));
        }
        Assertions.assertThat(reached)
                .containsExactly("收录的文章", QUESTION, "二七区2021年要打通多少条断头路？", "现收录 3 篇文章，来自：", "");
        assertThat(page.locator("#turns")).hasAttribute("aria-live", "polite");
    }

    @Test
    void showsTheReplyWhenTheConversationWasForgottenMeanwhile() {
        Page page = open(360, true, ColorScheme.LIGHT);
        page.getByText(QUESTION).click();
        assertThat(page.locator(".turn .reply")).hasCount(1);
        page.request()
                .delete(address("/api/v1/conversations/"
                        + page.locator("#ask [name=conversationId]").inputValue()));
        for (int turns = 2; turns <= 3; turns++) {
            page.locator("#message").fill(QUESTION);
            page.locator(".send").click();
            assertThat(page.locator(".turn .reply")).hasCount(turns);
        }
    }

    @Test
    void saysSoWhenTheServerIsOutOfReachAndGivesTheWordsBack() {
        Page page = open(360, true, ColorScheme.LIGHT);
        context.setOffline(true);
        page.locator("#message").fill(QUESTION);
        page.locator(".send").click();
        assertThat(page.locator("#problem")).hasText("没有连上服务器，请检查网络后再发一次。");
        assertThat(page.locator("#message")).hasValue(QUESTION);
        complaints.clear();
    }

    private Page open(int width, boolean script, ColorScheme colors) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 740 : 900)
                .setJavaScriptEnabled(script)
                .setColorScheme(colors)
                .setReducedMotion(ReducedMotion.REDUCE));
        Page page = context.newPage();
        complaints.clear();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(address("/"));
        return page;
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Nothing reaches beyond the width of the window. */
    private static void fits(Page page) {
        Assertions.assertThat(page.locator("html").boundingBox().width).isLessThanOrEqualTo(page.viewportSize().width);
        if (page.locator("#message").count() > 0) {
            assertThat(page.locator(".send")).isInViewport();
        }
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }
}
