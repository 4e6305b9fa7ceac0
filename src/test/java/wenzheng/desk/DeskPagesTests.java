package wenzheng.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;
import wenzheng.conversation.Corrections;
import wenzheng.web.Chromium;

/** The desk's pages in Chromium: by keyboard, with axe-core, on narrow and wide screens, and when nobody is logged in. */
@ServedArticles
@ExtendWith(Chromium.class)
class DeskPagesTests {

    private static final String PASSWORD = "long-enough-a-password";
    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    static final String AXE = axe();

    @LocalServerPort
    private int port;

    @Autowired
    private Staff staff;

    @Autowired
    private StaffStore store;

    @Autowired
    private Corrections corrections;

    @Autowired
    private JdbcClient jdbc;

    /** What is told at the end of a test is told to the next. */
    @AfterEach
    void leaveNothingToTell() {
        jdbc.sql("delete from correction").update();
        corrections.list();
    }

    @BeforeEach
    void hire() {
        if (store.find("page-clerk-li").isEmpty()) {
            staff.add(store.find(Staff.FIRST).orElseThrow(), "page-clerk-li", "小李", Role.CLERK, PASSWORD);
        }
        for (Role role : Role.values()) {
            String name = "page-" + role.name().toLowerCase(Locale.ROOT);
            if (store.find(name).isEmpty()) {
                staff.add(store.find(Staff.FIRST).orElseThrow(), name, "小王", role, PASSWORD);
            }
        }
    }

