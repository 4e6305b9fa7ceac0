package wenzheng.telegram;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.conversation.Flushing;

/**
 * What the bot must not forget, in the database; plain SQL that H2 and PostgreSQL both take. Safe for use by many
 * threads, of one process.
 */
final class TelegramStore {

    /** An update that waits to be answered. */
    record Waiting(long updateId, Incoming incoming) {}

    /** A message that waits to be sent. */
    record Unsent(long id, Outgoing outgoing, Instant createdAt, @Nullable Instant askedAt) {}

    /**
     * @param conversationId {@code null} where the next question begins one
     * @param district full name of the district they chose, {@code null} where they chose none
     */
    record Person(@Nullable String conversationId, @Nullable String district) {}

    /**
     * @param messageId what was answered: theirs, or the bot's where they pressed a button
     * @param correctedBy the update that last changed the question, {@code null} where none did
     */
    record Answer(String turnId, long chatId, long userId, int messageId, @Nullable Long correctedBy) {}

    /**
     * A private chat that is told what the staff do.
     *
     * @param eventNumber of the last event that it was told
     */
    record Followed(long chatId, String conversationId, long eventNumber, boolean english) {}

    /** Telegram repeats no update after a day, and takes ids at random after a week of silence. */
    private static final Duration REPEATED = Duration.ofDays(3);

    private static final String ANSWERS = "select turn_id, chat_id, user_id, message_id, corrected_by from telegram_answer ";

    private static final String FOLLOWED =
            "select chat_id, conversation_id, event_number, english from telegram_followed where bot_id = :bot";

    /** Part of a message that comes before the reply itself. */
    private static final int NOTICE = -1;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final long botId;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    private final Flushing disk;

    TelegramStore(JdbcClient jdbc, TransactionOperations transaction, long botId, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.botId = botId;
        this.clock = clock;
        disk = new Flushing(jdbc);
    }

    /** Returns when all that was kept before is on the disk. */
    void flush() {
        disk.flush();
    }

    boolean knows(long updateId) {
        return sql("select count(*) from telegram_update where bot_id = :bot and update_id = :update")
                .param("update", updateId)
                .query(Long.class)
                .single() > 0;
    }

    /**
     * Keeps an update that was not there before.
     *
     * @param due when it is answered; {@code null}: never
     * @param notice what is sent at once, before its reply; {@code null}: nothing
     * @return whether it is new
     */
    boolean add(long updateId, Incoming incoming, @Nullable Instant due, @Nullable Outgoing notice) {
        OffsetDateTime now = now();
        try {
            boolean added = Boolean.TRUE.equals(transaction.execute(_ -> {
                if (knows(updateId)) {
                    return false;
                }
                sql("""
                                insert into telegram_update
                                  (bot_id, update_id, lane, body, received_at, due_at, settled_at)
                                values (:bot, :update, :lane, :body, :now, :due, :settled)""")
                        .param("update", updateId)
                        .param("lane", incoming.lane())
                        .param("body", due == null ? null : json.writeValueAsString(incoming))
                        .param("now", now)
                        .param("due", due == null ? now : utc(due))
                        .param("settled", due == null ? now : null)
                        .update();
                if (notice != null) {
                    put(updateId, NOTICE, incoming.lane(), notice, now);
                }
                return true;
            }));
            disk.written();
            return added;
        } catch (DuplicateKeyException delivered) {
            return false;
        }
    }

    /** The first update of a lane that is due. */
    Optional<Waiting> nextUpdate(String lane) {
        return sql("""
                        select update_id, body from telegram_update
                        where bot_id = :bot and lane = :lane and settled_at is null and due_at <= :now
                        order by update_id fetch first 1 rows only""")
                .param("lane", lane)
                .param("now", now())
                .query((row, _) -> new Waiting(
                        row.getLong("update_id"), json.readValue(row.getString("body"), Incoming.class)))
                .optional();
    }

