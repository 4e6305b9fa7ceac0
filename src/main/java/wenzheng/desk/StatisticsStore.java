package wenzheng.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was counted of questions, and the questions as far as they are still kept; SQL that H2 and PostgreSQL both take. */
@Repository
class StatisticsStore {

    static final int PAGE = 50;

    /** The questions first, and what belongs to those that are shown only: it is in four other tables. */
    private static final String QUESTIONS = """
            select q.id, q.wording, q.channel, q.district, q.topic, q.kind, c.number as conversation, l.call_id,
                   coalesce(t.asked_at, l.asked_at) as asked_at, f.rating
            from (select q.* from recorded_question q %s where q.id < :before and q.asked_on between :from and :to %s
                  order by q.id desc fetch first :limit rows only) q
                 left join turn t on t.id = q.turn_id left join conversation c on c.id = t.conversation_id
                 left join desk_lookup l on l.id = q.lookup_id left join feedback f on f.turn_id = q.turn_id
            order by q.id desc""";

    /**
     * Which questions are looked at.
     *
     * @param from the first day
     * @param to the last day
     * @param channel name of one, empty for all
     * @param district full name, empty for all
     * @param topic key of one, empty for all
     */
    record Wanted(LocalDate from, LocalDate to, String channel, String district, String topic) {}

    /** How many questions there were of a kind of reply, and what was thought of them. */
    record Count(String kind, long questions, long up, long down) {}

    /** Which of the questions that are wanted. */
    record Part(String channel, String district, String topic) {}

    /** @param takenAt {@code null} where nobody took it, yet or at all */
    record Waited(Instant askedAt, @Nullable Instant takenAt) {}

    /** @param reasons names with a space between */
    record Drafts(String verdict, String reasons, long drafts) {}

    /** @param wording of the newest question of the group */
    record Group(long meaning, String wording, long questions, long unanswered) {}

    /**
     * A question that is still kept.
     *
     * @param conversation number of the conversation, 0 where it is a clerk's look-up
     * @param call of the look-up, {@code null} where it is none
     * @param rating what the person thought of the reply, {@code null} where they did not say
     */
    record Asked(
            long id,
            Instant askedAt,
            String wording,
            String channel,
            String district,
            String topic,
            String kind,
            long conversation,
            @Nullable String call,
            @Nullable String rating) {

        public String address() {
            return call == null ? "/desk/conversations/" + conversation : "/desk/calls/" + call;
        }
    }

    private final JdbcClient jdbc;

    StatisticsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void days(Wanted wanted, BiConsumer<LocalDate, Count> each) {
        counted("asked_on", wanted, row -> each.accept(row.getObject("asked_on", LocalDate.class), count(row)));
    }

    void parts(Wanted wanted, BiConsumer<Part, Count> each) {
        counted("channel, district, topic", wanted, row -> each.accept(
                new Part(row.getString("channel"), row.getString("district"), row.getString("topic")), count(row)));
    }

    private void counted(String by, Wanted wanted, RowCallbackHandler each) {
        jdbc.sql("""
                        select %s, kind, sum(questions) as questions, sum(up) as up, sum(down) as down from daily_count q
                        where asked_on between :from and :to %s group by %s, kind"""
                        .formatted(by, filter(wanted), by))
                .params(values(wanted))
                .query(each);
    }

    private static Count count(ResultSet row) throws SQLException {
        return new Count(row.getString("kind"), row.getLong("questions"), row.getLong("up"), row.getLong("down"));
    }

