package wenzheng.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Hand-overs in the database; SQL that H2 and PostgreSQL both take. Each change and its event are kept together. */
@Repository
class HandOverStore {

    private static final String COLUMNS = """
            select h.id, h.conversation_id, h.asked_at, h.taken_at, h.clerk, h.shown_name, h.draft, h.seen_at,
                   (select t.utterance from turn t where t.conversation_id = h.conversation_id
                    order by t.turn_number desc fetch first 1 rows only) as last
            from handover h\s""";

    private final JdbcClient jdbc;

    HandOverStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when a person is asked for or there already */
    @Transactional
    void ask(String conversationId, Instant at) {
        jdbc.sql("""
                        insert into handover (conversation_id, open_of, state, asked_at)
                        values (:id, :id, 'WAITING', :at)""")
                .param("id", conversationId)
                .param("at", utc(at))
                .update();
        add(conversationId, ConversationEvent.Change.ASKED.name(), at, null, null);
    }

    /** @return false where it does not wait: taken by somebody, withdrawn, or forgotten */
    @Transactional
    boolean take(long id, String clerk, String shownName, Instant at) {
        int taken = jdbc.sql("""
                        update handover set state = 'TAKEN', clerk = :clerk, shown_name = :shown, taken_at = :at
                        where id = :id and state = 'WAITING' and conversation_id is not null""")
                .param("id", id)
                .param("clerk", clerk)
                .param("shown", shownName)
                .param("at", utc(at))
                .update();
        if (taken > 0) {
            add(conversationOf(id), ConversationEvent.Change.TAKEN.name(), at, shownName, null);
        }
        return taken > 0;
    }

    /** @return false where the clerk does not have it */
    @Transactional
    boolean write(long id, String clerk, String words, Instant at) {
        int written = jdbc.sql("update handover set draft = null where id = :id and state = 'TAKEN' and clerk = :clerk")
                .param("id", id)
                .param("clerk", clerk)
                .update();
        if (written > 0) {
            add(conversationOf(id), "WRITTEN", at, find(id).map(HandOver::shownName).orElse(clerk), words);
        }
        return written > 0;
    }

    /** @return false where the clerk does not have it */
    boolean keepDraft(long id, String clerk, String words) {
        return jdbc.sql("update handover set draft = :words where id = :id and state = 'TAKEN' and clerk = :clerk")
                        .param("id", id)
                        .param("clerk", clerk)
                        .param("words", words)
                        .update()
                > 0;
    }

    /**
     * @param clerk who has it; {@code null} for one that waits still
     * @return false where that is not so
     */
    @Transactional
    boolean end(long id, @Nullable String clerk, ConversationEvent.Change change, Instant at) {
        Optional<HandOver> open = find(id);
        int ended = jdbc.sql("update handover set state = 'ENDED', open_of = null, draft = null, ended_at = :at where id = :id"
                        + (clerk == null ? " and state = 'WAITING'" : " and state = 'TAKEN' and clerk = :clerk"))
                .param("id", id)
                .param("clerk", clerk)
                .param("at", utc(at))
                .update();
        if (ended > 0 && open.isPresent()) {
            add(open.get().conversationId(), change.name(), at, open.get().shownName(), null);
        }
        return ended > 0;
    }

    /** Ends those whose conversation was forgotten. */
    void endForgotten(Instant at) {
        jdbc.sql("""
                        update handover set state = 'ENDED', open_of = null, draft = null, ended_at = :at
                        where state in ('WAITING', 'TAKEN') and conversation_id is null""")
                .param("at", utc(at))
                .update();
    }

    /** One that is not ended. */
    Optional<HandOver> find(long id) {
        return jdbc.sql(COLUMNS + "where h.id = :id and h.open_of is not null and h.conversation_id is not null")
                .param("id", id)
                .query((row, _) -> handOver(row, 0))
                .optional()
                .map(this::placed);
    }

    boolean isEnded(long id) {
        return jdbc.sql("select count(*) from handover where id = :id and (open_of is null or conversation_id is null)")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                > 0;
    }

