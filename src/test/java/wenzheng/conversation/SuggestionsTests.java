package wenzheng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;
import wenzheng.answer.Citation;
import wenzheng.answer.FactQuestions;
import wenzheng.answer.Reply;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.corpus.Articles;
import wenzheng.language.Segmenter;

@ServedArticles
class SuggestionsTests {

    private static final String TYPED = "俺们管城区2021年新建续建中小学一共多少所呀？";
    private static final String WORDED = "管城回族区2021年新建、续建中小学多少所？";
    private static final String OTHER = "中原区2021年新建续建中小学、幼儿园多少所？";

    private Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private Clock clock;
    private Suggestions suggestions;
    private Conversations conversations;
    private AskedFacts asked;

    @TempDir
    private Path data;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private OffReplies off;

    @Autowired
    private MessageSource messages;

    @Autowired
    private Pipeline pipeline;

    @Autowired
    private ConversationStore store;

    @Autowired
    private QuestionRecords records;

    @Autowired
    private ConversationEvents events;

    @Autowired
    private Articles articles;

    @Autowired
    private FactQuestions questions;

    @Autowired
    private Segmenter segmenter;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void begin() {
        clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
        jdbc.sql("delete from asked").update();
        asked = new AskedFacts(jdbc, questions, new Visitors(data), clock);
        var settings = new ConversationSettings(Duration.ofDays(30), 2, 20);
        conversations = new Conversations(
                pipeline, store, records, events, asked, handOvers, off, messages, new RandomIds(), settings,
                new SimpleMeterRegistry(), clock);
        suggestions = new Suggestions(articles, questions, asked, segmenter, pipeline, clock);
    }

    @AfterEach
    void end() {
        suggestions.close();
        jdbc.sql("delete from asked").update();
    }

    @Test
    void showsWhatFiveVisitorsAskedAndNotWhatFourDidWordedFromTheArticle() {
        List<String> unasked = hot();
        ask(TYPED, 4);
        assertThat(hot()).isEqualTo(unasked);
        ask(TYPED, 5);
        assertThat(hot()).startsWith(WORDED).doesNotContain(TYPED).noneMatch(text -> text.contains("俺们"));
        assertThat(complete("俺们")).isEmpty();
    }

    @Test
    @Tag("database")
    void countsAVisitorOnceHoweverOftenTheyAskAndInWhatWords() {
        for (String words : List.of(TYPED, WORDED, "管城区2021年要新建、续建几所中小学？", TYPED)) {
            conversations.say(null, words, null, null, "203.0.113.7");
        }
        assertThat(visitors()).isEqualTo(1);
    }

    @Test
    void countsNoQuestionThatHeldPersonalData() {
        Exchange answered = conversations.say(null, "我的手机13812345678，" + TYPED, null, null, "203.0.113.7");
        assertThat(answered.reply().status()).isEqualTo(ReplyStatus.ANSWERED);
        assertThat(visitors()).isZero();
    }

    @Test
    void countsNoQuestionThatWasNotAnswered() {
        conversations.say(null, "北京市海淀区的学校有多少所？", null, null, "203.0.113.7");
        conversations.say(null, "你好", null, null, "203.0.113.7");
        assertThat(visitors()).isZero();
    }

    @Test
    void takesTheConversationWhereNothingElseTellsAVisitor() {
        String conversation = conversations.say(null, TYPED, null).conversationId();
        conversations.say(conversation, TYPED, null);
        assertThat(visitors()).isEqualTo(1);
    }

    @Test
    void offersThatManyAskedBeforeOtherCompletions() {
        assertThat(complete("新建续建")).contains(OTHER);
        String first = complete("新建").getFirst();
        String other = first.equals(OTHER) ? WORDED : OTHER;
        ask(other, 5);
        assertThat(complete("新建")).startsWith(other);
    }

    @Test
    void offersOnlyWhatTheProgramAnswersWithThatFact() {
        Set<String> offered = new HashSet<>(hot());
        List.of("新建", "2021", "多少", "举措", "zhong", "q").forEach(typed -> offered.addAll(complete(typed)));
        assertThat(offered).hasSizeGreaterThan(5);
        for (String question : offered) {
            assertThat(conversations.glance(question).status()).as(question).isEqualTo(ReplyStatus.ANSWERED);
        }
    }

    @Test
    void offersExamplesThatAreAnsweredAndNoOthers() {
        assertThat(hot("北京市海淀区的学校有多少所？", "二七区2021年要打通多少条断头路？"))
                .contains("二七区2021年要打通多少条断头路？")
                .doesNotContain("北京市海淀区的学校有多少所？");
    }

    @Test
    void offersOneOfTheQuestionsThatTheSameWordsAnswer() {
        String reworded = "管城区2021年新建续建中小学多少所？";
        assertThat(hot(reworded)).contains(reworded).doesNotContain(WORDED);
        ask(TYPED, 5);
        assertThat(hot(reworded)).startsWith(WORDED).doesNotContain(reworded);
    }

    @Test
    void offersTwoQuestionsThatOneQuoteAnswersWithTwoFacts() {
        var answered = (Reply.Answered) pipeline.run(WORDED, List.of()).reply();
        Citation cited = answered.citations().getFirst();
        assertThat(cited.quote()).contains("14所").isNotEqualTo("14所");
        List<String> asked = List.of("多少所？", "一共多少所？", "新建什么？");
        try (Suggestions suggestions = suggestions(text -> {
            String fact = asked.indexOf(text) == 2 ? "中小学" : "14所";
            Citation proof = new Citation(cited.article(), cited.passage(), cited.quote(), fact, cited.vintage());
            return asked.contains(text) ? new Reply.Answered("", fact, List.of(proof), List.of()) : answered;
        })) {
            assertThat(settled(() -> suggestions.hot(asked, 6))).contains(asked.get(0), asked.get(2)).doesNotContain(asked.get(1));
        }
    }

