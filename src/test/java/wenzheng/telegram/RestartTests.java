package wenzheng.telegram;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import wenzheng.WenzhengApplication;
import wenzheng.conversation.HandOver;
import wenzheng.conversation.HandOvers;
import wenzheng.web.Chromium;

/**
 * A server that is killed while one clerk writes to a citizen in the web chat, another to a citizen of the bot, and a
 * third citizen waits; then it is started again.
 */
@ExtendWith(Chromium.class)
class RestartTests {

    private static final String PASSWORD = "long-enough-a-password";
    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final long LEI = 7201;
    private static final Path DATABASE = Path.of("data/wenzheng.mv.db");

    @TempDir
    private Path scratch;

    private int port;

    @Test
    void goesOnWithEverybodyWhereTheyWereAfterTheServerWasKilled(Chromium.Visitor visitor) throws IOException {
        FileSystemUtils.copyRecursively(Path.of("src/test/resources/corpus/three"), scratch.resolve("articles"));
        try (FakeBotApi api = new FakeBotApi(6_000)) {
            Citizen lei = Citizen.alone(api, LEI);
            Path asKilled = scratch.resolve("as-killed.mv.db");
            Page citizen;
            Page third;
            Page wang;
            long lane;
            try (ConfigurableApplicationContext server = start(api)) {
                port = Integer.parseInt(server.getEnvironment().getProperty("local.server.port", ""));
                hire(visitor.page(1280), "wang", "小王", "li", "小李");
                citizen = waiting(visitor, "排在第1位");
                lei.say(QUESTION);
                lei.say("/human");
                Assertions.assertThat(api.awaitSent(LEI, 2).text()).startsWith("正在等候人工，您排在第2位");
                third = waiting(visitor, "排在第3位");

                wang = loggedIn(visitor, "wang", "/desk/queue");
                wang.locator("#queue button").first().press("Enter");
                wang.waitForURL("**/desk/queue/*");
                assertThat(citizen.locator(".notice")).containsText("小王正在为您服务");
                Page li = loggedIn(visitor, "li", "/desk/queue");
                assertThat(li.locator("#queue li")).hasCount(3);
                li.locator("#queue button").first().press("Enter");
                li.waitForURL("**/desk/queue/*");
                Assertions.assertThat(api.awaitSent(LEI, 3).text()).startsWith("小李正在为您服务");
                lane = server.getBean(HandOvers.class).open().stream()
                        .filter(open -> "li".equals(open.clerk()))
                        .map(HandOver::id)
                        .findFirst()
                        .orElseThrow();

                wang.locator("#words").fill("您好，我是小王。");
                wang.keyboard().press("Control+Enter");
                assertThat(citizen.locator(".turn").last()).containsText("您好，我是小王。");
                li.locator("#words").fill("您好，我是小李。");
                li.keyboard().press("Control+Enter");
                Assertions.assertThat(api.awaitSent(LEI, 4).text()).isEqualTo("小李\n您好，我是小李。");
                Chromium.ask(citizen, "我在听");
                assertThat(wang.locator("#transcript")).containsText("我在听");
                li.waitForResponse("**/draft", () -> li.locator("#words").fill("写给李雷的半句"));
                wang.waitForResponse("**/draft", () -> wang.locator("#words").fill("写了一半"));
                // What a kill leaves is what stands in the file.
                Files.copy(scratch.resolve(DATABASE), asKilled);
                li.context().close();
            }
            Files.move(asKilled, scratch.resolve(DATABASE), StandardCopyOption.REPLACE_EXISTING);

            wang.locator("#words").fill("写了一半，服务器没了也在写");
            assertThat(wang.locator("#broken")).isVisible();
            citizen.locator("#message").fill("还在吗？");
            citizen.keyboard().press("Enter");
            assertThat(citizen.locator(".failed")).containsText("没有连上服务器");
            lei.say("还在吗？");

            try (ConfigurableApplicationContext _ = start(api)) {
                Assertions.assertThat(api.awaitSent(LEI, 5).text()).isEqualTo("已转给小李。");
                Page li = loggedIn(visitor, "li", "/desk/queue/" + lane);
                assertThat(li.locator("#words")).hasValue("写给李雷的半句");
                assertThat(li.locator("#transcript")).containsText(
                        Pattern.compile("14所[\\s\\S]*小李接手[\\s\\S]*您好，我是小李。[\\s\\S]*还在吗？"));
                li.locator("#words").press("Control+Enter");
                Assertions.assertThat(api.awaitSent(LEI, 6).text()).isEqualTo("小李\n写给李雷的半句");
                li.getByText("结束").click();
                Assertions.assertThat(api.awaitSent(LEI, 7).text()).startsWith("小李已结束服务");
                assertThat(li.locator("#queue li")).hasCount(2);
                assertThat(li.locator("#queue")).containsText("第1位");

                assertThat(wang.locator("#lost")).isVisible();
                wang.locator("#lost a").press("Enter");
                logIn(wang, "wang");
                wang.waitForURL("**/desk/queue/*");
                assertThat(wang.locator("#words")).hasValue("写了一半，服务器没了也在写");
                assertThat(citizen.locator(".turn").last()).containsText("已转给小王。");
                assertThat(citizen.locator(".failed")).hasCount(0);
                assertThat(wang.locator("#transcript")).containsText("还在吗？");
                wang.locator("#words").press("Control+Enter");
                assertThat(citizen.locator(".turn").last()).containsText("写了一半，服务器没了也在写");
                wang.getByText("交回助手").click();
                assertThat(citizen.locator(".notice")).containsText("小王已离开");
                Chromium.ask(citizen, "中原区呢？");
                assertThat(citizen.locator(".turn").last()).containsText("26所");
                for (String once : new String[] {"您好，我是小王。", "我在听", "还在吗？", "写了一半，服务器没了也在写"}) {
                    Locator said = citizen.locator(".turn").filter(new Locator.FilterOptions().setHasText(once));
                    assertThat(said).hasCount(1);
                }
                Chromium.picture(citizen, "restart-citizen-360");
                third.reload();
                assertThat(third.locator(".notice")).containsText("排在第1位");
                Assertions.assertThat(api.sent(LEI)).hasSize(7);
                Assertions.assertThat(api.complaints()).isEmpty();
                // What is open would go on looking for the server that ends here.
                for (Page open : List.of(citizen, third, wang, li)) {
                    open.context().close();
                }
            }
        }
        // The menu asks now and then how many wait, and nobody is logged in when the server is back.
        Assertions.assertThat(visitor.expectedComplaints())
                .allMatch(each -> each.matches("Failed to load resource.*|htmx:.*|Response Status Error Code 401 .*"));
    }

