package wenzheng.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wenzheng.ServedArticles;
import wenzheng.conversation.HandOvers;
import wenzheng.operation.AssistantSwitch;
import wenzheng.web.Chromium;

/** An administrator runs the program while a supervisor, two clerks and citizens use it. */
@ServedArticles
@ExtendWith(Chromium.class)
class OperationPagesTests {

    private static final String PASSWORD = "long-enough-a-password";
    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final String REASON = "正在核对数据，下午3点恢复。";

    @LocalServerPort
    private int port;

    @Autowired
    private Staff staff;

    @Autowired
    private StaffStore store;

    @Autowired
    private AssistantSwitch assistant;

    @Autowired
    private HandOvers handOvers;

    @BeforeEach
    void hire() {
        for (Map.Entry<String, Role> each : Map.of(
                        "run-wang", Role.CLERK, "run-li", Role.CLERK, "run-supervisor", Role.SUPERVISOR, "run-admin", Role.ADMINISTRATOR)
                .entrySet()) {
            if (store.find(each.getKey()).isEmpty()) {
                staff.add(store.find(Staff.FIRST).orElseThrow(), each.getKey(), "", each.getValue(), PASSWORD);
            }
        }
    }

    @AfterEach
    void on() {
        assistant.set(AssistantSwitch.Mode.ON, "", Staff.FIRST);
        handOvers.open().forEach(open -> handOvers.dismiss(open.conversationId()));
    }

    @Test
    void takesAMessageWhileNobodyIsThereAndDeletesItWhenTheCallIsDone(Chromium.Visitor visitor) {
        Page citizen = visitor.page(360);
        citizen.addInitScript(DeskPagesTests.AXE);
        Chromium.chat(citizen, address("/chat"));
        Chromium.ask(citizen, QUESTION);
        assistant.set(AssistantSwitch.Mode.OFF, "", Staff.FIRST);
        citizen.getByLabel("更多").click();
        citizen.getByText("找人工").click();
        Locator notice = citizen.locator(".notice");
        assertThat(notice).containsText("现在没有工作人员。");
        notice.getByPlaceholder("要说的话").fill("想问学位怎么分");
        notice.getByPlaceholder("回电号码").fill("0371-12345678");
        notice.locator("button").click();
        assertThat(notice.locator("[role=alert]")).hasText("请写上留言、号码并勾选同意。");
        assertThat(notice.getByPlaceholder("要说的话")).hasValue("想问学位怎么分");
        DeskPagesTests.looks(citizen, "citizen-message", 360);
        notice.locator("[type=checkbox]").check();
        notice.locator("button").click();
        assertThat(notice).hasText("已留言，我们会回电。");
        Page wang = loggedIn(visitor, 360, ColorScheme.LIGHT, "run-wang", "/desk/queue");
        Locator callbacks = wang.locator("section[aria-labelledby=callbacks]");
        assertThat(callbacks).containsText("0371-12345678");
        assertThat(callbacks).containsText("想问学位怎么分");
        Chromium.leads(wang, () -> callbacks.getByText("已回电，删除").click());
        assertThat(callbacks).hasCount(0);
        visitor.expectedComplaints();
    }

    @Test
    void limitsTheAssistantToStaffAndTurnsItOnAgain(Chromium.Visitor visitor) {
        Page administrator = loggedIn(visitor, 1280, ColorScheme.LIGHT, "run-admin", "/desk/operation");
        Page wang = loggedIn(visitor, 1280, ColorScheme.DARK, "run-wang", "/desk/queue");
        Page li = loggedIn(visitor, 360, ColorScheme.LIGHT, "run-li", "/desk/queue");
        Page supervisor = loggedIn(visitor, 1280, ColorScheme.LIGHT, "run-supervisor", "/desk/audit");
        Page citizen = Chromium.chat(visitor.page(360), address("/chat"));
        Chromium.ask(citizen, QUESTION);
        assertThat(citizen.locator(".turn").last()).containsText("14所");
        String key = keyMade(administrator);

        administrator.locator("input[value=ON]").focus();
        administrator.keyboard().press("ArrowDown");
        administrator.keyboard().press("Tab");
        administrator.keyboard().type(REASON);
        Chromium.leads(administrator, () -> administrator.keyboard().press("Enter"));
        assertThat(administrator.locator(".lost").getByText("助手现在不给市民作答")).isVisible();
        assertThat(administrator.locator("input[value=HANDOVER_ONLY]")).isChecked();
        DeskPagesTests.looks(administrator, "operation-off", 1280);

        Chromium.ask(citizen, "中原区呢？");
        Locator told = citizen.locator(".turn").last();
        assertThat(told.locator(".kind")).hasText("助手暂停作答");
        assertThat(told).containsText("原因：" + REASON);
        assertThat(told.locator("[data-rating]")).hasCount(0);
        assertThat(told.locator("a[href^='tel:']")).isVisible();
        Chromium.fits(citizen);
        Chromium.picture(citizen, "operation-citizen-360");
        told.locator(".whom button").click();
        assertThat(citizen.locator(".notice")).containsText("排在第1位");
        assertThat(li.locator("#queue")).containsText("中原区呢？");
        assertThat(wang.locator("#queue")).containsText("中原区呢？");
        wang.locator("#queue button").first().press("Enter");
        wang.waitForURL("**/desk/queue/*");
        assertThat(li.locator("#queue")).containsText("没有人在等");
        assertThat(wang.locator("#proposal")).containsText("26所");
        assertThat(wang.locator("#transcript .said").filter(new Locator.FilterOptions().setHasText("不作答")).locator("button"))
                .hasCount(0);
        wang.locator("[data-put]").press("Enter");
        DeskPagesTests.looks(wang, "operation-conversation-dark", 1280);
        wang.locator("#words").press("Control+Enter");
        assertThat(citizen.locator(".turn").last()).containsText("26所");
        for (boolean script : new boolean[] {true, false}) {
            Page another = visitor.page(360, options -> options.setJavaScriptEnabled(script).setColorScheme(ColorScheme.DARK));
            another.navigate(address("/chat"));
            assertThat(another.locator(".welcome")).containsText(REASON);
            assertThat(another.locator(".suggestion")).hasCount(0);
            if (!script) {
                assertThat(another.locator(".welcome")).not().containsText("找人工");
                assertThat(another.locator("footer noscript p")).isVisible();
            }
            Chromium.picture(another, "operation-chat-off-360-" + script);
        }
        Assertions.assertThat(complete(administrator, key).text()).contains("找人工", REASON).doesNotContain("14所");
        supervisor.reload();
        assertThat(supervisor.locator("table")).containsText(REASON);
        assertThat(supervisor.locator(".lost:visible a")).hasCount(0);

        administrator.locator("input[value=ON]").check();
        Chromium.leads(administrator, () -> administrator.locator("#reason").press("Enter"));
        assertThat(administrator.getByText("助手现在不给市民作答")).hasCount(0);
        assertThat(administrator.locator("#reason")).hasValue("");
        wang.locator("[form=back]").press("Enter");
        assertThat(citizen.locator(".notice")).containsText("已离开");
        Chromium.ask(citizen, "管城区呢？");
        assertThat(citizen.locator(".turn").last()).containsText("14所");
        Assertions.assertThat(complete(administrator, key).text()).contains("14所");
        administrator.reload();
        Locator row = administrator.locator("tr").filter(new Locator.FilterOptions().setHasText("门户网站"));
        assertThat(row.first().locator("td").nth(2)).not().hasText("—");
        Chromium.leads(administrator, () -> row.first().locator("button").press("Enter"));
        assertThat(row.first()).containsText("已停用");
        Assertions.assertThat(complete(administrator, key).status()).isEqualTo(401);
        assertThat(administrator.locator("table").first()).containsText("索引");
    }

