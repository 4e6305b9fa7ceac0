package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.Exchange;
import wenzheng.conversation.Feedback;

/** What a supervisor sees of what people ask, and that it leads to the conversations. */
@Tag("database")
@ServedArticles
class StatisticsTests {

    private static final String UNKNOWN = "中原区登月计划何时开始？";

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private Caller caller;

    @Autowired
    private Conversations conversations;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient supervisor;

    @BeforeEach
    void logIn() throws Exception {
        supervisor = colleagues.loggedIn("seer", "", Role.SUPERVISOR);
    }

    @Test
    void leadsFromWhatIsMostAskedWithoutAnAnswerToTheMaskedConversations() throws Exception {
        Exchange first = conversations.say(null, "我的电话13812345678。" + UNKNOWN, null);
        conversations.say(first.conversationId(), "请问中原区登月计划何时开始", null);
        conversations.say(null, "中原区的登月计划是何时开始？", null);
        conversations.feedback(first.messageId(), new Feedback(Feedback.Rating.DOWN, null));
        String page = supervisor.get("/desk/statistics").body();
        Matcher group = Pattern.compile("href=\"(/desk/conversations\\?[^\"]*kind=NO_ANSWER[^\"]*meaning=[^\"]*)\"[^>]*>([^<]*登月[^<]*)<")
                .matcher(page);
        assertThat(group.find()).as(page).isTrue();
        String questions = supervisor.get(group.group(1).replace("&amp;", "&")).body();
        assertThat(questions.split("登月").length - 1).isGreaterThanOrEqualTo(2);
        Matcher conversation = Pattern.compile("/desk/conversations/[0-9]+").matcher(questions);
        assertThat(conversation.find()).isTrue();
        String all = supervisor.get("/desk/conversations?rating=DOWN&kind=NO_ANSWER").body();
        Matcher disliked = Pattern.compile("/desk/conversations/[0-9]+").matcher(all);
        assertThat(disliked.find()).isTrue();
        assertThat(supervisor.get(disliked.group()).body())
                .contains("登月计划", "[手机号]")
                .doesNotContain("13812345678", first.conversationId());
        conversations.forget(first.conversationId());
        assertThat(supervisor.get(disliked.group()).statusCode()).isEqualTo(404);
    }

    @Test
    void showsCallsAndHandOversAndHowLongTheyWaited() throws Exception {
        String call = UUID.randomUUID().toString();
        caller.ask(colleagues.hire("seer", "", Role.SUPERVISOR), new Caller.Asked(call, "中原区新建续建中小学多少所？", null, null));
        jdbc.sql("insert into handover (state, asked_at, taken_at) values "
                        + "('ENDED', timestamp with time zone '2030-03-01 01:00:00+00:00', timestamp with time zone '2030-03-01 01:07:00+00:00'),"
                        + "('ENDED', timestamp with time zone '2030-03-01 02:00:00+00:00', null)")
                .update();
        assertThat(supervisor.get("/desk/conversations?channel=PHONE").body()).contains("/desk/calls/" + call);
        assertThat(supervisor.get("/desk/calls/" + call).body()).contains("中原区新建续建中小学多少所", "26所");
        String sheet = supervisor.get("/desk/statistics/hand-overs.csv?from=2030-02-20&to=2030-03-02").body();
        assertThat(sheet).contains("\"2030-03-01\",\"1\",\"1\",\"7\",\"7\"");
        assertThat(supervisor.get("/desk/statistics?from=2030-02-20&to=2030-03-02").body()).contains("7分钟");
    }

    @Test
    void exportsEachTableAndNeutralisesWhatPeopleWrote() throws Exception {
        String formula = "=cmd|' /C calc'!A0 中原区火星移民补贴多少钱？";
        conversations.say(null, formula, null);
        for (String table : Statistics.TABLES) {
            assertThat(supervisor.get("/desk/statistics/%s.csv".formatted(table)).statusCode()).as(table).isEqualTo(200);
            assertThat(supervisor.get("/desk/statistics/%s.xlsx".formatted(table)).headers().firstValue("Content-Type"))
                    .as(table)
                    .hasValue("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        }
        assertThat(supervisor.get("/desk/statistics/asked.csv").body()).contains("火星移民").doesNotContain(",\"=", "\n\"=");
        assertThat(supervisor.get("/desk/statistics/nothing.csv").statusCode()).isEqualTo(404);
        assertThat(supervisor.get("/desk/statistics/day.csv?from=2030-01-01&to=2030-01-02").body())
                .contains("2030-01-01", "2030-01-02");
    }

    @Test
    void takesNoHarmFromAnythingWrittenIntoItsFields() throws Exception {
        String hostile = "<script>alert(1)</script>' or '1'='1'; drop table turn; --${7*7}__${7*7}__";
        conversations.say(null, "中原区" + hostile + "多少所？", null);
        String encoded = java.net.URLEncoder.encode(hostile, StandardCharsets.UTF_8);
        for (String field : List.of("from", "to", "channel", "district", "topic", "kind", "rating")) {
            for (String page : List.of("statistics", "conversations", "statistics/day.csv")) {
                var response = supervisor.get("/desk/%s?%s=%s".formatted(page, field, encoded));
                assertThat(response.statusCode()).as("%s of %s", field, page).isEqualTo(200);
                assertThat(response.body()).doesNotContain("<script>alert", "49__");
            }
        }
        for (String number : List.of("meaning", "before")) {
            assertThat(supervisor.get("/desk/conversations?%s=%s".formatted(number, encoded)).statusCode()).isEqualTo(400);
        }
        assertThat(supervisor.get("/desk/conversations").body()).doesNotContain("<script>alert");
        assertThat(supervisor.get("/desk/statistics?from=1000-01-01&to=9999-12-31").statusCode()).isEqualTo(200);
    }

    @Test
    void addsUpTheDraftsOfTheLanguageModelByVerdictAndReason() {
        var words = Map.of("desk.verdict.kept", "kept", "desk.reason.late", "late");
        var sheet = new StatisticsSheet(
                new StatisticsStore.Wanted(LocalDate.of(2030, 1, 1), LocalDate.of(2030, 1, 2), "", "", ""),
                java.time.ZoneOffset.UTC,
                (key, arguments) -> arguments.length > 0 ? "because " + arguments[0] : words.getOrDefault(key, key));
        var table = sheet.drafts(List.of(
                new StatisticsStore.Drafts("KEPT", "", 7),
                new StatisticsStore.Drafts("REPLACED", "LATE EMPTY", 2),
                new StatisticsStore.Drafts("TRIMMED", "LATE", 1)));
        assertThat(table.rows().stream().map(row -> row.label().text() + " " + row.cells().getFirst().text()))
                .containsExactly(
                        "kept 7", "desk.verdict.trimmed 1", "desk.verdict.replaced 2", "because late 3",
                        "because desk.reason.empty 2");
        assertThat(Optional.ofNullable(table.rows().getFirst().label().link())).isEmpty();
        assertThat(table.key()).isEqualTo("desk.statistics.drafts".toLowerCase(Locale.ROOT));
    }
}
