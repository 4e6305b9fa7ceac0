package wenzheng.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.language.Sha256;
import wenzheng.model.Polish;

/** Conversations in the database; plain SQL that H2 and PostgreSQL both take. What is written here is masked before. */
@Repository
class ConversationStore {

    private static final String COLUMNS =
            "select t.conversation_id, t.id, t.utterance, t.reply, t.asked_at, t.elapsed_ms from turn t ";

    /** Stands where a conversation's id would, for a message that begins one. */
    private static final String OPENING = "";

    /** How often messages repeat at most, for as many different ones to be found as are wanted. */
    private static final int MOST_REPEATED = 20;

    private final JdbcClient jdbc;
    private final QuestionRecords records;
    private final JsonMapper json = JsonMapper.shared();

    ConversationStore(JdbcClient jdbc, QuestionRecords records) {
        this.jdbc = jdbc;
        this.records = records;
    }

    /** Whether the conversation exists and its last turn is not older than {@code oldest}. */
    boolean isOpen(String conversationId, Instant oldest) {
        return jdbc.sql("select count(*) from conversation where id = :id and last_active_at >= :oldest")
                .param("id", conversationId)
                .param("oldest", utc(oldest))
                .query(Long.class)
                .single() > 0;
    }

    void begin(String conversationId, Instant at) {
        jdbc.sql("insert into conversation (id, started_at, last_active_at) values (:id, :at, :at)")
                .param("id", conversationId)
                .param("at", utc(at))
                .update();
    }

    Optional<Exchange> find(String messageId) {
        return jdbc.sql(COLUMNS + "where t.id = :id").param("id", messageId).query(this::exchange).optional();
    }

    Optional<Exchange> findByClientMessageId(String conversationId, String clientMessageId) {
        return jdbc.sql(COLUMNS + "where t.conversation_id = :id and t.client_message_id = :client")
                .param("id", conversationId)
                .param("client", digest(conversationId, clientMessageId))
                .query(this::exchange)
                .optional();
    }

    /** The first turn of the conversation that was begun with this client message id. */
    Optional<Exchange> findOpenedBy(String clientMessageId) {
        return jdbc.sql(COLUMNS + "join conversation c on c.id = t.conversation_id "
                        + "where c.opened_by = :opening and t.turn_number = 0")
                .param("opening", digest(OPENING, clientMessageId))
                .query(this::exchange)
                .optional();
    }

    /** @return the next events, at most {@code limit}, in order */
    List<ConversationEvent> eventsAfter(String conversationId, long number, int limit) {
        return jdbc.sql("select e.event_number, e.kind, e.at, e.staff, e.words, t.conversation_id, t.id, t.utterance, t.reply, "
                        + "t.asked_at, t.elapsed_ms from conversation_event e left join turn t on t.id = e.turn_id "
                        + "where e.conversation_id = :id and e.event_number > :number "
                        + "order by e.event_number fetch first :limit rows only")
                .param("id", conversationId)
                .param("number", number)
                .param("limit", limit)
                .query(this::event)
                .list();
    }

    private ConversationEvent event(ResultSet row, int index) throws SQLException {
        long number = row.getLong("event_number");
        String kind = row.getString("kind");
        if (kind.equals("REPLY")) {
            return new ConversationEvent.Replied(number, exchange(row, index));
        }
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        String staff = row.getString("staff");
        return kind.equals("WRITTEN")
                ? new ConversationEvent.Written(number, at, staff, row.getString("words"))
                : new ConversationEvent.HandedOver(number, at, ConversationEvent.Change.valueOf(kind), staff);
    }

    /** The number of the last event, 0 where there is none. */
    long newestEvent(String conversationId) {
        return jdbc.sql("select coalesce(max(event_number), 0) from conversation_event where conversation_id = :id")
                .param("id", conversationId)
                .query(Long.class)
                .single();
    }

    /** @return oldest first; empty where there is no such conversation */
    List<Exchange> turns(String conversationId) {
        return jdbc.sql(COLUMNS + "where t.conversation_id = :id order by t.turn_number")
                .param("id", conversationId)
                .query(this::exchange)
                .list();
    }

    /** @return the last utterances, at most {@code limit}, oldest first */
    List<String> utterances(String conversationId, int limit) {
        return jdbc.sql("select utterance from turn where conversation_id = :id order by turn_number desc "
                        + "fetch first :limit rows only")
                .param("id", conversationId)
                .param("limit", limit)
                .query(String.class)
                .list()
                .reversed();
    }

    /** @return what was said in the same conversation before the reply, at most {@code limit}, oldest first */
    List<String> utterancesBefore(String messageId, int limit) {
        return jdbc.sql("select e.utterance from turn e join turn t on t.conversation_id = e.conversation_id "
                        + "where t.id = :id and e.turn_number < t.turn_number order by e.turn_number desc "
                        + "fetch first :limit rows only")
                .param("id", messageId)
                .param("limit", limit)
                .query(String.class)
                .list()
                .reversed();
    }

    /** @return ids and words of the newest messages about policy, of equal ones the newest, at most {@code limit} */
    SequencedMap<String, String> newestQuestions(int limit) {
        SequencedMap<String, String> byWords = new LinkedHashMap<>();
        jdbc.sql("select id, utterance from turn where status in ('ANSWERED', 'NO_ANSWER', 'CLARIFICATION') "
                        + "order by asked_at desc, id desc fetch first :limit rows only")
                .param("limit", MOST_REPEATED * limit)
                .query((row, _) -> Map.entry(row.getString("utterance"), row.getString("id")))
                .list()
                .forEach(each -> byWords.putIfAbsent(each.getKey(), each.getValue()));
        SequencedMap<String, String> newest = new LinkedHashMap<>();
        byWords.forEach((words, id) -> {
            if (newest.size() < limit) {
                newest.put(id, words);
            }
        });
        return newest;
    }

