package wenzheng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;

@Tag("database")
@ServedArticles
class ConversationsTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final HandClock clock = new HandClock();
    private ConversationEvents events;
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

    @BeforeEach
    void begin() {
        var settings = new ConversationSettings(Duration.ofDays(30), 2, 20);
        events = new ConversationEvents(store, settings, clock);
        conversations = new Conversations(
                pipeline, store, records, events, asked, handOvers, off, messages, new RandomIds(), settings, meters, clock);
    }

    @Test
    void beginsAConversationThatCannotBeGuessedAndGoesOnWithIt() {
        Exchange first = conversations.say(null, QUESTION, null);
        Exchange second = conversations.say(first.conversationId(), "中原区呢？", null);
        assertThat(first.conversationId()).hasSize(24).isNotEqualTo(conversations.say(null, "你好", null).conversationId());
        assertThat(second.conversationId()).isEqualTo(first.conversationId());
        assertThat(second.reply().text()).contains("26所");
        assertThat(conversations.history(first.conversationId())).containsExactly(first, second);
    }

    @Test
    void beginsANewConversationForAnUnknownId() {
        assertThat(conversations.say("made-up", "你好", null).conversationId()).isNotEqualTo("made-up");
        assertThat(conversations.history("made-up")).isEmpty();
    }

    @Test
    void repeatsTheStoredReplyForTheSameClientMessageId() {
        Exchange first = conversations.say(null, QUESTION, "a");
        assertThat(conversations.say(first.conversationId(), "换了一句话", "a")).isEqualTo(first);
        assertThat(conversations.say(first.conversationId(), QUESTION, "b")).isNotEqualTo(first);
        assertThat(conversations.history(first.conversationId())).hasSize(2);
        assertThat(meters.get("wenzheng.questions").tag("status", "answered").counter().count()).isEqualTo(2);
    }

    @Test
    void goesOnWithAConversationBegunBeforeAnythingWasSaid() {
        String conversation = conversations.begin();
        assertThat(conversations.isOpen(conversation)).isTrue();
        assertThat(conversations.say(conversation, QUESTION, null).conversationId()).isEqualTo(conversation);
        clock.advance(Duration.ofDays(31));
        assertThat(conversations.isOpen(conversation)).isFalse();
    }

    @Test
    void findsAReplyByItsMessageIdUntilItIsForgotten() {
        Exchange exchange = conversations.say(null, QUESTION, null);
        assertThat(conversations.find(exchange.messageId())).contains(exchange);
        conversations.forget(exchange.conversationId());
        assertThat(conversations.find(exchange.messageId())).isEmpty();
    }

    @Test
    void correctsAReplyInItsPlaceFromWhatWasSaidBeforeIt() {
        String conversation = conversations.say(null, QUESTION, null).conversationId();
        Exchange wrong = conversations.say(conversation, "二七区呢？", null);
        Exchange later = conversations.say(conversation, "谢谢", null);
        conversations.feedback(wrong.messageId(), new Feedback(Feedback.Rating.DOWN, null));
        Exchange right = conversations.correct(wrong.messageId(), "中原区呢？13812345678", null).orElseThrow();
        assertThat(right.messageId()).isEqualTo(wrong.messageId());
        assertThat(right.utterance()).isEqualTo("中原区呢？[手机号]");
        assertThat(right.reply().text()).contains("26所");
        assertThat(conversations.history(conversation)).hasSize(3).element(1).extracting(Exchange::reply)
                .isEqualTo(right.reply());
        assertThat(conversations.history(conversation)).last().isEqualTo(later);
        assertThat(rows("feedback", "turn_id", wrong.messageId())).isZero();
        assertThat(conversations.correct("unknown", QUESTION, null)).isEmpty();
    }

    @Test
    void answersOutsideAnyConversationWithoutStoring() {
        long before = jdbc.sql("select count(*) from turn").query(Long.class).single();
        assertThat(conversations.glance(QUESTION).text()).contains("14所");
        assertThat(jdbc.sql("select count(*) from turn").query(Long.class).single()).isEqualTo(before);
    }

    @Test
    void asksAboutTheChosenDistrictWhereTheQuestionNamesNone() {
        String question = "2021年新建续建中小学多少所？";
        String conversation = conversations.begin();
        assertThat(conversations.say(conversation, question, null, "中原区").reply().text())
                .startsWith("中原区（2021年）").contains("26所").doesNotContain("14所");
        assertThat(conversations.say(conversation, "管城区呢？", null, "中原区").reply().text()).contains("14所");
        assertThat(conversations.say(conversation, question, null, "中原区").reply().text()).contains("26所");
        String all = "各区" + question;
        assertThat(conversations.say(null, all, null, "中原区").reply().text())
                .isEqualTo(conversations.say(null, all, null).reply().text())
                .contains("14所");
    }

    @Test
    void storesConcurrentRepeatsOnce() {
        String conversation = conversations.say(null, "你好", null).conversationId();
        Set<String> messages = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20).forEach(_ -> threads.submit(
                    () -> messages.add(conversations.say(conversation, QUESTION, "same").messageId())));
        }
        assertThat(messages).hasSize(1);
        assertThat(conversations.history(conversation)).hasSize(2);
    }

    @Test
    void findsTheConversationThatAMessageBeganWhenItIsRepeatedWithoutIt() {
        String id = UUID.randomUUID().toString();
        Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20).forEach(i -> threads.submit(
                    () -> exchanges.add(conversations.say(i % 2 == 0 ? null : "expired", QUESTION, id))));
        }
        assertThat(exchanges).hasSize(1);
        conversations.forget(exchanges.iterator().next().conversationId());
        assertThat(conversations.say(null, QUESTION, id)).isNotIn(exchanges);
    }

    @Test
    void takesAGuessableClientMessageIdForNobodysConversation() {
        for (String id : List.of("1", "00000000-0000-0000-0000-000000000000", "message-000000000000000000000001")) {
            assertThat(conversations.say(null, QUESTION, id).conversationId())
                    .isNotEqualTo(conversations.say(null, QUESTION, id).conversationId());
        }
    }

    @Test
    void tellsWhatHappenedSinceTheLastEventKnown() {
        Exchange first = conversations.say(null, QUESTION, null);
        String conversation = first.conversationId();
        AtomicInteger news = new AtomicInteger();
        Runnable stop = events.listen(conversation, news::incrementAndGet);
        Exchange second = conversations.say(conversation, "中原区呢？", "a");
        conversations.say(conversation, "中原区呢？", "a");
        assertThat(news).hasValue(1);
        assertThat(events.newest(conversation)).isEqualTo(2);
        assertThat(events.after(conversation, 0).orElseThrow()).containsExactly(
                new ConversationEvent.Replied(1, first), new ConversationEvent.Replied(2, second));
        assertThat(events.after(conversation, 1).orElseThrow())
                .containsExactly(new ConversationEvent.Replied(2, second));
        assertThat(events.after(conversation, 2).orElseThrow()).isEmpty();
        conversations.forget(conversation);
        assertThat(news).hasValue(2);
        assertThat(events.after(conversation, 0)).isEmpty();
        stop.run();
        conversations.forget(conversation);
        assertThat(news).hasValue(2);
    }

    @Test
    void keepsTheOrderOfConcurrentTurns() {
        String conversation = conversations.say(null, "你好", null).conversationId();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20).forEach(_ -> threads.submit(() -> conversations.say(conversation, "谢谢", null)));
        }
        assertThat(conversations.history(conversation)).hasSize(21);
    }

    @Test
    void storesNoPersonalNumberNeitherInAnUtteranceNorInAComment() {
        Exchange exchange = conversations.say(null, "我的手机13812345678，" + QUESTION, null);
        Feedback feedback = new Feedback(Feedback.Rating.DOWN, "打我电话139 1234 5678");
        assertThat(conversations.feedback(exchange.messageId(), feedback)).isTrue();
        assertThat(exchange.utterance()).isEqualTo("我的手机[手机号]，" + QUESTION);
        assertThat(jdbc.sql("select utterance from turn where id = ?").param(exchange.messageId())
                .query(String.class).single()).isEqualTo(exchange.utterance());
        assertThat(jdbc.sql("select remark from feedback where turn_id = ?").param(exchange.messageId())
                .query(String.class).single()).isEqualTo("打我电话[手机号]");
    }

    @Test
    void storesNoPersonalNumberThatAClientTookForItsMessageId() {
        Exchange exchange = conversations.say(null, QUESTION, "13812345678");
        assertThat(jdbc.sql("select client_message_id from turn where id = ?").param(exchange.messageId())
                .query(String.class).single()).doesNotContain("13812345678");
        assertThat(conversations.say(exchange.conversationId(), QUESTION, "13812345678")).isEqualTo(exchange);
    }

    @Test
    void storesWordsThatADatabaseWouldRefuse() {
        Exchange exchange = conversations.say(null, "你好\u0000\ud800！\n𠮷", null);
        assertThat(conversations.history(exchange.conversationId()).getFirst().utterance()).isEqualTo("你好！\n𠮷");
    }

    @Test
    void keepsTheLastFeedbackOfAReply() {
        Exchange exchange = conversations.say(null, QUESTION, null);
        conversations.feedback(exchange.messageId(), new Feedback(Feedback.Rating.UP, "好"));
        conversations.feedback(exchange.messageId(), new Feedback(Feedback.Rating.DOWN, null));
        assertThat(jdbc.sql("select rating from feedback where turn_id = ?").param(exchange.messageId())
                .query(String.class).list()).containsExactly("DOWN");
        assertThat(conversations.feedback("unknown", new Feedback(Feedback.Rating.UP, null))).isFalse();
    }

    @Test
    void forgetsEverythingOfAConversation() {
        Exchange exchange = conversations.say(null, QUESTION, null);
        conversations.feedback(exchange.messageId(), new Feedback(Feedback.Rating.UP, null));
        conversations.forget(exchange.conversationId());
        assertThat(conversations.history(exchange.conversationId())).isEmpty();
        assertThat(rows("turn", "id", exchange.messageId())).isZero();
        assertThat(rows("feedback", "turn_id", exchange.messageId())).isZero();
        conversations.forget(exchange.conversationId());
    }

    @Test
    void deletesWhatIsOlderThanTheRetention() {
        Exchange old = conversations.say(null, QUESTION, null);
        clock.advance(Duration.ofDays(20));
        Exchange kept = conversations.say(null, QUESTION, null);
        clock.advance(Duration.ofDays(11));
        assertThat(conversations.history(old.conversationId())).isEmpty();
        assertThat(conversations.say(old.conversationId(), "你好", null).conversationId())
                .isNotEqualTo(old.conversationId());
        conversations.forgetExpired();
        assertThat(rows("turn", "id", old.messageId())).isZero();
        assertThat(conversations.history(kept.conversationId())).containsExactly(kept);
    }

    @Test
    void understandsAFollowUpFromTheLastUtterancesOnly() {
        String conversation = conversations.say(null, QUESTION, null).conversationId();
        conversations.say(conversation, "你好", null);
        conversations.say(conversation, "谢谢", null);
        assertThat(conversations.say(conversation, "中原区呢？", null).reply().text()).doesNotContain("26所");
    }

    @Test
    void drawsAnotherIdEveryTime() {
        RandomIds ids = new RandomIds();
        assertThat(new HashSet<>(IntStream.range(0, 1000).mapToObj(_ -> ids.next()).toList()))
                .hasSize(1000)
                .allMatch(id -> id.matches("[A-Za-z0-9_-]{24}"));
    }

    private long rows(String table, String column, String id) {
        return jdbc.sql("select count(*) from %s where %s = ?".formatted(table, column)).param(id)
                .query(Long.class).single();
    }

    /** Stands still until it is moved; whole milliseconds, as a database keeps them. */
    private static final class HandClock extends Clock {

        private Instant now = Instant.parse("2026-11-21T00:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

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
    }
}
