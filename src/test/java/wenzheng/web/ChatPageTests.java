package wenzheng.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;

/** The chat as a page of its own, with script and without. Pictures go to target/screenshots. */
@ServedArticles
@ExtendWith(Chromium.class)
class ChatPageTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final String COMPARISON = "中原区和管城区哪个新建学校多";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void asksAndFollowsTheCitationToTheMarkedPassage(int width, Chromium.Visitor visitor) {
        Page page = chat(visitor.page(width));
        page.getByText(QUESTION).click();
        assertThat(page.locator(".fact .words")).containsText("新建、续建中小学14所。");
        assertThat(page.locator(".fact strong")).hasText("14所");
        assertThat(page.locator(".fact .tag")).hasText(new String[] {"管城回族区", "2021年"});
        Chromium.fits(page);

        page.locator(".fact .cite").click();
        assertThat(page.locator(".sources mark")).hasText("新建、续建中小学14所");
        assertThat(page.locator(".sources blockquote")).containsText("着力办好“美好教育”");
        assertThat(page.locator(".sources summary")).isFocused();
        Chromium.fits(page);

        page.locator("#message").fill("中原区呢？");
        page.keyboard().press("Enter");
        assertThat(page.locator(".turn")).hasCount(2);
        assertThat(last(page).locator(".fact .words")).containsText("26所");
        assertThat(last(page).locator(".suggestion").first()).isVisible();
        Chromium.picture(page, "answer-" + width);

        page.locator(".turn").first().locator(".read a").click();
        Locator passage = page.locator("p:target");
        assertThat(passage).containsText("着力办好“美好教育”");
        assertThat(passage.locator("mark")).hasText("新建、续建中小学14所");
        assertThat(passage).isInViewport();
        Chromium.fits(page);
        Chromium.picture(page, "document-" + width);

