package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.Exchange;
import wenzheng.conversation.HandOvers;
import wenzheng.operation.AssistantSwitch;

/** What an administrator turns on and off, the keys that are given out, and what runs. */
@Tag("database")
@ServedArticles
class OperationTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final String HOSTILE = "<script>alert(1)</script>'; drop --${7*7}__${7*7}__";

    @LocalServerPort
    private int port;

    @Autowired
    private AssistantSwitch assistant;

    @Autowired
    private Conversations conversations;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private Caller caller;

    @Autowired
    private StaffStore store;

    @Autowired
    private AuditLog audit;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient administrator;

    @BeforeEach
    void logIn() throws Exception {
        administrator = DeskClient.loggedIn(port, Staff.FIRST, ServedArticles.ADMIN_PASSWORD);
    }

    @AfterEach
    void on() {
        assistant.set(AssistantSwitch.Mode.ON, "", Staff.FIRST);
    }

    @Test
    void turnsTheAssistantOffForCitizensOnlyAndStaysSo() throws Exception {
        turn("OFF");
        assertThat(ask(QUESTION))
                .contains("SWITCHED_OFF", "暂停服务", "12345", "\\n原因：核对<b>数据</b>")
                .doesNotContain("14所");
        assertThat(site()).contains("\"assistant\":\"OFF\"", "核对<b>数据</b>");
        assertThat(administrator.get("/chat").body())
                .contains("助手暂停作答", "核对&lt;b&gt;数据")
                .doesNotContain("<b>数据", "name=\"suggested\"");
        assertThat(ask("How many schools were built in Guancheng in 2021?")).contains("switched off", "12345");
        assertThat(conversations.glance(QUESTION).text()).contains("暂停服务");
        Exchange exchange = conversations.say(null, QUESTION, null);
        assertThat(conversations.correct(exchange.messageId(), "中原区呢？", null).orElseThrow().reply().text())
                .contains("暂停服务");
        HandOvers.Standing standing = handOvers.ask(exchange.conversationId()).orElseThrow();
        assertThat(standing.state()).isEqualTo(HandOvers.State.CLOSED);
        assertThat(standing.hours()).as("not why there is nobody").isEmpty();
        assertThat(jdbc.sql("select answering from assistant").query(String.class).single()).isEqualTo("OFF");

        StaffMember clerk = store.find(Staff.FIRST).orElseThrow();
        var asked = new Caller.Asked(UUID.randomUUID().toString(), QUESTION, null, null);
        assertThat(caller.ask(clerk, asked).lookUp().reply().text()).contains("14所");
        assertThat(conversations.proposal(QUESTION, List.of()).text()).contains("14所");
        assertThat(jdbc.sql("select count(*) from recorded_question where kind = 'SWITCHED_OFF' and meaning is null")
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThat(audit.page("", Long.MAX_VALUE)).anySatisfy(entry -> {
            assertThat(entry.action()).isEqualTo(AuditLog.Action.ASSISTANT_SWITCHED);
            assertThat(entry.subject()).isEqualTo("OFF");
            assertThat(entry.detail()).isEqualTo("核对<b>数据</b>");
        });
        assertThat(administrator.get("/desk/audit").body()).contains("助手现在不给市民作答", "核对&lt;b&gt;数据");
        turn("ON");
        assertThat(ask(QUESTION)).contains("14所");
        assertThat(site()).contains("\"assistant\":\"ON\"", "\"reason\":\"\"");
        assertThat(administrator.get("/desk/audit").body()).doesNotContain("助手现在不给市民作答");
    }

    @Test
    void limitsTheAssistantToHandingOver() throws Exception {
        turn("HANDOVER_ONLY");
        assertThat(ask(QUESTION)).contains("找人工", "12345").doesNotContain("14所");
        Exchange exchange = conversations.say(null, "How many schools?", null);
        assertThat(exchange.reply().text()).contains("Speak to a person", "12345");
        assertThat(handOvers.ask(exchange.conversationId()).orElseThrow().state()).isEqualTo(HandOvers.State.WAITING);
        handOvers.withdraw(exchange.conversationId());
        assertThat(administrator.post("/desk/operation/assistant", Map.of("mode", "PERHAPS")).statusCode()).isEqualTo(400);
        assertThat(administrator.post("/desk/operation/assistant", Map.of()).statusCode()).isEqualTo(400);
        assertThat(administrator.post("/desk/operation/assistant", Map.of("mode", "OFF", "reason", "x".repeat(201))).statusCode())
                .isEqualTo(400);
        assertThat(assistant.mode()).isEqualTo(AssistantSwitch.Mode.HANDOVER_ONLY);
    }

    @Test
    void showsAKeyOnceAndKeepsItsDigestAlone() throws Exception {
        String page = administrator.post("/desk/operation/keys", Map.of("name", "门户" + HOSTILE)).body();
        Matcher made = Pattern.compile("wz-[A-Za-z0-9_-]{43}").matcher(page);
        assertThat(made.find()).isTrue();
        assertThat(page).doesNotContain("<script>alert", "49__");
        assertThat(administrator.get("/desk/operation").body())
                .contains("门户", made.group().substring(0, 8))
                .doesNotContain(made.group(), "<script>alert", "49__");
        assertThat(jdbc.sql("select digest from api_key").query(String.class).list())
                .isNotEmpty()
                .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
        assertThat(audit.page("", Long.MAX_VALUE).toString()).doesNotContain(made.group());
        long id = jdbc.sql("select max(id) from api_key").query(Long.class).single();
        assertThat(administrator.post("/desk/operation/keys/%d/revoke".formatted(id), Map.of()).statusCode()).isEqualTo(303);
        assertThat(administrator.post("/desk/operation/keys/%d/revoke".formatted(id), Map.of()).statusCode()).isEqualTo(404);
        for (String name : List.of("", " ", "x".repeat(61))) {
            assertThat(administrator.post("/desk/operation/keys", Map.of("name", name)).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void saysOfEachPartWhetherItIsWell() throws Exception {
        assertThat(administrator.get("/desk/operation").body())
                .contains("索引", "文章", "语言模型", "机器人", "数据库", "数据目录", "磁盘空间", "按字词可查", "3/3")
                .contains("没有设置 wenzheng.telegram.token", "没有设置 wenzheng.model.base-url")
                .containsPattern("[0-9]+\\.[0-9] GB")
                .doesNotContain("leftOut", "threshold", "validationQuery", " of ", "is not set");
        assertThat(administrator.send(administrator.request("/desk/operation")
                                .header("Accept", "text/html")
                                .header("Accept-Language", "en"))
                        .body())
                .contains("Found by words", "3/3", "Off: wenzheng.telegram.token is not set");
    }

    @Test
    void renamesAMemberAndLogsThemOutEverywhere() throws Exception {
        String password = "long-enough-a-password";
        administrator.get("/desk/staff");
        administrator.post("/desk/staff", Map.of("name", "renamed", "role", "CLERK", "password", password));
        long id = store.find("renamed").orElseThrow().id();
        DeskClient clerk = DeskClient.loggedIn(port, "renamed", password);
        administrator.post("/desk/staff/%d/sessions".formatted(id), Map.of());
        assertThat(clerk.get("/desk/password").statusCode()).isEqualTo(303);
        DeskClient again = DeskClient.loggedIn(port, "renamed", password);
        administrator.post("/desk/staff/%d".formatted(id), Map.of("shownName", "小李", "role", "CLERK", "enabled", "yes"));
        assertThat(again.get("/desk/password").body()).as("still logged in").contains("小李");
        String name = "小李<script>alert(1)</script>";
        assertThat(administrator.post("/desk/staff/%d".formatted(id),
                                Map.of("shownName", name, "role", "SUPERVISOR", "enabled", "yes")).statusCode())
                .isEqualTo(303);
        StaffMember changed = store.find("renamed").orElseThrow();
        assertThat(changed.shownName()).isEqualTo(name);
        assertThat(changed.role()).isEqualTo(Role.SUPERVISOR);
        assertThat(administrator.get("/desk/staff").body()).contains("小李&lt;script&gt;").doesNotContain("<script>alert");
        assertThat(administrator.post("/desk/staff/%d".formatted(id),
                                Map.of("shownName", "x".repeat(61), "role", "CLERK", "enabled", "yes")).statusCode())
                .isEqualTo(400);
        assertThat(store.find("renamed").orElseThrow().role()).isEqualTo(Role.SUPERVISOR);
    }

    private void turn(String mode) throws Exception {
        HttpResponse<String> response = administrator.post("/desk/operation/assistant", Map.of("mode", mode, "reason", " 核对<b>数据</b> "));
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(administrator.get("/desk/operation").body()).contains("value=\"%s\" checked".formatted(mode));
    }

    private String site() throws Exception {
        return administrator.send(administrator.request("/api/v1/site").header("Accept", "application/json")).body();
    }

    private String ask(String question) throws Exception {
        return administrator.send(administrator.request("/api/v1/chat")
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"message\": \"%s\"}".formatted(question))))
                .body();
    }
}
