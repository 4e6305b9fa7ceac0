package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import wenzheng.ServedArticles;
import wenzheng.conversation.Conversations;

/** How often pages ask the database, which H2 counts: not once for each row that they show. */
@ServedArticles
class DeskStatementsTests {

    private static final int ROWS = 60;

    /** What a page may ask, who is logged in included, and whatever runs beside it. */
    private static final int MOST = 25;

    private static final String SEARCH = "/desk/orders/search";
    private static final String EXPORT = "/desk/orders.csv";
    private static final List<String> PAGES = List.of(
            "/desk", "/desk/queue", "/desk/queue/list", "/desk/orders", SEARCH, EXPORT,
            "/desk/articles", "/desk/articles/kept", "/desk/dictionary", "/desk/corrections", "/desk/statistics",
            "/desk/statistics/asked.csv", "/desk/conversations", "/desk/conversations?rating=DOWN&kind=ANSWERED",
            "/desk/audit", "/desk/staff", "/desk/operation");

    @LocalServerPort
    private int port;

    @Autowired
    private Conversations conversations;

    @Autowired
    private JdbcTemplate jdbc;

    @BeforeEach
    void recordMany() {
        String turn = conversations.say(null, "管城区2021年新建续建中小学多少所？", null).messageId();
        String rows = ", system_range(1, %d)".formatted(ROWS);
        jdbc.update("insert into conversation (id, started_at, last_active_at)"
                + " select 'many-' || x, started_at, last_active_at from conversation c join turn t on t.conversation_id = c.id" + rows + " where t.id = ?", turn);
        jdbc.update("insert into turn (id, conversation_id, turn_number, utterance, status, reply, asked_at, elapsed_ms)"
                + " select 'many-' || x, 'many-' || x, 0, utterance, status, reply, asked_at, 1 from turn t" + rows
                + " where t.id = ?", turn);
        jdbc.update("insert into recorded_question (turn_id, asked_on, channel, district, topic, kind, meaning, wording)"
                + " select 'many-' || x, asked_on, channel, district, topic, kind, x, wording from recorded_question" + rows
                + " where turn_id = ?", turn);
        jdbc.update("insert into feedback (turn_id, rating, given_at)"
                + " select id, 'DOWN', asked_at from turn where id like 'many-%'");
        jdbc.update("insert into handover (conversation_id, open_of, state, asked_at)"
                + " select id, id, 'WAITING', started_at from conversation where id like 'many-%'");
        jdbc.update("insert into work_order (saved, created_by, changed_by, created_at, changed_at, question, summary,"
                + " district, category, evidence, said) select true, 'many', 'many', asked_at, asked_at, 'many', '', '', id, '', ''"
                + " from turn where id like 'many-%'");
        jdbc.update("insert into audit (at, staff, action, subject, detail)"
                + " select asked_at, 'many', 'LOGGED_IN', id, '' from turn where id like 'many-%'");
        jdbc.execute("set query_statistics_max_entries 1000");
    }

    @AfterEach
    void forgetThem() {
        jdbc.execute("set query_statistics false");
        jdbc.update("delete from handover where conversation_id like 'many-%'");
        jdbc.update("delete from conversation where id like 'many-%'");
        jdbc.update("delete from work_order where created_by = 'many'");
        jdbc.update("delete from audit where staff = 'many'");
    }

    @Test
    void noPageAsksForEachOfItsRows() throws Exception {
        DeskClient administrator = DeskClient.loggedIn(port, Staff.FIRST, ServedArticles.ADMIN_PASSWORD);
        Map<String, Long> asked = new TreeMap<>();
        for (String page : PAGES) {
            jdbc.execute("set query_statistics false");
            jdbc.execute("set query_statistics true");
            HttpResponse<String> shown = page.equals(SEARCH) || page.equals(EXPORT)
                    ? administrator.post(page, Map.of("q", "many"))
                    : administrator.get(page);
            assertThat(shown.statusCode()).as(page).isEqualTo(200);
            asked.put(page, jdbc.queryForObject(
                    "select sum(execution_count) from information_schema.query_statistics", Long.class));
        }
        assertThat(asked).allSatisfy((page, times) -> assertThat(times).as(page).isBetween(1L, (long) MOST));
    }
}