    /** Replaces a turn's words and reply, and drops its feedback. Returns whether there is such a turn. */
    @Transactional
    boolean replace(Exchange exchange, Optional<RecordedQuestion> recorded) {
        recorded.ifPresent(now -> records.replace(exchange.messageId(), now));
        jdbc.sql("delete from feedback where turn_id = :id").param("id", exchange.messageId()).update();
        return jdbc.sql("""
                        update turn set utterance = :utterance, status = :status, reply = :reply, elapsed_ms = :elapsed,
                                        model_verdict = :verdict, model_reasons = :reasons
                        where id = :id""")
                .params(polish(exchange.reply()))
                .param("id", exchange.messageId())
                .param("utterance", exchange.utterance())
                .param("status", exchange.reply().status().name())
                .param("reply", json.writeValueAsString(exchange.reply()))
                .param("elapsed", exchange.elapsed().toMillis())
                .update() > 0;
    }

    /**
     * Adds a turn and its event, and its conversation where that is new.
     *
     * @param opening whether the client message id finds a conversation that it begins
     * @throws org.springframework.dao.DuplicateKeyException when the conversation already holds this client message
     *     id, or another process added a turn at the same moment
     */
    @Transactional
    void add(Exchange exchange, @Nullable String clientMessageId, boolean opening, RecordedQuestion recorded) {
        OffsetDateTime at = utc(exchange.askedAt());
        int touched = jdbc.sql("update conversation set last_active_at = :at where id = :id")
                .param("at", at)
                .param("id", exchange.conversationId())
                .update();
        if (touched == 0) {
            jdbc.sql("insert into conversation (id, started_at, last_active_at, opened_by) "
                            + "values (:id, :at, :at, :opening)")
                    .param("id", exchange.conversationId())
                    .param("at", at)
                    .param("opening", opening ? digest(OPENING, clientMessageId) : null)
                    .update();
        }
        jdbc.sql("""
                        insert into turn (id, conversation_id, turn_number, client_message_id, utterance, status, reply,
                                          asked_at, elapsed_ms, model_verdict, model_reasons)
                        values (:id, :conversation,
                                (select count(*) from turn where conversation_id = :conversation),
                                :client, :utterance, :status, :reply, :at, :elapsed, :verdict, :reasons)""")
                .params(polish(exchange.reply()))
                .param("id", exchange.messageId())
                .param("conversation", exchange.conversationId())
                .param("client", digest(exchange.conversationId(), clientMessageId))
                .param("utterance", exchange.utterance())
                .param("status", exchange.reply().status().name())
                .param("reply", json.writeValueAsString(exchange.reply()))
                .param("at", at)
                .param("elapsed", exchange.elapsed().toMillis())
                .update();
        jdbc.sql("""
                        insert into conversation_event (conversation_id, event_number, kind, turn_id)
                        values (:conversation,
                                (select coalesce(max(event_number), 0) + 1 from conversation_event
                                 where conversation_id = :conversation),
                                'REPLY', :turn)""")
                .param("conversation", exchange.conversationId())
                .param("turn", exchange.messageId())
                .update();
        records.record(recorded, exchange.messageId(), null);
    }

    /** Keeps one feedback a reply: the last one given. Returns whether there is such a reply. */
    @Transactional
    boolean rate(String messageId, Feedback feedback, Instant at) {
        if (jdbc.sql("select count(*) from turn where id = :id").param("id", messageId).query(Long.class).single() == 0) {
            return false;
        }
        records.rated(messageId, feedback.rating());
        jdbc.sql("delete from feedback where turn_id = :id").param("id", messageId).update();
        jdbc.sql("insert into feedback (turn_id, rating, remark, given_at) values (:id, :rating, :remark, :at)")
                .param("id", messageId)
                .param("rating", feedback.rating().name())
                .param("remark", feedback.comment())
                .param("at", utc(at))
                .update();
        return true;
    }

    /** Deletes the conversation with its turns and their feedback. Returns whether there was one. */
    boolean delete(String conversationId) {
        return jdbc.sql("delete from conversation where id = :id").param("id", conversationId).update() > 0;
    }

    /** Deletes what was last active before {@code oldest}; returns how many conversations that were. */
    int deleteBefore(Instant oldest) {
        return jdbc.sql("delete from conversation where last_active_at < :oldest")
                .param("oldest", utc(oldest))
                .update();
    }

    private Exchange exchange(ResultSet row, int number) throws SQLException {
        return new Exchange(
                row.getString("conversation_id"),
                row.getString("id"),
                row.getString("utterance"),
                json.readValue(row.getString("reply"), GivenReply.class),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                Duration.ofMillis(row.getLong("elapsed_ms")));
    }

    private static Map<String, @Nullable Object> polish(GivenReply reply) {
        Polish polish = reply.polish();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("verdict", polish == null ? null : polish.verdict().name());
        values.put("reasons", polish == null
                ? null
                : polish.reasons().stream().map(Enum::name).collect(Collectors.joining(" ")));
        return values;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A client's own id is kept as a digest: nothing says that it holds no personal number. */
    private static @Nullable String digest(String conversationId, @Nullable String clientMessageId) {
        return clientMessageId == null
                ? null
                : HexFormat.of().formatHex(Sha256.of(conversationId + "\n" + clientMessageId));
    }
}