    /** When the next update of a lane is due that is not yet. */
    Optional<Instant> nextDue(String lane) {
        return sql("select min(due_at) from telegram_update where bot_id = :bot and lane = :lane and settled_at is null")
                .param("lane", lane)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /** A newer search of the same lane makes an older one idle. */
    boolean isOvertaken(Waiting waiting) {
        return sql("select count(*) from telegram_update where bot_id = :bot and lane = :lane and update_id > :update")
                .param("lane", waiting.incoming().lane())
                .param("update", waiting.updateId())
                .query(Long.class)
                .single() > 0;
    }

    /**
     * Keeps the reply to an update together with the fact that it is answered.
     *
     * @param answer which turn it was, {@code null} where it was none
     */
    void settle(Waiting waiting, List<Outgoing> reply, @Nullable Answer answer) {
        OffsetDateTime now = now();
        transaction.executeWithoutResult(_ -> {
            int settled = sql("""
                            update telegram_update set settled_at = :now, body = null
                            where bot_id = :bot and update_id = :update and settled_at is null""")
                    .param("now", now)
                    .param("update", waiting.updateId())
                    .update();
            if (settled == 0) {
                return;
            }
            for (int part = 0; part < reply.size(); part++) {
                if (reply.get(part) instanceof Outgoing.Delete gone) {
                    sql("update telegram_message set turn_id = null where bot_id = :bot and lane = :lane "
                                    + "and sent_message_id = :message")
                            .param("lane", waiting.incoming().lane())
                            .param("message", gone.messageId())
                            .update();
                }
                put(waiting.updateId(), part, waiting.incoming().lane(), reply.get(part), now);
            }
            if (answer != null) {
                jdbc.sql("delete from telegram_answer where turn_id = :turn").param("turn", answer.turnId()).update();
                sql("""
                                insert into telegram_answer
                                  (turn_id, bot_id, chat_id, user_id, message_id, corrected_by, answered_at)
                                values (:turn, :bot, :chat, :user, :message, :corrected, :now)""")
                        .param("turn", answer.turnId())
                        .param("chat", answer.chatId())
                        .param("user", answer.userId())
                        .param("message", answer.messageId())
                        .param("corrected", answer.correctedBy())
                        .param("now", now)
                        .update();
            }
        });
        disk.written();
    }

    void follow(Followed chat) {
        transaction.executeWithoutResult(_ -> {
            unfollow(chat.chatId());
            sql("""
                            insert into telegram_followed (bot_id, chat_id, conversation_id, event_number, english)
                            values (:bot, :chat, :conversation, :number, :english)""")
                    .param("chat", chat.chatId())
                    .param("conversation", chat.conversationId())
                    .param("number", chat.eventNumber())
                    .param("english", chat.english())
                    .update();
        });
        disk.written();
    }

    void unfollow(long chatId) {
        sql("delete from telegram_followed where bot_id = :bot and chat_id = :chat").param("chat", chatId).update();
    }

    List<Followed> followed() {
        return sql(FOLLOWED).query(TelegramStore::chat).list();
    }

    Optional<Followed> followed(long chatId) {
        return sql(FOLLOWED + " and chat_id = :chat").param("chat", chatId).query(TelegramStore::chat).optional();
    }

    /** Keeps what a followed chat is told together with the number of the last event that it then knows. */
    void bring(Followed chat, long eventNumber, List<Outgoing> told) {
        transaction.executeWithoutResult(_ -> {
            sql("update telegram_followed set event_number = :number where bot_id = :bot and chat_id = :chat")
                    .param("number", eventNumber)
                    .param("chat", chat.chatId())
                    .update();
            OffsetDateTime now = now();
            for (int part = 0; part < told.size(); part++) {
                put(null, part, Incoming.lane(chat.chatId()), told.get(part), now);
            }
        });
        disk.written();
    }

    private static Followed chat(ResultSet row, int number) throws SQLException {
        return new Followed(
                row.getLong("chat_id"),
                row.getString("conversation_id"),
                row.getLong("event_number"),
                row.getBoolean("english"));
    }

    /** @param updateId that it replies to, {@code null} where nobody asked for it */
    private void put(@Nullable Long updateId, int part, String lane, Outgoing outgoing, OffsetDateTime now) {
        String turnId = switch (outgoing) {
            case Outgoing.Send send -> send.turnId();
            case Outgoing.Edit edit -> edit.turnId();
            case Outgoing.Mark _, Outgoing.Delete _, Outgoing.Toast _, Outgoing.Results _ -> null;
        };
        sql("""
                        insert into telegram_message (bot_id, lane, update_id, part, body, turn_id, created_at)
                        values (:bot, :lane, :update, :part, :body, :turn, :now)""")
                .param("lane", lane)
                .param("update", updateId)
                .param("part", part)
                .param("body", json.writeValueAsString(outgoing))
                .param("turn", turnId)
                .param("now", now)
                .update();
    }

    /** The first message of a lane that is not sent. */
    Optional<Unsent> nextMessage(String lane) {
        return sql("""
                        select m.id, m.body, m.created_at, u.received_at from telegram_message m
                        left join telegram_update u on u.bot_id = m.bot_id and u.update_id = m.update_id
                        where m.bot_id = :bot and m.lane = :lane and m.finished_at is null
                        order by m.id fetch first 1 rows only""")
                .param("lane", lane)
                .query((row, _) -> new Unsent(
                        row.getLong("id"),
                        json.readValue(row.getString("body"), Outgoing.class),
                        instant(row, "created_at"),
                        Optional.ofNullable(row.getObject("received_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null)))
                .optional();
    }

    /** @param sentMessageId Telegram's id of the message, {@code null} where none came of it */
    void finish(long id, @Nullable Integer sentMessageId) {
        jdbc.sql("update telegram_message set finished_at = :now, body = null, sent_message_id = :sent where id = :id")
                .param("now", now())
                .param("sent", sentMessageId)
                .param("id", id)
                .update();
        disk.written();
    }

    /** The first message of each lane that is not sent. */
    Set<Long> firstUnsent() {
        return sql("select min(id) from telegram_message where bot_id = :bot and finished_at is null group by lane")
                .query(Long.class)
                .set();
    }

    /** Telegram's id of the last message of the bot in a chat, as far as it is still known. */
    OptionalInt lastSent(long chatId) {
        Integer last = sql("select max(sent_message_id) from telegram_message where bot_id = :bot and lane = :lane")
                .param("lane", Incoming.lane(chatId))
                .query((row, _) -> Optional.ofNullable(row.getObject(1, Integer.class)))
                .single()
                .orElse(null);
        return last == null ? OptionalInt.empty() : OptionalInt.of(last);
    }

    /** Telegram's ids of the messages that a turn's reply stands in, in their order. */
    List<Integer> sentMessages(String turnId) {
        return sql("""
                        select sent_message_id from telegram_message
                        where bot_id = :bot and turn_id = :turn and sent_message_id is not null
                        group by sent_message_id order by sent_message_id""")
                .param("turn", turnId)
                .query(Integer.class)
                .list();
    }

    /** The last answer to a person's message. */
    Optional<Answer> answerTo(Where where) {
        return sql(ANSWERS + "where bot_id = :bot and chat_id = :chat and message_id = :message and user_id = :user "
                        + "order by answered_at desc fetch first 1 rows only")
                .param("chat", where.chatId())
                .param("message", where.messageId())
                .param("user", where.userId())
                .query(TelegramStore::answer)
                .optional();
    }

    /** Who asked for a turn, where it is one of this chat. */
    Optional<Answer> answer(String turnId, long chatId) {
        return sql(ANSWERS + "where bot_id = :bot and chat_id = :chat and turn_id = :turn")
                .param("chat", chatId)
                .param("turn", turnId)
                .query(TelegramStore::answer)
                .optional();
    }

    /** Notes that an update changes a question, before it does: done again after a crash, it is known to be the same. */
    void correcting(String turnId, long updateId) {
        jdbc.sql("update telegram_answer set corrected_by = :update where turn_id = :turn")
                .param("update", updateId)
                .param("turn", turnId)
                .update();
    }

    Person person(Where where) {
        return sql("""
                        select conversation_id, district from telegram_person
                        where bot_id = :bot and chat_id = :chat and user_id = :user""")
                .param("chat", where.chatId())
                .param("user", where.userId())
                .query((row, _) -> new Person(row.getString("conversation_id"), row.getString("district")))
                .optional()
                .orElse(new Person(null, null));
    }

    void keep(Where where, Person person) {
        transaction.executeWithoutResult(_ -> {
            forgetPerson(where);
            sql("""
                            insert into telegram_person
                              (bot_id, chat_id, user_id, conversation_id, district, last_active_at)
                            values (:bot, :chat, :user, :conversation, :district, :now)""")
                    .param("chat", where.chatId())
                    .param("user", where.userId())
                    .param("conversation", person.conversationId())
                    .param("district", person.district())
                    .param("now", now())
                    .update();
        });
    }

    /** The turns of a person in a chat. */
    List<String> turns(Where where) {
        return sql("select turn_id from telegram_answer where bot_id = :bot and chat_id = :chat and user_id = :user")
                .param("chat", where.chatId())
                .param("user", where.userId())
                .query(String.class)
                .list();
    }

    /** Deletes what is kept of a person in a chat. */
    void forget(Where where) {
        transaction.executeWithoutResult(_ -> {
            sql("delete from telegram_answer where bot_id = :bot and chat_id = :chat and user_id = :user")
                    .param("chat", where.chatId())
                    .param("user", where.userId())
                    .update();
            forgetPerson(where);
        });
    }

    private void forgetPerson(Where where) {
        sql("delete from telegram_person where bot_id = :bot and chat_id = :chat and user_id = :user")
                .param("chat", where.chatId())
                .param("user", where.userId())
                .update();
    }

    /** The chat is gone for the bot: what waits to be sent there never will be. */
    void leave(long chatId) {
        transaction.executeWithoutResult(_ -> {
            keepChat(chatId, now(), null);
            sql("""
                            update telegram_message set finished_at = :now, body = null
                            where bot_id = :bot and lane = :lane and finished_at is null""")
                    .param("now", now())
                    .param("lane", Incoming.lane(chatId))
                    .update();
        });
    }

    boolean isGone(long chatId) {
        return sql("select count(*) from telegram_chat where bot_id = :bot and chat_id = :chat and gone_at is not null")
                .param("chat", chatId)
                .query(Long.class)
                .single() > 0;
    }

    /** The bot hears from the chat: it is not gone (any more). */
    void comeBack(long chatId) {
        sql("delete from telegram_chat where bot_id = :bot and chat_id = :chat and gone_at is not null")
                .param("chat", chatId)
                .update();
    }

    /** The group goes on under another id, with all that is kept of it. */
    void move(long chatId, long newChatId) {
        transaction.executeWithoutResult(_ -> {
            keepChat(chatId, null, newChatId);
            sql("""
                            delete from telegram_person where bot_id = :bot and chat_id = :chat and user_id in
                              (select user_id from telegram_person where bot_id = :bot and chat_id = :new)""")
                    .param("chat", chatId)
                    .param("new", newChatId)
                    .update();
            for (String table : List.of("telegram_person", "telegram_answer")) {
                sql("update %s set chat_id = :new where bot_id = :bot and chat_id = :chat".formatted(table))
                        .param("chat", chatId)
                        .param("new", newChatId)
                        .update();
            }
            for (String table : List.of("telegram_update", "telegram_message")) {
                sql("update %s set lane = :new where bot_id = :bot and lane = :lane".formatted(table))
                        .param("lane", Incoming.lane(chatId))
                        .param("new", Incoming.lane(newChatId))
                        .update();
            }
        });
    }

    /** Where a chat goes on: its own id unless it moved. */
    long now(long chatId) {
        return sql("select moved_to from telegram_chat where bot_id = :bot and chat_id = :chat and moved_to is not null")
                .param("chat", chatId)
                .query(Long.class)
                .optional()
                .orElse(chatId);
    }

    private void keepChat(long chatId, @Nullable OffsetDateTime goneAt, @Nullable Long movedTo) {
        sql("delete from telegram_chat where bot_id = :bot and chat_id = :chat").param("chat", chatId).update();
        sql("insert into telegram_chat (bot_id, chat_id, gone_at, moved_to) values (:bot, :chat, :gone, :moved)")
                .param("chat", chatId)
                .param("gone", goneAt)
                .param("moved", movedTo)
                .update();
    }

    /** The lanes with work in them. */
    List<String> busyLanes() {
        return sql("""
                        select lane from telegram_update where bot_id = :bot and settled_at is null
                        union select lane from telegram_message where bot_id = :bot and finished_at is null""")
                .query(String.class)
                .list();
    }

    long waiting() {
        return sql("select count(*) from telegram_update where bot_id = :bot and settled_at is null")
                .query(Long.class)
                .single();
    }

    /** Deletes what is done and too old to be needed, of any bot. */
    void purge(Duration retention) {
        OffsetDateTime done = utc(clock.instant().minus(REPEATED));
        OffsetDateTime old = utc(clock.instant().minus(retention));
        jdbc.sql("delete from telegram_update where settled_at < :done").param("done", done).update();
        jdbc.sql("delete from telegram_message where finished_at < :done").param("done", done).update();
        jdbc.sql("delete from telegram_answer where answered_at < :old").param("old", old).update();
        jdbc.sql("delete from telegram_person where last_active_at < :old").param("old", old).update();
        jdbc.sql("delete from telegram_chat where gone_at < :old").param("old", old).update();
    }

    private JdbcClient.StatementSpec sql(String sql) {
        return jdbc.sql(sql).param("bot", botId);
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    private static Answer answer(ResultSet row, int number) throws SQLException {
        return new Answer(
                row.getString("turn_id"),
                row.getLong("chat_id"),
                row.getLong("user_id"),
                row.getInt("message_id"),
                row.getObject("corrected_by", Long.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