    @Test
    void addsAMemberOfStaffChangesTheRoleAndEndsIt(Chromium.Visitor visitor) {
        Page administrator = loggedIn(visitor, 1280, ColorScheme.DARK, "run-admin", "/desk/staff");
        store.find("run-zhao").ifPresent(left -> staff.change(store.find(Staff.FIRST).orElseThrow(), left.id(), Role.CLERK, true));
        if (store.find("run-zhao").isEmpty()) {
            administrator.locator("#name").fill("run-zhao");
            administrator.keyboard().press("Tab");
            administrator.keyboard().type("小赵");
            administrator.keyboard().press("Tab");
            administrator.keyboard().press("Tab");
            administrator.keyboard().type(PASSWORD);
            Chromium.leads(administrator, () -> administrator.keyboard().press("Enter"));
        }
        Locator card = administrator.locator(".members li").filter(new Locator.FilterOptions().setHasText("run-zhao"));
        assertThat(card).containsText("小赵");
        Page zhao = loggedIn(visitor, 360, ColorScheme.DARK, "run-zhao", "/desk");
        assertThat(zhao.getByText("统计")).hasCount(0);
        DeskPagesTests.looks(zhao, "clerk-dark", 360);
        card.locator("select").selectOption("SUPERVISOR");
        Chromium.leads(administrator, () -> card.getByText("保存").press("Enter"));
        assertThat(card.locator("select")).hasValue("SUPERVISOR");
        zhao.navigate(address("/desk/statistics"));
        if (zhao.url().contains("/login")) {
            logIn(zhao, "run-zhao");
        }
        assertThat(zhao.locator("h1")).hasText("统计");
        card.locator("input[type=checkbox]").uncheck();
        Chromium.leads(administrator, () -> card.getByText("保存").press("Enter"));
        assertThat(card).containsText("停用");
        DeskPagesTests.looks(administrator, "staff-dark", 1280);
        zhao.reload();
        assertThat(zhao.locator("#username")).isVisible();
        logIn(zhao, "run-zhao");
        assertThat(zhao.locator("[role=alert].problem")).isVisible();
    }

    private String keyMade(Page administrator) {
        administrator.locator("input[name=name]").fill("门户网站");
        Chromium.leads(administrator, () -> administrator.keyboard().press("Enter"));
        String key = administrator.locator("#made").textContent();
        Chromium.picture(administrator, "operation-key-1280");
        administrator.navigate(address("/desk/operation"));
        assertThat(administrator.locator("#made")).hasCount(0);
        return key;
    }

    private APIResponse complete(Page page, String key) {
        return page.request().post(
                address("/v1/chat/completions"),
                RequestOptions.create()
                        .setHeader("Authorization", "Bearer " + key)
                        .setData(Map.of("model", "wenzheng", "messages", List.of(Map.of("role", "user", "content", QUESTION)))));
    }

    private Page loggedIn(Chromium.Visitor visitor, int width, ColorScheme colours, String name, String path) {
        Page page = visitor.page(width, options -> options.setColorScheme(colours));
        page.addInitScript(DeskPagesTests.AXE);
        page.navigate(address(path));
        logIn(page, name);
        page.waitForURL(address(path));
        return page;
    }

    private static void logIn(Page page, String name) {
        page.locator("#username").fill(name);
        page.locator("#password").fill(PASSWORD);
        page.keyboard().press("Enter");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