        page.getByText("返回提问").click();
        assertThat(page.locator(".turn .reply")).hasCount(2);
        last(page).locator(".suggestion").first().click();
        assertThat(page.locator(".turn .reply")).hasCount(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void worksAsAPlainFormWithoutScript(int width, Chromium.Visitor visitor) {
        Page page = visitor.page(width, options -> options.setJavaScriptEnabled(false));
        page.navigate(address("/chat"));
        Chromium.fits(page);
        page.locator("#message").fill(QUESTION);
        page.locator(".send").click();
        assertThat(page.locator(".fact .words")).hasText("新建、续建中小学14所。");
        assertThat(page.locator(".fact strong")).hasText("14所");
        page.locator(".suggestion", new Page.LocatorOptions().setHasText("中原区呢？")).click();
        assertThat(page.locator(".turn")).hasCount(2);
        assertThat(last(page).locator(".fact .words")).containsText("26所");
        assertThat(last(page).locator(".fact .words")).isInViewport();
        last(page).locator("summary").click();
        assertThat(last(page).locator("mark")).containsText("26所");
        last(page).locator(".read a").click();
        assertThat(page.locator("p:target mark")).containsText("26所");
        page.goBack();
        page.locator("#message").fill("北京市朝阳区公积金");
        page.locator(".send").click();
        assertThat(last(page).locator(".whom a")).hasAttribute("href", "tel:12345");
        Chromium.fits(page);
        Chromium.picture(page, "plain-" + width);
        page.getByText("清除本次会话").click();
        assertThat(page.locator(".turn")).hasCount(0);
        assertThat(page.locator("#welcome")).isVisible();
    }

    @Test
    void goesOnWithScriptWhereThePlainFormWas(Chromium.Visitor visitor) {
        Page page = visitor.page(360);
        page.route("**/widget/chat.js", route -> {
            page.locator("#message").fill("中原区呢");
            route.resume();
        });
        page.navigate(address("/chat"));
        assertThat(page.locator(".completions")).isAttached();
        assertThat(page.locator("#message")).hasValue("中原区呢");
    }

    @ParameterizedTest
    @CsvSource({"360, DARK", "768, LIGHT", "1440, DARK"})
    void fitsEveryWidthInLightAndDark(int width, ColorScheme colors, Chromium.Visitor visitor) {
        Page page = chat(visitor.page(width, options -> options.setColorScheme(colors)));
        String ground = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
        Assertions.assertThat(ground).isEqualTo(colors == ColorScheme.DARK ? "rgb(17, 22, 28)" : "rgb(245, 247, 250)");
        Chromium.fits(page);
        Chromium.picture(page, "welcome-" + width + "-" + colors);
        Chromium.ask(page, COMPARISON);
        Chromium.fits(page);
        Chromium.picture(page, "comparison-" + width + "-" + colors);
        page.navigate(address("/documents"));
        Chromium.fits(page);
        Chromium.picture(page, "documents-" + width + "-" + colors);
    }

    @Test
    void opensWithTheExamplesWhereOtherQuestionsTakeLong(Chromium.Visitor visitor) {
        Page page = visitor.page(360);
        page.route("**/api/v1/suggestions*", _ -> {});
        chat(page);
        assertThat(page.locator(".examples .suggestion")).hasText(
                new String[] {QUESTION, "二七区2021年要打通多少条断头路？"});
    }

    @Test
    void setsNumbersOfSeveralDistrictsBesideEachOtherInAChartAndATable(Chromium.Visitor visitor) {
        Page page = chat(visitor.page(768));
        Chromium.ask(page, COMPARISON);
        assertThat(page.locator(".chart .of")).hasText(new String[] {"中原区", "管城回族区"});
        assertThat(page.locator(".chart .much")).hasText(new String[] {"26所", "14所"});
        assertThat(page.locator(".chart .fill").first()).hasAttribute("style", "width: 100%;");
        assertThat(page.locator("table th[scope=row]")).containsText(new String[] {"中原区", "管城回族区"});
        assertThat(page.locator("table td").last()).containsText("14所");
        assertThat(page.locator(".reply .line")).containsText("相差12所");
    }

    @Test
    void keepsWhatAVisitorThinksOfAnAnswerAndWhy(Chromium.Visitor visitor) {
        Page page = chat(visitor.page(1440));
        Chromium.ask(page, QUESTION);
        page.getByLabel("没用").click();
        page.getByLabel("哪里不好").fill("没说是哪些学校");
        page.getByText("提交").click();
        assertThat(page.locator(".rated")).hasText("感谢您的评价");
        assertThat(page.getByLabel("没用")).hasAttribute("aria-pressed", "true");
        Assertions.assertThat(jdbc.sql("select rating from feedback where remark = '没说是哪些学校'")
                        .query(String.class)
                        .list())
                .containsExactly("DOWN");
    }

    @Test
    void copiesTheAnswerWithItsSources(Chromium.Visitor visitor) {
        Page page = chat(visitor.page(1440, options -> options.setPermissions(
                List.of("clipboard-read", "clipboard-write"))));
        Chromium.ask(page, QUESTION);
        page.getByLabel("复制").click();
        assertThat(page.locator(".rated")).hasText("已复制");
        Assertions.assertThat((String) page.evaluate("navigator.clipboard.readText()"))
                .startsWith("管城回族区（2021年）：新建、续建中小学14所。\n[1] 蓝图已绘")
                .contains(address("/documents/000_62df4c3117623599#p"));
    }

    @Test
    void speaksThreeLanguagesInFourSizesAndRemembersThem(Chromium.Visitor visitor) {
        Page page = chat(visitor.page(1440, options -> options.setLocale("zh-TW")));
        assertThat(page.locator(".tagline")).hasText("政策問答，句句有出處");
        assertThat(page.locator("h1")).hasText("想了解哪項政策？");
        assertThat(page.locator("html")).hasAttribute("lang", "zh-Hant");
        page.locator("#message").fill("草稿");
        page.getByLabel("更多").click();
        page.getByText("English").click();
        assertThat(page.locator("h1")).hasText("What would you like to know?");
        assertThat(page.locator("#message")).hasValue("草稿");
        page.getByLabel("More").click();
        page.getByText("Largest").click();
        double size = page.locator("#message").boundingBox().height;
        page.reload();
        assertThat(page.locator("h1")).hasText("What would you like to know?");
        Assertions.assertThat(page.locator("#message").boundingBox().height).isEqualTo(size).isGreaterThan(60);
    }

    @Test
    void startsOverAndForgets(Chromium.Visitor visitor) {
        Page page = chat(visitor.page(768));
        Chromium.ask(page, QUESTION);
        String kept = conversation(page);
        page.getByLabel("更多").click();
        page.getByText("重新开始").click();
        assertThat(page.locator(".turn")).hasCount(0);
        Chromium.ask(page, QUESTION);
        String forgotten = conversation(page);
        page.getByLabel("更多").click();
        page.getByText("清除本次会话").click();
        page.getByText("确认删除").click();
        assertThat(page.locator(".turn")).hasCount(0);
        assertThat(page.locator("p[role=status]")).hasText("本次会话已删除");
        Assertions.assertThat(page.request().get(address("/api/v1/conversations/" + kept)).status()).isEqualTo(200);
        Assertions.assertThat(page.request().get(address("/api/v1/conversations/" + forgotten)).status()).isEqualTo(404);
    }

    @Test
    void saysWhomToCallWhereTheArticlesAreSilent(Chromium.Visitor visitor) {
        Page page = chat(visitor.page(360));
        Chromium.ask(page, "北京市朝阳区公积金");
        assertThat(page.locator(".reply .whom a")).hasAttribute("href", "tel:12345");
    }

    @Test
    void listensOnlyWhereTheSiteAllowsItAndSaysWhereTheSoundGoes(Chromium.Visitor visitor) {
        Page page = visitor.page(768);
        page.addInitScript("""
                window.SpeechRecognition = class {
                  start() {
                    window.heard = true;
                    this.onresult({ results: [[{ transcript: "二七区有多少学校" }]] });
                    this.onend();
                  }
                  stop() {}
                };""");
        chat(page);
        assertThat(page.getByLabel("语音输入")).hasCount(0);
        page.route("**/api/v1/site", route -> {
            var served = route.fetch();
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(served)
                    .setBody(served.text().replace("\"voiceInput\":false", "\"voiceInput\":true")));
        });
        page.reload();
        page.getByLabel("语音输入").click();
        assertThat(page.locator(".notice")).containsText("浏览器通常会把录音发送给它的厂商");
        Assertions.assertThat(page.evaluate("window.heard")).isNull();
        page.getByText("使用语音").click();
        assertThat(page.locator("#message")).hasValue("二七区有多少学校");
    }