    /** @return those asked for from {@code from}, before {@code to}, in that order */
    List<Waited> handOvers(Instant from, Instant to) {
        return jdbc.sql("select asked_at, taken_at from handover where asked_at >= :from and asked_at < :to order by asked_at")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, _) -> {
                    OffsetDateTime taken = row.getObject("taken_at", OffsetDateTime.class);
                    return new Waited(
                            row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                            taken == null ? null : taken.toInstant());
                })
                .list();
    }

    List<Drafts> drafts(LocalDate from, LocalDate to) {
        return jdbc.sql("select verdict, reasons, sum(drafts) as drafts from daily_draft "
                        + "where asked_on between :from and :to group by verdict, reasons")
                .param("from", from)
                .param("to", to)
                .query((row, _) -> new Drafts(row.getString("verdict"), row.getString("reasons"), row.getLong("drafts")))
                .list();
    }

    /**
     * Questions that ask for the same, of those that are still kept.
     *
     * @param unanswered whether only those that the articles did not answer count
     * @return the most asked first
     */
    List<Group> mostAsked(Wanted wanted, boolean unanswered, int limit) {
        List<Group> groups = jdbc.sql("""
                        select meaning, max(id) as newest, count(*) as questions,
                               sum(case when kind = 'NO_ANSWER' then 1 else 0 end) as unanswered
                        from recorded_question q
                        where asked_on between :from and :to and meaning is not null and kind in (%s) %s
                        group by meaning order by count(*) desc, max(id) desc fetch first :limit rows only"""
                        .formatted(unanswered ? "'NO_ANSWER'" : "'ANSWERED', 'CLARIFICATION', 'NO_ANSWER'", filter(wanted)))
                .params(values(wanted))
                .param("limit", limit)
                .query((row, _) -> new Group(
                        row.getLong("meaning"), Long.toString(row.getLong("newest")), row.getLong("questions"),
                        row.getLong("unanswered")))
                .list();
        if (groups.isEmpty()) {
            return groups;
        }
        Map<String, String> wordings = new HashMap<>();
        jdbc.sql("select id, wording from recorded_question where id in (:ids)")
                .param("ids", groups.stream().map(group -> Long.valueOf(group.wording())).toList())
                .query((ResultSet row) -> {
                    wordings.put(Long.toString(row.getLong("id")), row.getString("wording"));
                });
        return groups.stream()
                .map(group -> new Group(
                        group.meaning(), wordings.getOrDefault(group.wording(), ""), group.questions(), group.unanswered()))
                .toList();
    }

    /**
     * Questions that are still kept.
     *
     * @param meaning that all have, {@code null} for any
     * @param kind name of a kind of reply, empty for any
     * @param rating {@code UP} or {@code DOWN}, empty for any
     * @param before id that all are below
     * @return newest first, {@value #PAGE} at most
     */
    List<Asked> questions(Wanted wanted, @Nullable Long meaning, String kind, String rating, long before) {
        return jdbc.sql(QUESTIONS.formatted(
                        rating.isEmpty() ? "" : "join feedback r on r.turn_id = q.turn_id and r.rating = :rating",
                        filter(wanted)
                                + (meaning == null ? "" : " and q.meaning = :meaning")
                                + (kind.isEmpty() ? "" : " and q.kind = :kind")))
                .params(values(wanted))
                .param("before", before)
                .param("meaning", meaning)
                .param("kind", kind)
                .param("rating", rating)
                .param("limit", PAGE)
                .query(StatisticsStore::asked)
                .list();
    }

    /** The id of a conversation that is still kept. */
    Optional<String> conversation(long number) {
        return jdbc.sql("select id from conversation where number = :number")
                .param("number", number)
                .query(String.class)
                .optional();
    }

    private static Asked asked(ResultSet row, int number) throws SQLException {
        return new Asked(
                row.getLong("id"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getString("wording"),
                row.getString("channel"),
                row.getString("district"),
                row.getString("topic"),
                row.getString("kind"),
                row.getLong("conversation"),
                row.getString("call_id"),
                row.getString("rating"));
    }

    /** Only what is asked for: a condition that may be none keeps H2 from its indexes. */
    private static String filter(Wanted wanted) {
        return (wanted.channel().isEmpty() ? "" : " and q.channel = :channel")
                + (wanted.district().isEmpty() ? "" : " and q.district = :district")
                + (wanted.topic().isEmpty() ? "" : " and q.topic = :topic");
    }

    private static Map<String, ?> values(Wanted wanted) {
        return Map.of(
                "from", wanted.from(),
                "to", wanted.to(),
                "channel", wanted.channel(),
                "district", wanted.district(),
                "topic", wanted.topic());
    }
}
