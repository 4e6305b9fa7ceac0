package wenzheng.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import wenzheng.ServedArticles;

/** What WCAG 2.2 AA asks for, as far as a program can tell: by axe-core's rules, and by using the keyboard alone. */
@ServedArticles
@ExtendWith(Chromium.class)
class AccessibilityTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final String AXE = axe();

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void breaksNoRuleOnAnyPageOrInAnyStateOfTheChat(ColorScheme colors, Chromium.Visitor visitor) {
        Page page = visitor.page(1440, options -> options.setColorScheme(colors));
        page.addInitScript(AXE);
        for (String path : List.of(
                "/documents", "/documents/000_62df4c3117623599?p=16&quote=新建#p16", "/no-such-page")) {
            page.navigate(address(path));
            obeys(page, path);
        }
        Chromium.chat(page, address("/chat"));
        obeys(page, "an empty chat");
        page.getByLabel("更多").click();
        page.getByText("清除本次会话").click();
        obeys(page, "the menu");
        page.getByText("保留").click();
        Chromium.ask(page, QUESTION);
        page.locator(".cite").click();
        page.getByLabel("没用").click();
        obeys(page, "an answer with its source and a reason");
        Chromium.ask(page, "中原区和管城区哪个新建学校多");
        Chromium.ask(page, "北京市朝阳区公积金");
        page.locator("#message").fill("中小学");
        assertThat(page.locator("[role=option]").first()).isVisible();
        page.keyboard().press("ArrowDown");
        obeys(page, "a comparison, no answer, and completions");
        page.context().setOffline(true);
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
        assertThat(page.locator(".failed")).isVisible();
        obeys(page, "a failure");
        page.context().setOffline(false);
        visitor.expectedComplaints();
    }

    @Test
    void breaksNoRuleAsAWindowNorClosedNorWithoutScript(Chromium.Visitor visitor) {
        Page page = visitor.page(1440);
        page.addInitScript(AXE);
        page.navigate(address("/documents"));
        page.evaluate("import('/widget.js')");
        assertThat(page.locator(".launcher")).isVisible();
        obeys(page, "the launcher");
        page.locator(".launcher").click();
        Chromium.ask(page, QUESTION);
        obeys(page, "the open window");
        page.keyboard().press("Escape");
        obeys(page, "the closed window");

        page.route("**/widget.js", route -> route.abort());
        page.navigate(address("/chat"));
        page.locator("#message").fill(QUESTION);
        page.locator(".send").click();
        page.locator("summary").click();
        obeys(page, "the plain form");
        visitor.expectedComplaints();
    }

    @Test
    void isUsedByKeyboardAlone(Chromium.Visitor visitor) {
        Page page = visitor.page(1440);
        Chromium.chat(page, address("/chat"));
        assertThat(page.locator("#message")).isFocused();
        page.locator(".brand").focus();
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            page.keyboard().press("Tab");
            reached.add(focused(page));
        }
        Assertions.assertThat(reached).containsExactly(
                "收录的文章", "更多", QUESTION, "二七区2021年要打通多少条断头路？");
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator(".fact strong")).hasText("14所");
        assertThat(page.locator("#message")).isFocused();
        page.locator(".brand").focus();
        reached.clear();
        for (int i = 0; i < 9; i++) {
            page.keyboard().press("Tab");
            reached.add(focused(page));
        }
        Assertions.assertThat(reached).containsExactly(
                "收录的文章", "更多", "查看出处1", "1蓝图已绘，如何实施？管城回族区将在七个方面“破局”",
                "复制", "朗读", "有用", "没用", "中原区呢？");
        page.locator(".cite").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".sources mark")).isVisible();
        page.keyboard().press("Space");
        assertThat(page.locator(".sources mark")).isHidden();
        page.getByLabel("更多").focus();
        page.keyboard().press("Enter");
        Assertions.assertThat(focused(page)).isEqualTo("小");
        page.keyboard().press("Escape");
        Assertions.assertThat(focused(page)).isEqualTo("更多");
    }

    @Test
    void announcesAnAnswerOnceAndWhole(Chromium.Visitor visitor) {
        Page page = visitor.page(768);
        Chromium.chat(page, address("/chat"));
        page.evaluate("""
                window.announced = [];
                const regions = document.querySelector("wenzheng-chat").shadowRoot.querySelectorAll("[role=status], [aria-live]");
                regions.forEach((region) => new MutationObserver(() => region.textContent && announced.push(region.textContent))
                  .observe(region, { childList: true, characterData: true, subtree: true }));""");
        Chromium.ask(page, QUESTION);
        Assertions.assertThat(page.evaluate("announced"))
                .isEqualTo(List.of("正在查找…", "管城回族区（2021年）：新建、续建中小学14所。 出处1处。"));
    }

    /** A window 1280 points wide at 400 %, which is 320 wide and 256 high. */
    @Test
    void staysUsableWhenMagnifiedFourTimes(Chromium.Visitor visitor) {
        Page page = visitor.page(320);
        page.setViewportSize(320, 256);
        Chromium.chat(page, address("/chat"));
        Chromium.ask(page, "中原区和管城区哪个新建学校多");
        Chromium.fits(page);
        page.locator("summary").first().click();
        Chromium.fits(page);
        page.navigate(address("/documents/000_62df4c3117623599"));
        Chromium.fits(page);
        page.evaluate("import('/widget.js')");
        page.locator(".launcher").click();
        Chromium.ask(page, QUESTION);
        Chromium.fits(page);
        page.getByLabel("关闭").click();
        assertThat(page.locator("dialog")).isHidden();
    }

    /** WCAG 2.2 asks for 24 points at least (2.5.8); what is no part of a sentence has 44. */
    @Test
    void isLargeEnoughToBeTouched(Chromium.Visitor visitor) {
        Page page = visitor.page(360, options -> options.setHasTouch(true).setIsMobile(true));
        Chromium.chat(page, address("/chat"));
        Chromium.ask(page, "中原区和管城区哪个新建学校多");
        page.locator("summary").first().click();
        page.getByLabel("没用").click();
        page.getByLabel("更多").click();
        Object small = page.locator("main :is(button, summary, textarea, a):visible").evaluateAll("""
                all => all.filter(each => {
                  const { width, height } = each.getBoundingClientRect();
                  const least = each.matches(".cite, .read a") ? 26 : 44;
                  return Math.min(width, height) < least - 0.1;
                }).map(each => each.className + " " + each.textContent)""");
        Assertions.assertThat(small).isEqualTo(List.of());
    }

    @Test
    void showsEdgesAndBarsInForcedColorsAndMoreContrast(Chromium.Visitor visitor) {
        Page page = visitor.page(768, options -> options.setForcedColors(ForcedColors.ACTIVE));
        Chromium.chat(page, address("/chat"));
        Chromium.ask(page, "中原区和管城区哪个新建学校多");
        assertThat(page.locator(".tag").first()).hasCSS("border-top-width", "1px");
        assertThat(page.locator(".notice")).hasCSS("border-top-width", "0px");
        Page contrast = visitor.page(768, options -> options.setContrast(Contrast.MORE));
        Chromium.chat(contrast, address("/chat"));
        assertThat(contrast.locator(".frame")).hasCSS("color", "rgb(0, 0, 0)");
    }

    private static void obeys(Page page, String what) {
        Object broken = page.evaluate("""
                async () => (await axe.run({
                  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                  resultTypes: ["violations"] }))
                  .violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))""");
        Assertions.assertThat(broken).as(what).isEqualTo(List.of());
    }

    private static String focused(Page page) {
        return (String) page.evaluate("""
                () => {
                  let at = document.activeElement;
                  while (at.shadowRoot) at = at.shadowRoot.activeElement;
                  return at.getAttribute("aria-label") ?? at.textContent.trim();
                }""");
    }

    private static String axe() {
        try {
            return new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