    @Test
    void takesTheAnswerToTheClipboardWithTwoKeysAfterTyping(Chromium.Visitor visitor) {
        Page page = visitor.page(1440, options -> options.setPermissions(List.of("clipboard-read", "clipboard-write")));
        page.navigate(address("/desk"));
        assertThat(page.locator("#username")).isFocused();
        page.keyboard().type("page-clerk");
        page.keyboard().press("Tab");
        page.keyboard().type(PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator("#q")).isFocused();
        List<String> addresses = addresses(page);
        page.keyboard().type(QUESTION);
        assertThat(page.locator("#results .passage").first()).containsText("管城回族区");
        page.locator("[name=year]").selectOption("2021");
        page.locator("[name=year]").selectOption("");
        page.locator("#q").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".panel")).isFocused();
        page.keyboard().press("c");
        assertThat(page.locator("#copied")).containsText("已复制");
        Assertions.assertThat(clipboard(page))
                .isEqualTo("管城回族区，2021年，新建、续建中小学14所。出自《蓝图已绘，如何实施？管城回族区将在七个方面“破局”》。");
        page.keyboard().press("t");
        page.waitForFunction("() => document.getElementById('copied').textContent.includes('出处')");
        Assertions.assertThat(clipboard(page)).contains("新建、续建中小学14所。\n出处：《蓝图已绘");
        assertThat(page.locator("#article mark")).hasText("新建、续建中小学14所");
        assertThat(page.locator("#results .passage").or(page.locator("#answer .passages .passage")).first()).isVisible();
        Chromium.picture(page, "desk-answer-1440");

        Assertions.assertThat(addresses)
                .anyMatch(each -> each.endsWith("/desk/results"))
                .noneMatch(each -> each.contains("管城区"));

        page.keyboard().press("/");
        assertThat(page.locator("#q")).isFocused();
        page.keyboard().type("中原区呢？");
        page.waitForResponse("**/desk/answer", () -> page.keyboard().press("Enter"));
        assertThat(page.locator(".panel .reply")).containsText("26所");
        assertThat(page.locator(".panel")).isFocused();
        page.keyboard().press("/");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowUp");
        assertThat(page.locator("#q")).isFocused();
        page.locator(".panel").focus();
        page.keyboard().press("w");
        assertThat(page.locator("#summary")).isFocused();
        assertThat(page.locator("#said")).hasValue(Pattern.compile("14所[\\s\\S]*中原区呢？[\\s\\S]*26所"));
    }

    @Test
    void keepsTheAnswerWhenPassagesForTheSameWordsComeLate(Chromium.Visitor visitor) {
        Page page = loggedIn(visitor, 1440, Role.CLERK, "/desk");
        List<Route> held = new ArrayList<>();
        page.route("**/desk/results", held::add);
        page.waitForRequest("**/desk/results", () -> page.locator("#q").fill(QUESTION));
        page.keyboard().press("Enter");
        assertThat(page.locator(".panel")).isFocused();
        page.evaluate("""
                document.addEventListener("htmx:afterRequest", ({ detail }) => {
                  if (detail.target.id === "results") {
                    document.body.dataset.late = "come";
                  }
                })""");
        held.forEach(Route::resume);
        page.waitForFunction("() => document.body.dataset.late === 'come'");
        assertThat(page.locator("#results")).isEmpty();
        assertThat(page.locator(".panel .reply")).containsText("14所");
    }

    @Test
    void keepsWhatIsWrittenBeforeThePagesScriptsAreThere(Chromium.Visitor visitor) {
        Page page = loggedIn(visitor, 1440, Role.CLERK, "/desk");
        page.locator("#q").fill(QUESTION);
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-key=w]")).isVisible();
        List<Route> held = new ArrayList<>();
        page.route("**/htmx.min.js", held::add);
        page.waitForRequest("**/htmx.min.js", () -> page.keyboard().press("w"));
        page.locator("#summary").evaluate("field => (field.value = '已答复')");
        Response draft = page.waitForResponse("**/draft", () -> held.forEach(Route::resume));
        Assertions.assertThat(draft.ok()).isTrue();
        page.unroute("**/htmx.min.js");
        page.reload();
        assertThat(page.locator("#summary")).hasValue("已答复");
    }

    @Test
    void keepsAnOrderThatIsBeingWrittenWhenNobodyIsLoggedInAnyMore(Chromium.Visitor visitor) {
        Page page = loggedIn(visitor, 1440, Role.CLERK, "/desk");
        page.locator("#q").fill(QUESTION);
        page.keyboard().press("Enter");
        page.locator("[data-key=w]").click();
        page.waitForURL("**/desk/orders/*");
        page.waitForResponse("**/draft", () -> page.locator("#summary").fill("已答复，手机13812345678"));
        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("wenzheng-desk"));
        page.locator("#summary").fill("已答复，还要回电");
        assertThat(page.locator("#lost")).isVisible();
        String order = page.url();
        page.locator("button[type=submit]").last().click();
        page.locator("#username").fill("page-clerk");
        page.locator("#password").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(order);
        assertThat(page.locator("#summary")).hasValue("已答复，还要回电");
        Chromium.leads(page, () -> page.locator("button[type=submit]").last().click());
        assertThat(page.locator("table")).containsText("已保存");
        visitor.expectedComplaints();
    }

    @Test
    void breaksNoRuleAndFitsNarrowAndWideScreens(Chromium.Visitor visitor) {
        for (int width : new int[] {360, 768, 1440}) {
            Page page = visitor.page(width);
            page.addInitScript(AXE);
            page.navigate(address("/desk/login"));
            looks(page, "login", width);
            Chromium.leads(page, () -> logIn(page, Role.ADMINISTRATOR));
            assertThat(page.locator("#q")).isVisible();
            looks(page, "caller", width);
            page.locator("#q").fill("新建中小学");
            assertThat(page.locator("#results .passage").first()).isVisible();
            looks(page, "results", width);
            page.keyboard().press("Enter");
            assertThat(page.locator(".panel")).isVisible();
            assertThat(page.locator("#article h2")).isVisible();
            looks(page, "answer", width);
            page.locator("#answer .passage").last().click();
            assertThat(page.locator("#here")).isInViewport();
            page.locator("[data-key=w]").click();
            page.waitForURL("**/desk/orders/*");
            looks(page, "order", width);
            for (String each : List.of("orders", "statistics", "conversations", "staff", "operation", "audit", "password")) {
                page.navigate(address("/desk/" + each));
                looks(page, each, width);
            }
        }
    }

    @Test
    void handsACitizenOverToOneOfTwoClerksAndBack(Chromium.Visitor visitor) {
        Page citizen = visitor.page(360);
        Chromium.chat(citizen, address("/chat"));
        Chromium.ask(citizen, QUESTION);
        Page clerk = loggedIn(visitor, 1440, Role.CLERK, "/desk/queue");
        clerk.evaluate(AXE);
        Page supervisor = loggedIn(visitor, 768, Role.SUPERVISOR, "/desk/queue");
        supervisor.evaluate(AXE);
        citizen.getByLabel("更多").click();
        citizen.getByText("找人工").click();
        assertThat(citizen.locator(".notice")).containsText("排在第1位");
        assertThat(supervisor.locator("#queue")).containsText(QUESTION);
        looks(supervisor, "queue", 768);
        clerk.locator("#queue button").first().click();
        clerk.waitForURL("**/desk/queue/*");
        assertThat(supervisor.locator("#queue")).containsText("没有人在等");
        assertThat(clerk.locator("#transcript")).containsText("14所");
        assertThat(citizen.locator(".notice")).containsText("小王正在为您服务");
        clerk.locator("#words").pressSequentially("您好，我来帮您。");
        assertThat(citizen.locator(".notice")).containsText("正在输入");
        clerk.keyboard().press("Control+Enter");
        Locator written = citizen.locator(".turn").last();
        assertThat(written).containsText("您好，我来帮您。");
        assertThat(written.locator(".kind")).hasText("小王");
        assertThat(written.locator("[data-rating], .whom")).hasCount(0);
        assertThat(clerk.locator("#words")).hasValue("");
        Chromium.ask(citizen, "中原区呢？");
        assertThat(clerk.locator("#transcript")).containsText("中原区呢？");
        assertThat(clerk.locator("#proposal")).containsText("26所");
        clerk.evaluate(AXE);
        looks(clerk, "conversation", 1440);
        clerk.locator("[data-put]").click();
        assertThat(clerk.locator("#words")).hasValue(Pattern.compile("26所"));
        clerk.locator("[form=back]").click();
        assertThat(citizen.locator(".notice")).containsText("已离开");
        citizen.reload();
        Locator read = citizen.locator(".turn").filter(new Locator.FilterOptions().setHasText("您好，我来帮您。"));
        assertThat(read.locator(".kind")).hasText("小王");
        assertThat(read.locator("[data-rating], .whom")).hasCount(0);
        assertThat(citizen.locator(".turn").first().locator("[data-rating]")).hasCount(2);
        Chromium.picture(citizen, "desk-citizen-360");
    }

    @Test
    void tellsACitizenWhoMovesUpInTheQueueWithoutAReload(Chromium.Visitor visitor) {
        Page first = waiting(visitor);
        assertThat(first.locator(".notice")).containsText("排在第1位");
        Page second = waiting(visitor);
        assertThat(second.locator(".notice")).containsText("排在第2位");
        Locator leave = second.locator(".notice button");
        leave.focus();
        Page clerk = loggedIn(visitor, 1440, Role.CLERK, "/desk/queue");
        clerk.locator("#queue button").first().click();
        assertThat(second.locator(".notice")).containsText("排在第1位");
        assertThat(leave).isFocused();
        second.reload();
        assertThat(second.locator(".notice")).containsText("排在第1位");
        leave.click();
        assertThat(second.locator(".notice")).isEmpty();
        clerk.locator("[form=close]").click();
        assertThat(first.locator(".notice")).containsText("已结束服务");
    }

    @Test
    void tellsInTheMenuAndTheTitleOfEachPageHowManyWait(Chromium.Visitor visitor) {
        Page caller = loggedIn(visitor, 1440, Role.CLERK, "/desk");
        Page queue = loggedIn(visitor, 1440, Role.SUPERVISOR, "/desk/queue");
        Locator menu = caller.locator("nav a[href='/desk/queue']");
        assertThat(menu).hasText("转人工");
        assertThat(caller).hasTitle("来电问答 · 问政坐席");
        Page citizen = waiting(visitor);
        assertThat(queue.locator("#in-queue")).hasText(Pattern.compile("1\\s+在等"));
        assertThat(queue).hasTitle("(1) 转人工 · 问政坐席");
        // As when the clerk comes back to this window.
        String come = "document.dispatchEvent(new Event('visibilitychange'))";
        caller.evaluate(come);
        assertThat(menu).hasText(Pattern.compile("转人工\\s+1\\s+在等"));
        assertThat(caller).hasTitle("(1) 来电问答 · 问政坐席");
        caller.evaluate("document.querySelector('#in-queue .tag').dataset.old = 'yes'");
        caller.waitForResponse("**/desk/queue/count", () -> caller.evaluate(come));
        caller.waitForResponse("**/desk/queue/count", () -> caller.evaluate(come));
        assertThat(caller.locator("#in-queue [data-old]")).hasCount(1);
        caller.evaluate("htmx.ajax('GET', '/desk/orders', {target: '#results', select: '#content'})");
        assertThat(caller).hasTitle("(1) 工单 · 问政坐席");
        caller.reload();
        assertThat(caller).hasTitle("(1) 来电问答 · 问政坐席");
        caller.evaluate(AXE);
        looks(caller, "in-queue", 1440);
        citizen.locator(".notice button").click();
        assertThat(queue.locator("#in-queue")).isEmpty();
        assertThat(queue).hasTitle("转人工 · 问政坐席");
    }

    private Page waiting(Chromium.Visitor visitor) {
        Page citizen = visitor.page(360);
        Chromium.chat(citizen, address("/chat"));
        Chromium.ask(citizen, QUESTION);
        citizen.getByLabel("更多").click();
        citizen.getByText("找人工").click();
        return citizen;
    }

    @Test
    void correctsAnAnswerWithTwoClerksASupervisorAndACitizen(Chromium.Visitor visitor) {
        Page wang = loggedIn(visitor, 1440, Role.CLERK, "/desk");
        wang.locator("#q").fill(QUESTION);
        wang.keyboard().press("Enter");
        assertThat(wang.locator(".panel")).isFocused();
        wang.keyboard().press("x");
        assertThat(wang.locator("#marked")).containsText("已记入待更正");

        Page li = visitor.page(360);
        li.addInitScript(AXE);
        li.navigate(address("/desk/corrections"));
        logIn(li, "page-clerk-li");
        li.waitForURL(address("/desk/corrections"));
        looks(li, "corrections", 360);
        List<String> searched = addresses(li);
        Chromium.leads(li, () -> li.locator(".card a").first().click());
        Locator sentence = li.locator("#results .passage").filter(new Locator.FilterOptions().setHasText("中小学14所")).first();
        assertThat(sentence).isVisible();
        Assertions.assertThat(searched)
                .anyMatch(each -> each.endsWith("/desk/corrections/sources"))
                .noneMatch(each -> each.contains("管城区"));
        li.locator("#q").focus();
        li.keyboard().press("ArrowDown");
        assertThat(li.locator("#results .passage").first()).isFocused();
        looks(li, "correction-propose", 360);
        sentence.press("Enter");
        assertThat(li.locator("#words")).isFocused();
        assertThat(li.locator("#quote")).hasValue(Pattern.compile("中小学14所"));
        li.locator("#words").fill("全区新建、续建中小学共15所");
        li.keyboard().press("Control+Enter");
        assertThat(li.locator("[role=alert].problem")).containsText("15所");
        li.locator("#words").fill("全区新建、续建中小学共14所");
        li.keyboard().press("Control+Enter");
        assertThat(li.locator("h1 .tag")).hasText("待批准");
        assertThat(li.getByText("批准", new Page.GetByTextOptions().setExact(true))).hasCount(0);

        Page supervisor = loggedIn(visitor, 1440, Role.SUPERVISOR, "/desk/corrections");
        supervisor.evaluate(AXE);
        supervisor.locator("section[aria-labelledby=proposed] a").first().click();
        supervisor.waitForURL("**/desk/corrections/*");
        supervisor.evaluate(AXE);
        List<String> tried = addresses(supervisor);
        supervisor.locator("#trial").fill("中原区2021年新建续建中小学多少所");
        assertThat(supervisor.locator("#tried")).containsText("区县不同");
        Assertions.assertThat(tried).anyMatch(each -> each.endsWith("/trial")).noneMatch(each -> each.contains("中原区"));
        looks(supervisor, "correction-approve", 1440);
        Locator approve = supervisor.getByText("批准", new Page.GetByTextOptions().setExact(true));
        Chromium.leads(supervisor, () -> approve.press("Enter"));
        assertThat(supervisor.locator("section[aria-labelledby=verified]")).containsText("有效期至");

        Page citizen = visitor.page(360);
        Chromium.chat(citizen, address("/chat"));
        Chromium.ask(citizen, "2021年管城區新建、續建中小學有幾所呀？");
        assertThat(citizen.locator(".turn").last()).containsText("工作人员已核实，有效期至");
        assertThat(citizen.locator(".sources summary")).hasCount(1);
        Chromium.picture(citizen, "desk-verified-360");
        supervisor.locator("section[aria-labelledby=verified] a").first().click();
        supervisor.waitForURL("**/desk/corrections/*");
        supervisor.evaluate(AXE);
        looks(supervisor, "correction-verified", 1440);
        Chromium.leads(supervisor, () -> supervisor.getByText("不再这样答").click());
        assertThat(supervisor.locator("section[aria-labelledby=verified]")).hasCount(0);
        // axe leaves empty style attributes behind, which htmx carries over to the form that takes the place of this one.
        Assertions.assertThat(visitor.expectedComplaints()).allMatch(each -> each.contains("inline style"));
    }

    /** Holds that the page, into which axe-core was put, breaks no rule of it and reaches not beyond the window. */
    static void looks(Page page, String what, int width) {
        Chromium.picture(page, "desk-%s-%d".formatted(what, width));
        Object beyond = page.locator("body *:visible:not(.scroll *)").evaluateAll(
                "all => all.filter(each => each.getBoundingClientRect().right > innerWidth + 1)"
                        + ".map(each => each.tagName + '.' + each.className)");
        Assertions.assertThat(beyond).as("%s at %d", what, width).isEqualTo(List.of());
        Object broken = page.evaluate("""
                async () => (await axe.run({
                  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                  resultTypes: ["violations"] }))
                  .violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))""");
        Assertions.assertThat(broken).as("%s at %d", what, width).isEqualTo(List.of());
    }

    private Page loggedIn(Chromium.Visitor visitor, int width, Role role, String path) {
        Page page = visitor.page(width);
        page.navigate(address(path));
        logIn(page, role);
        page.waitForURL(address(path));
        return page;
    }

    private static void logIn(Page page, Role role) {
        logIn(page, "page-" + role.name().toLowerCase(Locale.ROOT));
    }

    private static void logIn(Page page, String name) {
        page.locator("#username").fill(name);
        page.locator("#password").fill(PASSWORD);
        page.keyboard().press("Enter");
    }

    /** @return what the page asks for from now on, decoded; it grows */
    private static List<String> addresses(Page page) {
        List<String> addresses = new ArrayList<>();
        page.onRequest(request -> addresses.add(URLDecoder.decode(request.url(), StandardCharsets.UTF_8)));
        return addresses;
    }

    private static String clipboard(Page page) {
        return (String) page.evaluate("navigator.clipboard.readText()");
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
