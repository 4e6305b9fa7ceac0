package wenzheng.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wenzheng.language.District;
import wenzheng.language.Sha256;
import wenzheng.model.Polish;
import wenzheng.question.Gists;
import wenzheng.question.Question;
import wenzheng.question.Scope;

/**
 * Records what people ask, and counts it by day. A record goes with the words that it is of; the counts stay. Each
 * question is counted in the transaction that stores it, so exactly once, whatever happens. SQL that H2 and PostgreSQL
 * both take.
 */
@Repository
public class QuestionRecords {

    private static final int LONGEST_WORDING = 1_000;
    private static final int LONGEST_DISTRICT = 100;

    private final JdbcClient jdbc;
    private final Gists gists;
    private final Clock clock;
    private final Topics topics = new Topics();

    /** Rows that there are, so that nobody looks again. */
    private final Cache<Object, Boolean> known = Caffeine.newBuilder().maximumSize(10_000).build();

    QuestionRecords(JdbcClient jdbc, Gists gists, Clock clock) {
        this.jdbc = jdbc;
        this.gists = gists;
        this.clock = clock;
    }

    /** Keys of all topics, the one for what is of none last. */
    public List<String> topics() {
        return topics.keys();
    }

    /** What is to be recorded of a settled turn, and a row to count it in. */
    public RecordedQuestion of(Turn turn, Channel channel, Instant at) {
        return of(turn, channel, LocalDate.ofInstant(at, clock.getZone()));
    }

    /** What a turn that was recorded before is now; empty where it was not recorded. */
    Optional<RecordedQuestion> again(String messageId, Turn turn) {
        return counted(messageId).map(before -> of(turn, before.channel(), before.day()));
    }

    private RecordedQuestion of(Turn turn, Channel channel, LocalDate day) {
        Question question = turn.understood();
        String gist = question == null ? "" : gists.of(question);
        String wording = question == null || question.scope() != Scope.POLICY ? turn.utterance() : question.text();
        GivenReply reply = GivenReply.of(turn);
        RecordedQuestion recorded = new RecordedQuestion(
                day,
                channel,
                district(question, reply),
                topics.of(wording),
                reply.status().name(),
                gist.isEmpty() ? null : digest(gist),
                wording.length() <= LONGEST_WORDING ? wording : wording.substring(0, LONGEST_WORDING),
                reply.polish());
        prepare(recorded.counted(), () -> count(recorded.counted(), 0));
        if (recorded.polish() != null) {
            Draft draft = Draft.of(recorded);
            prepare(draft, () -> count(draft, 0));
        }
        return recorded;
    }

    /** The one district that is asked about; where the question names none, the one that the reply speaks of. */
    private static String district(@Nullable Question question, GivenReply reply) {
        Stream<String> asked = question == null
                ? Stream.of()
                : question.places().stream().flatMap(place -> place.candidates().stream()).map(District::name);
        List<String> names = asked.distinct().toList();
        if (names.isEmpty()) {
            names = reply.citations().stream().map(GivenReply.Cited::district).distinct().toList();
        }
        String name = names.size() == 1 ? names.getFirst() : null;
        return name == null || name.length() > LONGEST_DISTRICT ? "" : name;
    }

    /**
     * Makes a row before the transaction that counts in it begins: two that made it at the same moment would spoil each
     * other. That there is no database is found out later.
     */
    private void prepare(Object row, Runnable make) {
        if (known.getIfPresent(row) == null) {
            try {
                make.run();
                known.put(row, true);
            } catch (DuplicateKeyException another) {
                known.put(row, true);
            } catch (DataAccessException unreachable) {
                known.invalidate(row);
            }
        }
    }

    /**
     * Records and counts, as part of a transaction that stores the question.
     *
     * @param turn id of the turn, {@code null} where it is none
     * @param lookUp id of a clerk's look-up, {@code null} where it is none; without either it is only counted
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(RecordedQuestion question, @Nullable String turn, @Nullable String lookUp) {
        if (turn != null || lookUp != null) {
            jdbc.sql("""
                            insert into recorded_question (turn_id, lookup_id, asked_on, channel, district, topic, kind, meaning,
                                                           wording)
                            values (:turn, :lookup, :day, :channel, :district, :topic, :kind, :meaning, :wording)""")
                    .params(values(question.counted()))
                    .param("turn", turn)
                    .param("lookup", lookUp)
                    .param("meaning", question.meaning())
                    .param("wording", question.wording())
                    .update();
        }
        count(question.counted(), 1);
        if (question.polish() != null) {
            count(Draft.of(question), 1);
        }
    }

    /** Counts what is not stored. */
    @Transactional
    public void count(RecordedQuestion question) {
        record(question, null, null);
    }

