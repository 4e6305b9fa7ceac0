package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.ServedArticles;
import wenzheng.conversation.Corrections;

/** From a reply that was found wrong to the one that is told instead, and back. */
@Tag("database")
@ServedArticles
class CorrectionTests {

    private static final String ASKED = "管城区2021年新建续建的中小学到底有多少所？";
    private static final String QUESTION = "管城区2021年新建、续建中小学多少所？";
    private static final String ARTICLE = "000_62df4c3117623599";
    private static final String QUOTE = "加快学校建设，新建、续建中小学14所";

    private final HttpClient citizen = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    private int port;

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private AuditLog audit;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Corrections corrections;

    @Autowired
    private Caller caller;

    private DeskClient clerk;
    private DeskClient supervisor;

    @BeforeEach
    void logIn() throws Exception {
        clerk = colleagues.loggedIn("correct-clerk", "", Role.CLERK);
        supervisor = colleagues.loggedIn("correct-supervisor", "", Role.SUPERVISOR);
    }

    /** Others share the database; the desk's own list forgets at once what is told. */
    @AfterEach
    void leaveNothingToTell() throws Exception {
        jdbc.sql("delete from correction").update();
        jdbc.sql("delete from feedback").update();
        clerk.get("/desk/corrections");
    }

    @Test
    void goesFromAThumbDownOverAClerkAndASupervisorToWhoeverAsksTheSame() throws Exception {
        JsonNode wrong = say(ASKED);
        rate(wrong, "down", "是14所，我的手机13812345678");
        assertThat(clerk.get("/desk/corrections").body())
                .contains(ASKED, "市民点了“没用”", "[手机号]")
                .doesNotContain("13812345678");
        String page = location(clerk.post("/desk/corrections", Map.of("turn", wrong.get("messageId").asString())));
        assertThat(clerk.get(page).body()).contains("管城区2021年新建续建的中小学到底有多少所", "待更正");
        assertThat(clerk.post("/desk/corrections/sources", Map.of("q", QUESTION)).body()).contains("新建、续建中小学14所", ARTICLE);
        assertThat(clerk.get("/desk/corrections/source?article=%s&quote=%s".formatted(ARTICLE, url(QUOTE))).body())
                .contains("蓝图已绘", "2021年", QUOTE);

        assertThat(location(propose(page, Map.of()))).isEqualTo(page);
        assertThat(clerk.get(page).body()).contains("待批准", "全区新建、续建中小学共14所", "工作人员已核实").doesNotContain(">批准</button>");
        assertThat(say(QUESTION).has("verifiedUntil")).as("nobody approved it yet").isFalse();
        assertThat(clerk.post(page + "/approve", Map.of("stamp", stamp(clerk, page))).statusCode()).isEqualTo(403);
        assertThat(supervisor.post(page + "/approve", Map.of("stamp", "77")).body()).contains("同事刚刚改过");
        assertThat(supervisor.get(page).body()).contains(">批准</button>");
        assertThat(location(supervisor.post(page + "/approve", Map.of("stamp", stamp(supervisor, page)))))
                .isEqualTo("/desk/corrections");

        JsonNode told = say("2021年管城区新建续建中小學幾所呀？");
        LocalDate until = LocalDate.parse(told.get("verifiedUntil").asString());
        assertThat(told.get("status").asString()).isEqualTo("ANSWERED");
        assertThat(told.get("text").asString()).isEqualTo("管城回族区（2021年）：全区新建、续建中小学共14所。\n（工作人员已核实，有效期至%d年%d月%d日。）"
                .formatted(until.getYear(), until.getMonthValue(), until.getDayOfMonth()));
        assertThat(told.get("citations").get(0).get("quote").asString()).isEqualTo(QUOTE);
        assertThat(told.get("citations").get(0).get("documentId").asString()).isEqualTo(ARTICLE);
        assertThat(told.get("citations").get(0).get("year").asInt()).isEqualTo(2021);
        assertThat(told.get("facts").size()).as("words of their own are no fact of a table").isZero();
        String conversation = told.get("conversationId").asString();
        assertThat(send(request("/api/v1/conversations/" + conversation)).body()).contains("工作人员已核实");
        for (String other : List.of(
                "中原区2021年新建、续建中小学多少所？", "管城区2020年新建、续建中小学多少所？", "管城区2021年新建中小学多少所？",
                "管城区2021年新建、续建中小学投资多少钱？", "管城区2021年新建、续建幼儿园多少所？")) {
            assertThat(say(other).has("verifiedUntil")).as(other).isFalse();
        }
        assertThat(clerk.post(page + "/trial", Map.of("q", "管城区2021年新建续建几所中小学")).body()).contains("会这样答");
        assertThat(clerk.post(page + "/trial", Map.of("q", "中原区2021年新建续建几所中小学")).body()).contains("区县不同，不会");

        assertThat(clerk.post(page + "/withdraw", Map.of("stamp", stamp(clerk, page))).statusCode()).isEqualTo(403);
        supervisor.post(page + "/withdraw", Map.of("stamp", stamp(supervisor, page)));
        assertThat(say(QUESTION).has("verifiedUntil")).isFalse();
        clerk.post(page + "/close", Map.of("stamp", stamp(clerk, page)));
        assertThat(clerk.get("/desk/corrections").body()).contains("没有待更正的回答");
        assertThat(audit.page("", Long.MAX_VALUE).stream().map(AuditLog.Entry::action).limit(4).toList()).containsExactly(
                AuditLog.Action.CORRECTION_CLOSED,
                AuditLog.Action.CORRECTION_WITHDRAWN,
                AuditLog.Action.CORRECTION_APPROVED,
                AuditLog.Action.CORRECTION_PROPOSED);
    }

