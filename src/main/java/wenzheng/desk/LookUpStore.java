package wenzheng.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.QuestionRecords;
import wenzheng.conversation.RecordedQuestion;

/** What was asked at the desk; SQL that H2 and PostgreSQL both take. */
@Repository
class LookUpStore {

    private static final String COLUMNS =
            "select id, call_id, staff, asked_at, question, district, only_year, reply from desk_lookup ";

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared();

    private final QuestionRecords records;

    LookUpStore(JdbcClient jdbc, QuestionRecords records) {
        this.jdbc = jdbc;
        this.records = records;
    }

    @Transactional
    public void add(LookUp lookUp, RecordedQuestion recorded) {
        jdbc.sql("""
                        insert into desk_lookup (id, call_id, staff, asked_at, question, district, only_year, status, reply)
                        values (:id, :call, :staff, :at, :question, :district, :year, :status, :reply)""")
                .param("id", lookUp.id())
                .param("call", lookUp.call())
                .param("staff", lookUp.staff())
                .param("at", lookUp.askedAt().atOffset(ZoneOffset.UTC))
                .param("question", lookUp.question())
                .param("district", lookUp.district())
                .param("year", lookUp.year())
                .param("status", lookUp.reply().status().name())
                .param("reply", json.writeValueAsString(lookUp.reply()))
                .update();
        records.record(recorded, null, lookUp.id());
    }

    Optional<LookUp> find(String id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(this::lookUp).optional();
    }

    /** @return all of the call, oldest first */
    List<LookUp> ofCall(String call) {
        return jdbc.sql(COLUMNS + "where call_id = :call order by asked_at, id")
                .param("call", call)
                .query(this::lookUp)
                .list();
    }

    /** @return the last questions of the call, at most {@code limit}, oldest first */
    List<String> questions(String call, int limit) {
        return jdbc.sql("select question from desk_lookup where call_id = :call order by asked_at desc, id "
                        + "fetch first :limit rows only")
                .param("call", call)
                .param("limit", limit)
                .query(String.class)
                .list()
                .reversed();
    }

    void used(String id, boolean aloud, Instant at) {
        jdbc.sql("update desk_lookup set " + (aloud ? "read_at" : "sent_at") + " = :at where id = :id")
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @return how many there were */
    int deleteBefore(Instant oldest) {
        return jdbc.sql("delete from desk_lookup where asked_at < :oldest")
                .param("oldest", oldest.atOffset(ZoneOffset.UTC))
                .update();
    }

    private LookUp lookUp(ResultSet row, int number) throws SQLException {
        return new LookUp(
                row.getString("id"),
                row.getString("call_id"),
                row.getString("staff"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getString("question"),
                row.getString("district"),
                row.getObject("only_year", Integer.class),
                json.readValue(row.getString("reply"), GivenReply.class));
    }
}