    private ConfigurableApplicationContext start(FakeBotApi api) {
        return new SpringApplicationBuilder(WenzhengApplication.class)
                .run(
                        "--server.port=" + port,
                        "--wenzheng.corpus.directory=" + scratch.resolve("articles"),
                        "--wenzheng.data-directory=" + scratch.resolve("data"),
                        "--wenzheng.office-hours=MON-SUN 00:00-24:00",
                        "--wenzheng.desk.admin-password=" + PASSWORD,
                        "--wenzheng.limits.burst=10000",
                        "--wenzheng.reader.enabled=false",
                        "--wenzheng.telegram.token=" + api.token(),
                        "--wenzheng.telegram.api-url=" + api.url());
    }

    /** A citizen who asked, and asked for a person. */
    private Page waiting(Chromium.Visitor visitor, String told) {
        Page page = visitor.page(360);
        Chromium.chat(page, address("/chat"));
        Chromium.ask(page, QUESTION);
        page.getByLabel("更多").click();
        page.getByText("找人工").click();
        assertThat(page.locator(".notice")).containsText(told);
        return page;
    }

    private void hire(Page page, String... names) {
        page.navigate(address("/desk/staff"));
        logIn(page, "admin");
        for (int i = 0; i < names.length; i += 2) {
            page.locator("#name").fill(names[i]);
            page.locator("#shown").fill(names[i + 1]);
            page.locator("#initial").fill(PASSWORD);
            page.locator("#initial").press("Enter");
            assertThat(page.locator(".members li")).hasCount(2 + i / 2);
        }
        page.context().close();
    }

    private Page loggedIn(Chromium.Visitor visitor, String name, String path) {
        Page page = visitor.page(1280);
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