    @Test
    void triesAQuestionOnceUntilTheArticlesChange() throws Exception {
        Map<String, Integer> trials = new ConcurrentHashMap<>();
        CountDownLatch again = new CountDownLatch(3);
        try (Suggestions counted = suggestions(text -> {
            if (trials.merge(text, 1, Integer::sum) == 2) {
                again.countDown();
            }
            return pipeline.run(text, List.of()).reply();
        })) {
            List<String> offered = settled(() -> counted.hot(List.of(), 3));
            now = now.plus(Duration.ofDays(30));
            assertThat(settled(() -> counted.hot(List.of(), 3))).hasSize(3).isEqualTo(offered);
            assertThat(trials.values()).containsOnly(1);
            counted.on(new ArticleWithdrawn("unknown"));
            now = now.plus(Duration.ofMinutes(2));
            counted.hot(List.of(), 3);
            assertThat(again.await(120, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void hasTriedTheFirstQuestionsBeforeSomebodyAsksForThem() throws Exception {
        CountDownLatch tried = new CountDownLatch(8);
        try (Suggestions prepared = suggestions(text -> {
            tried.countDown();
            return pipeline.run(text, List.of()).reply();
        })) {
            prepared.prepare(List.of(TYPED));
            assertThat(tried.await(120, TimeUnit.SECONDS)).isTrue();
            assertThat(prepared.hot(List.of(TYPED), 6)).hasSize(6).startsWith(TYPED);
        }
    }

    /** Somebody waits for one trial that takes long; what stands behind others is offered where it is known. */
    @Test
    void offersWhatItKnowsWhileOthersAreStillToBeTried() {
        List<String> unknown = List.of("北京市海淀区的学校有多少所？", "北京市朝阳区的学校有多少所？");
        try (Suggestions slow = suggestions(text -> {
            if (unknown.contains(text)) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            return pipeline.run(text, List.of()).reply();
        })) {
            assertThat(settled(() -> slow.hot(List.of(TYPED), 1))).containsExactly(TYPED);
            assertThat(slow.hot(List.of(unknown.get(0), unknown.get(1), TYPED), 3)).startsWith(TYPED);
        }
    }

    @Test
    @Tag("database")
    void keepsNothingThatTellsWhoAsked() throws Exception {
        ask(TYPED, 5);
        assertThat(jdbc.sql("select * from asked").query().listOfRows()).allSatisfy(row -> {
            // One database writes its names in capitals, the other does not.
            Map<String, Object> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            columns.putAll(row);
            assertThat(columns).containsOnlyKeys("wording", "visitor", "last_month").containsEntry("wording", WORDED);
            assertThat((int) columns.get("visitor")).isBetween(0, Visitors.DIGESTS - 1);
            assertThat(columns.get("last_month")).hasToString(LocalDate.parse("2026-11-01").toString());
        });
        assertThat(Files.readAllBytes(data.resolve("visitors.salt"))).hasSize(32);
        Visitors again = new Visitors(data);
        Visitors elsewhere = new Visitors(Files.createDirectory(data.resolve("elsewhere")));
        assertThat(digests(again, "a")).isEqualTo(digests(new Visitors(data), "a")).isNotEqualTo(digests(again, "b"));
        assertThat(digests(elsewhere, "a")).isNotEqualTo(digests(again, "a"));
    }

    @Test
    @Tag("database")
    void forgetsWhatWasLastAskedBeforeTheRetention() {
        ask(TYPED, 5);
        now = Instant.parse("2026-12-30T00:00:00Z");
        conversations.forgetExpired();
        assertThat(visitors()).isEqualTo(5);
        now = Instant.parse("2026-12-31T00:00:00Z");
        conversations.forgetExpired();
        assertThat(visitors()).isZero();
    }

    private Suggestions suggestions(Function<String, Reply> answer) {
        return new Suggestions(articles, questions, asked, segmenter, answer, clock);
    }

    private static List<Integer> digests(Visitors visitors, String subject) {
        return IntStream.range(0, 8).mapToObj(i -> visitors.digest(subject, "203.0.113." + i)).toList();
    }

    private void ask(String words, int visitors) {
        conversations.say(null, words, null, null, "203.0.113.0");
        Reply reply = pipeline.run(words, List.of()).reply();
        // One in thousands of visitors counts as another, with any salt: as many as make the number.
        for (int i = 1; visitors() < visitors; i++) {
            asked.count(reply, "203.0.113." + i);
        }
        assertThat(visitors()).isEqualTo(visitors);
    }

    private long visitors() {
        return jdbc.sql("select count(*) from asked").query(Long.class).single();
    }

    /** After a while: so that what is kept at hand is fresh. */
    private List<String> hot(String... examples) {
        now = now.plus(Duration.ofMinutes(2));
        return settled(() -> suggestions.hot(List.of(examples), 6));
    }

    private List<String> complete(String typed) {
        now = now.plus(Duration.ofMinutes(2));
        return settled(() -> suggestions.complete(typed, 6));
    }

    /** What is said again and again until nothing is left to be tried. */
    private static List<String> settled(Supplier<List<String>> offer) {
        for (int i = 0; i < 100; i++) {
            offer.get();
        }
        return offer.get();
    }
}