    /** Counts a turn that was replaced under what it is now, and drops what was thought of it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void replace(String turn, RecordedQuestion now) {
        rated(turn, null);
        counted(turn).ifPresent(before -> count(before, -1));
        jdbc.sql("""
                        update recorded_question set district = :district, topic = :topic, kind = :kind, meaning = :meaning,
                                                     wording = :wording
                        where turn_id = :turn""")
                .param("turn", turn)
                .param("district", now.district())
                .param("topic", now.topic())
                .param("kind", now.kind())
                .param("meaning", now.meaning())
                .param("wording", now.wording())
                .update();
        count(now.counted(), 1);
        if (now.polish() != null) {
            count(Draft.of(now), 1);
        }
    }

    /**
     * Counts what a person thinks of a reply, before that is stored.
     *
     * @param now {@code null} where it is taken back
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void rated(String turn, Feedback.@Nullable Rating now) {
        Optional<RecordedQuestion.Counted> counted = counted(turn);
        if (counted.isEmpty()) {
            return;
        }
        Feedback.Rating before = jdbc.sql("select rating from feedback where turn_id = :turn")
                .param("turn", turn)
                .query((row, _) -> Feedback.Rating.valueOf(row.getString("rating")))
                .optional()
                .orElse(null);
        add(counted.get(), 0, change(Feedback.Rating.UP, before, now), change(Feedback.Rating.DOWN, before, now));
    }

    private static int change(Feedback.Rating of, Feedback.@Nullable Rating before, Feedback.@Nullable Rating now) {
        return (of == now ? 1 : 0) - (of == before ? 1 : 0);
    }

    private Optional<RecordedQuestion.Counted> counted(String turn) {
        return jdbc.sql("select asked_on, channel, district, topic, kind from recorded_question where turn_id = :turn")
                .param("turn", turn)
                .query(QuestionRecords::counted)
                .optional();
    }

    private static RecordedQuestion.Counted counted(ResultSet row, int number) throws SQLException {
        return new RecordedQuestion.Counted(
                row.getObject("asked_on", LocalDate.class),
                Channel.valueOf(row.getString("channel")),
                row.getString("district"),
                row.getString("topic"),
                row.getString("kind"));
    }

    private void count(RecordedQuestion.Counted counted, int questions) {
        if (add(counted, questions, 0, 0) == 0) {
            insert(counted, questions);
        }
    }

    private int add(RecordedQuestion.Counted counted, int questions, int up, int down) {
        return jdbc.sql("""
                        update daily_count set questions = questions + :questions, up = up + :up, down = down + :down
                        where asked_on = :day and channel = :channel and district = :district and topic = :topic
                          and kind = :kind""")
                .params(values(counted))
                .param("questions", questions)
                .param("up", up)
                .param("down", down)
                .update();
    }

    private void insert(RecordedQuestion.Counted counted, int questions) {
        jdbc.sql("""
                        insert into daily_count (asked_on, channel, district, topic, kind, questions, up, down)
                        values (:day, :channel, :district, :topic, :kind, :questions, 0, 0)""")
                .params(values(counted))
                .param("questions", questions)
                .update();
    }

    private static Map<String, ?> values(RecordedQuestion.Counted counted) {
        return Map.of(
                "day", counted.day(),
                "channel", counted.channel().name(),
                "district", counted.district(),
                "topic", counted.topic(),
                "kind", counted.kind());
    }

    /** What became of a draft of the language model. */
    private record Draft(LocalDate day, String verdict, String reasons) {

        static Draft of(RecordedQuestion question) {
            Polish polish = Objects.requireNonNull(question.polish());
            return new Draft(
                    question.day(),
                    polish.verdict().name(),
                    polish.reasons().stream().sorted().map(Enum::name).collect(Collectors.joining(" ")));
        }
    }

    private void count(Draft draft, int drafts) {
        String where = " where asked_on = :day and verdict = :verdict and reasons = :reasons";
        int known = draft(draft, drafts, "update daily_draft set drafts = drafts + :drafts" + where);
        if (known == 0) {
            draft(draft, drafts, """
                    insert into daily_draft (asked_on, verdict, reasons, drafts) values (:day, :verdict, :reasons, :drafts)""");
        }
    }

    private int draft(Draft draft, int drafts, String sql) {
        return jdbc.sql(sql)
                .param("day", draft.day())
                .param("verdict", draft.verdict())
                .param("reasons", draft.reasons())
                .param("drafts", drafts)
                .update();
    }

    private static long digest(String gist) {
        return ByteBuffer.wrap(Sha256.of(gist)).getLong();
    }
}
