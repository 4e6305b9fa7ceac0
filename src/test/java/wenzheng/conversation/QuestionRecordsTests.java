package wenzheng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wenzheng.ServedArticles;
import wenzheng.model.Polish;
import wenzheng.model.Reason;
import wenzheng.question.Gists;
import wenzheng.question.QuestionReader;

/** Each test on a day of its own, half past midnight in Shanghai, when it is still the day before at Greenwich. */
@Tag("database")
@ServedArticles
class QuestionRecordsTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static LocalDate day = LocalDate.of(2031, 1, 1);

    private Conversations conversations;

    @Autowired
    private Pipeline pipeline;

    @Autowired
    private ConversationStore store;

    @Autowired
    private QuestionRecords records;

    @Autowired
    private AskedFacts asked;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private OffReplies off;

    @Autowired
    private MessageSource messages;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Gists gists;

    @Autowired
    private QuestionReader reader;

    @Autowired
    private TransactionTemplate transactions;

    @BeforeEach
    void nextDay() {
        day = day.plusDays(1);
        conversations = on(day);
    }

    private Conversations on(LocalDate day) {
        Clock clock = Clock.fixed(day.atTime(0, 30).atZone(ZONE).toInstant(), ZONE);
        var settings = new ConversationSettings(Duration.ofDays(30), 2, 20);
        return new Conversations(
                pipeline, store, new QuestionRecords(jdbc, gists, clock), new ConversationEvents(store, settings, clock),
                asked, handOvers, off, messages, new RandomIds(), settings, new SimpleMeterRegistry(), clock);
    }

    @Test
    void countsByDayChannelDistrictTopicAndKindAndKeepsTheCountsWhenTheWordsGo() {
        Exchange first = conversations.say(null, QUESTION, null);
        conversations.say(first.conversationId(), "中原区呢？", "twice", null, null, Channel.API, _ -> {});
        conversations.say(first.conversationId(), "中原区呢？", "twice", null, null, Channel.API, _ -> {});
        conversations.say(null, "中原区登月计划什么时候开始？", null, null, null, Channel.TELEGRAM, _ -> {});
        conversations.glance(QUESTION, List.of(), Channel.OPENAI, _ -> {});
        conversations.glance(QUESTION);
        List<String> counts = List.of(
                "API 中原区 education ANSWERED 1 0 0",
                "OPENAI 管城回族区 education ANSWERED 1 0 0",
                "TELEGRAM 中原区 other NO_ANSWER 1 0 0",
                "WEB 管城回族区 education ANSWERED 1 0 0");
        assertThat(counts()).containsExactlyElementsOf(counts);
        assertThat(jdbc.sql("select wording from recorded_question where asked_on = ? order by id")
                        .param(day)
                        .query(String.class)
                        .list())
                .hasSize(3)
                .element(1)
                .asString()
                .contains("中原区", "2021年", "中小学");

        conversations.forget(first.conversationId());
        on(day.plusDays(40)).forgetExpired();
        assertThat(counts()).containsExactlyElementsOf(counts);
        assertThat(jdbc.sql("select count(*) from recorded_question where asked_on = ?").param(day).query(Long.class).single())
                .isZero();
    }

    @Test
    void countsWhatIsThoughtOfAReplyAsItIsInTheEnd() {
        Exchange exchange = conversations.say(null, QUESTION, null);
        for (Feedback.Rating rating : List.of(Feedback.Rating.UP, Feedback.Rating.DOWN, Feedback.Rating.DOWN)) {
            conversations.feedback(exchange.messageId(), new Feedback(rating, null));
        }
        assertThat(counts()).containsExactly("WEB 管城回族区 education ANSWERED 1 0 1");
        conversations.correct(exchange.messageId(), "中原区2021年新建续建中小学多少所？", null);
        assertThat(counts()).containsExactly(
                "WEB 中原区 education ANSWERED 1 0 0", "WEB 管城回族区 education ANSWERED 0 0 0");
    }

    @Test
    void countsEachOfManyAtOnceAndNoneThatIsNotKept() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Fewer than there are connections: who waits long for one is answered without being kept.
            for (var said : threads.invokeAll(IntStream.range(0, 8)
                    .mapToObj(_ -> (java.util.concurrent.Callable<Exchange>) () -> conversations.say(null, QUESTION, null))
                    .toList())) {
                assertThat(said.get().reply().text()).contains("14所");
            }
        }
        Turn turn = pipeline.run(QUESTION, List.of());
        RecordedQuestion recorded = records.of(turn, Channel.WEB, day.atTime(1, 0).atZone(ZONE).toInstant());
        transactions.executeWithoutResult(rolledBack -> {
            records.record(recorded, null, null);
            rolledBack.setRollbackOnly();
        });
        assertThat(counts()).containsExactly("WEB 管城回族区 education ANSWERED 8 0 0");
    }

    @Test
    void countsWhatBecameOfAModelsDraftsAndWhy() {
        RecordedQuestion plain = records.of(pipeline.run(QUESTION, List.of()), Channel.WEB, Instant.now());
        List.of(new Polish(Polish.Verdict.KEPT, List.of()), new Polish(Polish.Verdict.REPLACED, List.of(Reason.LATE, Reason.EMPTY)),
                        new Polish(Polish.Verdict.KEPT, List.of()))
                .forEach(polish -> records.count(new RecordedQuestion(
                        day, Channel.WEB, "", "other", plain.kind(), plain.meaning(), plain.wording(), polish)));
        assertThat(jdbc.sql("select verdict, reasons, drafts from daily_draft where asked_on = ? order by verdict")
                        .param(day)
                        .query((row, _) -> row.getString(1) + " " + row.getString(2) + " " + row.getInt(3))
                        .list())
                .containsExactly("KEPT  2", "REPLACED EMPTY LATE 1");
    }

    @Test
    void findsTheSameMeaningInOtherWordsAndAnotherInMinimallyDifferentOnes() {
        assertThat(List.of("2021年管城区新建续建中小学有多少所", "请问管城回族区2021年新建续建的中小学是多少所？"))
                .allSatisfy(other -> assertThat(gist(other)).isEqualTo(gist(QUESTION)));
        assertThat(List.of("中原区2021年新建续建中小学多少所", "管城区2020年新建续建中小学多少所", "管城区2021年新建续建中小学投资多少",
                        "管城区2021年新建中小学多少所"))
                .allSatisfy(other -> assertThat(gist(other)).isNotEqualTo(gist(QUESTION)));
        assertThat(gist("你好")).isEmpty();
    }

    private String gist(String words) {
        return gists.of(reader.read(words, List.of()));
    }

    private List<String> counts() {
        return jdbc.sql("""
                        select channel, district, topic, kind, questions, up, down from daily_count
                        where asked_on = ? order by channel, district""")
                .param(day)
                .query((row, _) -> "%s %s %s %s %d %d %d".formatted(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5),
                        row.getInt(6), row.getInt(7)))
                .list();
    }
}