    Optional<HandOver> findOpen(String conversationId) {
        return jdbc.sql(COLUMNS + "where h.open_of = :id and h.conversation_id is not null")
                .param("id", conversationId)
                .query((row, _) -> handOver(row, 0))
                .optional()
                .map(this::placed);
    }

    /** @return those that are not ended, in the order they were asked for */
    List<HandOver> open() {
        int[] place = {0};
        return jdbc.sql(COLUMNS
                        + "where h.state in ('WAITING', 'TAKEN') and h.conversation_id is not null order by h.id")
                .query((row, _) -> handOver(row, row.getString("clerk") == null ? ++place[0] : 0))
                .list();
    }

    /** Conversations that wait, in the order that somebody was asked for. */
    List<String> waiting() {
        return jdbc.sql("""
                        select conversation_id from handover
                        where state = 'WAITING' and conversation_id is not null order by id""")
                .query(String.class)
                .list();
    }

    void seen(long id, Instant at) {
        jdbc.sql("update handover set seen_at = :at where id = :id").param("id", id).param("at", utc(at)).update();
    }

    void leave(String conversationId, String words, String phone, Instant at) {
        jdbc.sql("""
                        insert into callback (conversation_id, left_at, consent_at, words, phone)
                        values (:id, :at, :at, :words, :phone)""")
                .param("id", conversationId)
                .param("at", utc(at))
                .param("words", words)
                .param("phone", phone)
                .update();
    }

    /** Oldest first. */
    List<Callback> callbacks() {
        return jdbc.sql("select id, conversation_id, left_at, words, phone from callback order by id fetch first 500 rows only")
                .query((row, _) -> new Callback(
                        row.getLong("id"),
                        row.getString("conversation_id"),
                        row.getObject("left_at", OffsetDateTime.class).toInstant(),
                        row.getString("words"),
                        row.getString("phone")))
                .list();
    }

    boolean deleteCallback(long id) {
        return jdbc.sql("delete from callback where id = :id").param("id", id).update() > 0;
    }

    private HandOver placed(HandOver found) {
        if (!found.waiting()) {
            return found;
        }
        int place = jdbc.sql("""
                        select count(*) from handover
                        where state = 'WAITING' and conversation_id is not null and id <= :id""")
                .param("id", found.id())
                .query(Integer.class)
                .single();
        return new HandOver(
                found.id(), found.conversationId(), found.askedAt(), null, null, null, place, found.last(), found.draft(),
                found.seenAt());
    }

    private String conversationOf(long id) {
        return jdbc.sql("select conversation_id from handover where id = :id").param("id", id).query(String.class).single();
    }

    private void add(String conversationId, String kind, Instant at, @Nullable String staff, @Nullable String words) {
        jdbc.sql("""
                        insert into conversation_event (conversation_id, event_number, kind, at, staff, words)
                        values (:conversation,
                                (select coalesce(max(event_number), 0) + 1 from conversation_event
                                 where conversation_id = :conversation),
                                :kind, :at, :staff, :words)""")
                .param("conversation", conversationId)
                .param("kind", kind)
                .param("at", utc(at))
                .param("staff", staff)
                .param("words", words)
                .update();
        jdbc.sql("update conversation set last_active_at = :at where id = :conversation")
                .param("conversation", conversationId)
                .param("at", utc(at))
                .update();
    }

    private static HandOver handOver(ResultSet row, int place) throws SQLException {
        OffsetDateTime taken = row.getObject("taken_at", OffsetDateTime.class);
        OffsetDateTime seen = row.getObject("seen_at", OffsetDateTime.class);
        String last = row.getString("last");
        String draft = row.getString("draft");
        return new HandOver(
                row.getLong("id"),
                row.getString("conversation_id"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                taken == null ? null : taken.toInstant(),
                row.getString("clerk"),
                row.getString("shown_name"),
                place,
                last == null ? "" : last,
                draft == null ? "" : draft,
                seen == null ? null : seen.toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