    @Test
    void takesNoProposalWithoutAProofThatStandsInItsArticle() throws Exception {
        String page = marked();
        Map<String, Map<String, String>> refused = Map.ofEntries(
                Map.entry("一字不差", Map.of("quote", "新建续建中小学14所")),
                Map.entry("原话要", Map.of("article", "none")),
                Map.entry("没有的数字或名称：15所", Map.of("words", "新建续建学校15所")),
                Map.entry("出处的区县", Map.of("question", "中原区2021年新建、续建中小学多少所？")),
                Map.entry("不是同一个", Map.of("question", "2021年新建、续建中小学多少所？")),
                Map.entry("所说的年份", Map.of("question", "管城区2022年新建、续建中小学多少所？")),
                Map.entry("请写明年份", Map.of("question", "管城区今年新建、续建中小学多少所？")),
                Map.entry("看不出问的是什么", Map.of("question", "你好")),
                Map.entry("都要写", Map.of("words", " ")),
                Map.entry("太长了", Map.of("words", "学".repeat(601))),
                Map.entry("最长两年", Map.of("until", LocalDate.now().plusYears(3).toString())),
                Map.entry("从今天起", Map.of("until", LocalDate.now().minusDays(2).toString())),
                Map.entry("有效期从", Map.of("until", "'; drop table correction; --")));
        for (Map.Entry<String, Map<String, String>> each : refused.entrySet()) {
            HttpResponse<String> answer = propose(page, each.getValue());
            assertThat(answer.statusCode()).as(each.toString()).isEqualTo(200);
            assertThat(answer.body()).as(each.toString()).contains(each.getKey());
        }
        assertThat(propose(page, Map.of("words", "<script>alert(1)</script>请打13812345678", "question", "你好")).body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert");
        assertThat(clerk.get(page).body()).contains("待更正").doesNotContain("待批准");
        propose(page, Map.of("words", "新建续建学校14所，咨询请打13812345678"));
        assertThat(clerk.get(page).body()).as("a number that nobody should keep").doesNotContain("13812345678");
    }

    @Test
    void isBackOnTheListWhenItsArticleChangesItsDayIsPastOrASupervisorRejectsIt() throws Exception {
        String page = marked();
        propose(page, Map.of());
        supervisor.post(page + "/reject", Map.of("stamp", stamp(supervisor, page), "reason", "要写明是规划数"));
        assertThat(clerk.get("/desk/corrections").body()).contains("被驳回");
        assertThat(clerk.get(page).body()).contains("要写明是规划数");

        approved(page);
        assertThat(say(QUESTION).has("verifiedUntil")).isTrue();
        jdbc.sql("update correction set digest = 'another', stamp = stamp + 1").update();
        assertThat(clerk.get("/desk/corrections").body()).contains("出处的文章变了或者没有了");
        assertThat(say(QUESTION).has("verifiedUntil")).isFalse();

        approved(page);
        jdbc.sql("update correction set expires_on = :past, stamp = stamp + 1")
                .param("past", LocalDate.now().minusDays(2))
                .update();
        assertThat(clerk.get("/desk/corrections").body()).contains("过了有效期");
        assertThat(say(QUESTION).has("verifiedUntil")).isFalse();
        assertThat(audit.page("", Long.MAX_VALUE).stream().filter(entry -> entry.action() == AuditLog.Action.ANSWER_ENDED))
                .hasSize(2)
                .allMatch(entry -> entry.staff() == null && entry.detail().contains(QUESTION));
    }

    @Test
    void needsAnotherToApproveThanWhoProposedIt() throws Exception {
        String page = marked();
        assertThat(location(propose(supervisor, page, Map.of()))).isEqualTo(page);
        assertThat(supervisor.get(page).body()).contains("要请另一位班长或管理员批准").doesNotContain(">批准</button>");
        assertThat(supervisor.post(page + "/approve", Map.of("stamp", stamp(supervisor, page))).body())
                .contains("要请另一位班长或管理员批准", "待批准");
        assertThat(say(QUESTION).has("verifiedUntil")).isFalse();

        DeskClient administrator = DeskClient.loggedIn(port, Staff.FIRST, ServedArticles.ADMIN_PASSWORD);
        assertThat(administrator.get(page).body()).contains(">批准</button>");
        assertThat(location(administrator.post(page + "/approve", Map.of("stamp", stamp(administrator, page)))))
                .isEqualTo("/desk/corrections");
        assertThat(say(QUESTION).has("verifiedUntil")).isTrue();
    }

    @Test
    void letsTheOnlySupervisorApproveTheirOwnProposalWhereThatIsSet() throws Exception {
        String page = marked();
        propose(supervisor, page, Map.of());
        StaffMember only = colleagues.hire("correct-supervisor", "", Role.SUPERVISOR);
        var settings = new DeskSettings(
                null, Duration.ofMinutes(1), Duration.ofMinutes(1), 1, Duration.ofMinutes(1), "name", true);
        var form = new CorrectionController.Form(
                null, null, Integer.valueOf(stamp(supervisor, page)), null, null, null, null, null, null);
        long id = Long.parseLong(page.substring(page.lastIndexOf('/') + 1));
        new CorrectionController(corrections, caller, audit, settings, Clock.systemUTC()).approve(only, id, form);
        assertThat(say(QUESTION).has("verifiedUntil")).isTrue();
    }

    @Test
    void tellsTheLaterOfTwoThatAreApprovedForOneQuestion() throws Exception {
        approved(marked());
        String inChat = clerk.post("/desk/corrections/marks", Map.of("turn", say(ASKED).get("messageId").asString())).body();
        String second = inChat.replaceAll("(?s).*href=\"([^\"]+)\".*", "$1");
        assertThat(clerk.get(second).body()).contains("correct-clerk", "工作人员已核实");
        propose(second, Map.of("question", "2021年管城区新建续建的中小学有几所", "words", "14所"));
        supervisor.post(second + "/approve", Map.of("stamp", stamp(supervisor, second)));
        assertThat(say(QUESTION).get("text").asString()).startsWith("管城回族区（2021年）：14所。");
        assertThat(jdbc.sql("select count(*) from correction where state = 'VERIFIED'").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void forgetsWhatACitizenSaidWithTheConversation() throws Exception {
        JsonNode wrong = say(ASKED);
        rate(wrong, "down", "不对");
        String page = location(clerk.post("/desk/corrections", Map.of("turn", wrong.get("messageId").asString())));
        send(request("/api/v1/conversations/" + wrong.get("conversationId").asString()).DELETE());
        assertThat(clerk.get("/desk/corrections").body()).doesNotContain("到底");
        assertThat(clerk.get(page).statusCode()).isEqualTo(404);
        assertThat(clerk.post("/desk/corrections/marks", Map.of("turn", "none")).statusCode()).isEqualTo(404);
    }

    private String marked() throws Exception {
        String panel = clerk.post("/desk/answer", Map.of("call", UUID.randomUUID().toString(), "q", ASKED)).body();
        String lookUp = panel.replaceAll("(?s).*data-look-up=\"([^\"]+)\".*", "$1");
        String marked = clerk.post("/desk/corrections/marks", Map.of("lookUp", lookUp)).body();
        assertThat(clerk.post("/desk/corrections/marks", Map.of("lookUp", lookUp)).body()).as("again").isEqualTo(marked);
        return marked.replaceAll("(?s).*href=\"([^\"]+)\".*", "$1");
    }

    private void approved(String page) throws Exception {
        propose(page, Map.of());
        assertThat(supervisor.post(page + "/approve", Map.of("stamp", stamp(supervisor, page))).statusCode()).isEqualTo(303);
    }

    private HttpResponse<String> propose(String page, Map<String, String> other) throws Exception {
        return propose(clerk, page, other);
    }

    private static HttpResponse<String> propose(DeskClient by, String page, Map<String, String> other) throws Exception {
        Map<String, String> form = new HashMap<>(Map.of(
                "stamp", stamp(by, page), "question", QUESTION, "words", "全区新建、续建中小学共14所。", "article", ARTICLE,
                "quote", QUOTE, "until", LocalDate.now().plusMonths(6).toString()));
        form.putAll(other);
        return by.post(page, form);
    }

    private static String stamp(DeskClient client, String page) throws Exception {
        return client.get(page).body().replaceAll("(?s).*?name=\"stamp\" value=\"([0-9]+)\".*", "$1");
    }

    private JsonNode say(String message) throws Exception {
        return json.readTree(send(request("/api/v1/chat")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.createObjectNode().put("message", message).toString())))
                .body());
    }

    private void rate(JsonNode reply, String rating, String comment) throws Exception {
        send(request("/api/v1/messages/" + reply.get("messageId").asString() + "/feedback")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        json.createObjectNode().put("rating", rating).put("comment", comment).toString())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return citizen.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow(() -> new AssertionError(response.body()));
    }

    private static String url(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