    @Test
    void readsAnAnswerAloudUntilItIsStopped(Chromium.Visitor visitor) {
        Page page = visitor.page(768);
        page.addInitScript("""
                speechSynthesis.speak = (utterance) => (window.spoken = utterance);
                speechSynthesis.cancel = () => {};""");
        chat(page);
        Chromium.ask(page, QUESTION);
        page.getByLabel("朗读").click();
        Assertions.assertThat((String) page.evaluate("window.spoken.text")).contains("14所");
        Assertions.assertThat(page.evaluate("window.spoken.lang")).isEqualTo("zh-CN");
        page.getByLabel("停止朗读").click();
        assertThat(page.getByLabel("朗读")).hasCount(1);
    }

    @Test
    void printsTheAnswersAloneWithTheirPassagesOpen(Chromium.Visitor visitor) {
        Page page = chat(visitor.page(1440));
        Chromium.ask(page, QUESTION);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.evaluate("dispatchEvent(new Event('beforeprint'))");
        assertThat(page.locator(".sources mark")).isVisible();
        assertThat(page.locator(".ask")).isHidden();
        assertThat(page.locator(".actions")).isHidden();
        Chromium.picture(page, "print");
        page.evaluate("dispatchEvent(new Event('afterprint'))");
        assertThat(page.locator(".sources mark")).isHidden();
    }

    @Test
    void completesWhatIsBeingTypedByArrowKeys(Chromium.Visitor visitor) {
        Page page = visitor.page(768);
        page.route(Pattern.compile(".*/api/v1/suggestions\\?q=.+"), route -> route.fulfill(
                new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"suggestions\": [\"二七区断头路\", \"%s\"]}".formatted(QUESTION))));
        chat(page);
        page.locator("#message").fill("二七");
        assertThat(page.locator("[role=option]")).hasCount(2);
        assertThat(page.locator(".ask [role=status]").first()).hasText("有2条可能要问的，按上下箭头选择");
        page.keyboard().press("ArrowUp");
        assertThat(page.locator("#message")).hasAttribute("aria-activedescendant", "completion-1");
        page.keyboard().press("Escape");
        assertThat(page.locator("[role=listbox]")).isHidden();
        page.locator("#message").fill("二七区");
        assertThat(page.locator("[role=option]")).hasCount(2);
        // A long question is said already.
        page.locator("#message").fill("二七区的学校".repeat(20));
        assertThat(page.locator("[role=listbox]")).isHidden();
        page.locator("#message").fill("二七区");
        assertThat(page.locator("[role=option]")).hasCount(2);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page.locator(".utterance")).containsText(QUESTION);
        assertThat(page.locator(".fact strong")).hasText("14所");
    }

    private Page chat(Page page) {
        return Chromium.chat(page, address("/chat"));
    }

    private static Locator last(Page page) {
        return page.locator(".turn").last();
    }

    private static String conversation(Page page) {
        return (String) page.evaluate("JSON.parse(sessionStorage['wenzheng.conversation']).conversationId");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
