package wenzheng.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Corrections in the database; plain SQL that H2 and PostgreSQL both take. What is written here is masked before. */
@Repository
class CorrectionStore {

    private static final String COLUMNS = """
            select c.*, t.utterance, t.reply, f.remark
            from correction c left join turn t on t.id = c.turn_id left join feedback f on f.turn_id = c.turn_id\s""";

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared();

    CorrectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Correction> find(long id) {
        return jdbc.sql(COLUMNS + "where c.id = :id").param("id", id).query(this::correction).optional();
    }

    /** @return newest first */
    List<Correction> in(Correction.State state, int limit) {
        return jdbc.sql(COLUMNS + "where c.state = :state order by c.id desc fetch first :limit rows only")
                .param("state", state.name())
                .param("limit", limit)
                .query(this::correction)
                .list();
    }

    /** @return what citizens thought wrong and nobody of the staff has looked at, newest first */
    List<Correction.Report> thumbedDown(int limit) {
        return jdbc.sql("""
                        select t.id, t.utterance, t.reply, f.remark, f.given_at
                        from feedback f join turn t on t.id = f.turn_id
                        where f.rating = 'DOWN' and not exists (select 1 from correction c where c.turn_id = t.id)
                        order by f.given_at desc, t.id fetch first :limit rows only""")
                .param("limit", limit)
                .query((row, _) -> new Correction.Report(
                        row.getString("id"),
                        row.getObject("given_at", OffsetDateTime.class).toInstant(),
                        null,
                        row.getString("utterance"),
                        said(row.getString("reply")),
                        Objects.requireNonNullElse(row.getString("remark"), "")))
                .list();
    }

    /** Puts a reply of a conversation on the list, also where it was there before. Returns its number. */
    long report(String turnId, @Nullable String by, Instant at) {
        return report("turn_id", turnId, null, null, by, at);
    }

    /** As {@link #report}, for what a clerk asked for a caller. */
    long reportCall(String lookUpId, String asked, String said, String by, Instant at) {
        return report("lookup_id", lookUpId, asked, said, by, at);
    }

    private long report(
            String key, String of, @Nullable String asked, @Nullable String said, @Nullable String by, Instant at) {
        try {
            jdbc.sql("insert into correction (state, stamp, %s, asked, said, reported_by, reported_at) ".formatted(key)
                            + "values ('REPORTED', 0, :of, :asked, :said, :by, :at)")
                    .param("of", of)
                    .param("asked", asked)
                    .param("said", said)
                    .param("by", by)
                    .param("at", utc(at))
                    .update();
        } catch (DuplicateKeyException known) {
            jdbc.sql("update correction set state = 'REPORTED', stamp = stamp + 1 where state = 'CLOSED' and %s = :of"
                            .formatted(key))
                    .param("of", of)
                    .update();
        }
        return jdbc.sql("select id from correction where %s = :of".formatted(key))
                .param("of", of)
                .query(Long.class)
                .single();
    }

    /** Returns whether it was as it was seen, and on the list. */
    boolean propose(long id, int stamp, Correction.Proposal proposal) {
        return jdbc.sql("""
                        update correction set state = 'PROPOSED', stamp = stamp + 1, question = :question, words = :words,
                               document_id = :document, digest = :digest, quote = :quote, expires_on = :until,
                               proposed_by = :by, proposed_at = :at, decided_by = null, decided_at = null, note = null,
                               returned = null
                        where id = :id and stamp = :stamp and state in ('REPORTED', 'RETURNED', 'PROPOSED')""")
                .param("id", id)
                .param("stamp", stamp)
                .param("question", proposal.question())
                .param("words", proposal.words())
                .param("document", proposal.documentId())
                .param("digest", proposal.digest())
                .param("quote", proposal.quote())
                .param("until", proposal.until())
                .param("by", proposal.by())
                .param("at", utc(proposal.at()))
                .update() > 0;
    }

    /**
     * @param by who decided, {@code null} where nobody did
     * @return whether it was as it was seen
     */
    boolean move(
            Correction seen,
            Correction.State to,
            @Nullable String by,
            @Nullable String note,
            Correction.@Nullable Ended ended,
            Instant at) {
        return jdbc.sql("""
                        update correction set state = :to, stamp = stamp + 1, decided_by = :by, decided_at = :at,
                               note = :note, returned = :ended
                        where id = :id and stamp = :stamp and state = :from""")
                .param("id", seen.id())
                .param("stamp", seen.stamp())
                .param("from", seen.state().name())
                .param("to", to.name())
                .param("by", by)
                .param("note", note)
                .param("ended", ended == null ? null : ended.name())
                .param("at", utc(at))
                .update() > 0;
    }

    /** Forgets what conversations that are gone left on the list, and of calls before {@code oldest} what was said. */
    void forget(Instant oldest) {
        jdbc.sql("delete from correction where state in ('REPORTED', 'CLOSED') and question is null "
                        + "and (turn_id is null and lookup_id is null or lookup_id is not null and reported_at < :oldest)")
                .param("oldest", utc(oldest))
                .update();
        jdbc.sql("update correction set asked = null, said = null where asked is not null and reported_at < :oldest")
                .param("oldest", utc(oldest))
                .update();
    }

    private Correction correction(ResultSet row, int number) throws SQLException {
        String turn = row.getString("turn_id");
        String asked = turn == null ? row.getString("asked") : row.getString("utterance");
        String reply = row.getString("reply");
        String question = row.getString("question");
        String ended = row.getString("returned");
        return new Correction(
                row.getLong("id"),
                Correction.State.valueOf(row.getString("state")),
                row.getInt("stamp"),
                asked == null
                        ? null
                        : new Correction.Report(
                                turn,
                                row.getObject("reported_at", OffsetDateTime.class).toInstant(),
                                row.getString("reported_by"),
                                asked,
                                reply == null ? row.getString("said") : said(reply),
                                Objects.requireNonNullElse(row.getString("remark"), "")),
                question == null
                        ? null
                        : new Correction.Proposal(
                                question,
                                row.getString("words"),
                                row.getString("document_id"),
                                row.getString("quote"),
                                row.getString("digest"),
                                row.getObject("expires_on", LocalDate.class),
                                row.getString("proposed_by"),
                                row.getObject("proposed_at", OffsetDateTime.class).toInstant()),
                row.getString("decided_by"),
                Objects.requireNonNullElse(row.getString("note"), ""),
                ended == null ? null : Correction.Ended.valueOf(ended));
    }

    private String said(String reply) {
        return json.readValue(reply, GivenReply.class).text();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
