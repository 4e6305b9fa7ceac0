package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import wenzheng.ServedArticles;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;
import wenzheng.model.Polish;

/** What becomes of updates and replies when the way to Telegram is bad, over real HTTP. */
@ServedArticles
class DeliveryTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private RunningBot running;
    private FakeBotApi api;
    private Citizen lei;
    private Citizen han;

    @BeforeEach
    void prepare() throws IOException {
        running = new RunningBot(context);
        api = running.api;
        lei = Citizen.alone(api, 1);
        han = Citizen.alone(api, 2);
    }

    @AfterEach
    void stop() {
        running.close();
        assertThat(api.complaints()).isEmpty();
    }

    @Test
    void waitsAsLongAsTelegramSaysBeforeItSendsToAChatAgainAndLetsNoOtherChatWait() {
        List<Long> tried = timesOf("sendmessage");
        running.start();
        api.fail("sendMessage", FakeBotApi.limited(5));
        lei.say(QUESTION);
        api.await("the first is refused", () -> api.calls("sendMessage") == 1);
        han.say(QUESTION);
        api.awaitSent(2, 1);
        assertThat(api.sent(1)).isEmpty();
        api.awaitSent(1, 1);
        assertThat(tried.getLast() - tried.getFirst()).isGreaterThan(4_900_000_000L);
        assertThat(api.calls("sendMessage")).isEqualTo(3);
        assertThat(running.meters.counter("wenzheng.telegram.send.failures", "reason", "limited").count()).isEqualTo(1);
    }

    @Test
    void waitsAsLongAsTelegramSaysBeforeItAsksForUpdatesAgain() {
        List<Long> asked = timesOf("getupdates");
        api.fail("getUpdates", FakeBotApi.limited(2));
        lei.say(QUESTION);
        running.start();
        api.awaitSent(1, 1);
        assertThat(asked.get(1) - asked.get(0)).isGreaterThan(1_900_000_000L);
    }

    @Test
    void sendsOnceInSpiteOfErrorsPagesAndDroppedConnections() {
        api.fail("sendMessage", FakeBotApi.error(500, "Internal Server Error"), new FakeBotApi.Fault.Drop(false));
        api.fail("sendMessage", new FakeBotApi.Fault.Page(500, "{\"error\": {}}"));
        api.fail("getUpdates", new FakeBotApi.Fault.Page(502, "<html>Bad Gateway"), new FakeBotApi.Fault.Drop(true));
        api.fail("setMyCommands", FakeBotApi.error(500, "no"), FakeBotApi.error(500, "no"));
        running.start();
        lei.say(QUESTION);
        lei.say("中原区呢？");
        api.awaitSent(1, 2);
        running.settle();
        assertThat(texts(1)).satisfiesExactly(
                first -> assertThat(first).contains("14所"), second -> assertThat(second).contains("26所"));
        assertThat(api.calls("sendMessage")).isEqualTo(5);
    }

    @Test
    void sendsNothingTwiceWhoseAnswerWasLost() {
        running.start();
        FakeBotApi.Fault lost = new FakeBotApi.Fault.Drop(true);
        api.fail("sendMessage", lost, FakeBotApi.error(500, "Internal Server Error"), lost);
        lei.say(QUESTION);
        lei.say("你好");
        lei.say("/help");
        api.awaitSent(1, 3);
        running.settle();
        assertThat(texts(1)).satisfiesExactly(
                first -> assertThat(first).contains("14所"),
                second -> assertThat(second).startsWith("您好"),
                third -> assertThat(third).startsWith("直接把问题"));
        lei.press(api.sent(1).getFirst(), "👍");
        api.await("the message found is known", () -> api.edits() == 1);
    }

    @Test
    void sendsNothingTwiceWhileTheDatabaseCannotNoteIt() throws IOException {
        AtomicInteger refusals = new AtomicInteger(2);
        DataSource failing = new DelegatingDataSource(context.getBean(DataSource.class)) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection real = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                            boolean notes = arguments != null
                                    && String.valueOf(arguments[0]).startsWith("update telegram_message set finished_at");
                            if (notes && refusals.getAndDecrement() > 0) {
                                throw new SQLException("no room");
                            }
                            return method.invoke(real, arguments);
                        });
            }
        };
        try (RunningBot full = new RunningBot(context, failing, new FakeBotApi(880_000))) {
            full.start();
            Citizen zhao = Citizen.alone(full.api, 3);
            zhao.say("你好");
            zhao.say("谢谢");
            full.api.awaitSent(3, 2);
            full.settle();
            assertThat(refusals).hasNonPositiveValue();
            assertThat(full.api.sent(3)).hasSize(2);
        }
    }

    @Test
    void offersTheCommandsAgainWhereTelegramDidNotTakeThem() {
        api.fail("setMyCommands", FakeBotApi.limited(1));
        running.start();
        api.await("the commands are offered", () -> !api.commands("en").isEmpty());
        assertThat(api.calls("setMyCommands")).isEqualTo(4);
    }

    @Test
    void answersAnUpdateThatComesThreeTimesOnce() {
        running.start();
        ObjectNode update = lei.saying(QUESTION);
        api.deliver(update.deepCopy());
        api.deliver(update.deepCopy());
        api.awaitSent(1, 1);
        running.settle();
        api.deliver(update.deepCopy());
        running.settle();
        lei.say("你好");
        api.awaitSent(1, 2);
        assertThat(texts(1).get(1)).startsWith("您好");
    }

    @Test
    void takesAnUpdateWithALowerIdThanTheOnesBefore() {
        running.start();
        lei.say(QUESTION);
        api.awaitSent(1, 1);
        running.settle();
        api.await("it asks on without an offset", () -> api.calls("getUpdates") >= 2);
        ObjectNode drawnAnew = lei.saying("你好").put("update_id", 7);
        api.deliver(drawnAnew);
        running.stop();
        running.start();
        assertThat(api.awaitSent(1, 2).text()).startsWith("您好");
    }

    @Test
    void saysThatAnotherProgramFetchesItsUpdatesAndGoesOnWhenItDoesNot() {
        api.fail("getUpdates", FakeBotApi.error(409, "Conflict: terminated by other getUpdates request"));
        List<String> problems = Collections.synchronizedList(new ArrayList<>());
        api.onCall(method -> {
            if (method.equals("getupdates")) {
                problems.add(String.valueOf(running.bot().state().problem()));
            }
        });
        lei.say(QUESTION);
        running.start();
        api.awaitSent(1, 1);
        assertThat(problems.get(1)).startsWith("another program fetches this bot's updates");
        assertThat(running.bot().state().problem()).isNull();
        assertThat(running.bot().state().name()).isEqualTo(FakeBotApi.NAME);
    }

    @Test
    void removesAWebhookThatIsInTheWay() {
        running.start();
        api.await("it asks for updates", () -> api.calls("getUpdates") == 1);
        api.fail("getUpdates", FakeBotApi.error(409, "Conflict: can't use getUpdates method while webhook is active"));
        lei.say(QUESTION);
        lei.say("中原区呢？");
        api.awaitSent(1, 2);
        api.await("the webhook is removed", () -> api.calls("deleteWebhook") == 2);
        han.say("你好");
        api.awaitSent(2, 1);
    }

    @Test
    void passesOverAnUpdateThatItCannotRead() {
        ObjectNode strange = lei.saying("x");
        ((ObjectNode) strange.get("message")).put("date", "yesterday").put("message_id", 99_999_999_999L);
        api.deliver(strange);
        api.deliver(api.update().put("something_new", true));
        lei.say(QUESTION);
        running.start();
        assertThat(api.awaitSent(1, 1).text()).contains("14所");
    }

    @Test
    void remembersWhoBlockedItAndAnswersAgainWhenTheyComeBack() {
        running.start();
        api.fail("sendMessage", FakeBotApi.error(403, "Forbidden: bot was blocked by the user"));
        lei.say(QUESTION);
        lei.say("/help");
        api.await("the chat is gone", () -> isGone(1));
        lei.say("你好");
        assertThat(api.awaitSent(1, api.sent(1).size() + 1).text()).isNotBlank();
        running.settle();
        assertThat(isGone(1)).isFalse();
        assertThat(texts(1)).noneMatch(text -> text.contains("14所"));
    }

    @Test
    void remembersThatItWasThrownOut() {
        running.start();
        lei.block("kicked");
        api.await("the chat is gone", () -> isGone(1));
        lei.block("member");
        api.await("the chat is back", () -> !isGone(1));
    }

    @Test
    void giveUpOnAChatThatDoesNotExist() {
        running.start();
        ObjectNode update = lei.saying(QUESTION);
        ((ObjectNode) update.at("/message/chat")).put("id", 404);
        api.deliver(update);
        api.await("the chat is gone", () -> isGone(404));
        assertThat(api.calls("sendMessage")).isEqualTo(1);
    }

    @Test
    void comesUpByItselfWhenTheServerDoes() throws IOException {
        int port = api.url().getPort();
        api.close();
        running.start();
        FakeBotApi[] later = new FakeBotApi[1];
        try {
            while (running.bot().state().problem() == null || !running.bot().state().problem().contains("cannot be")) {
                Thread.onSpinWait();
            }
            later[0] = new FakeBotApi(api.botId(), port);
            Citizen.alone(later[0], 1).say(QUESTION);
            assertThat(later[0].awaitSent(1, 1).text()).contains("14所");
            assertThat(running.bot().state().problem()).isNull();
        } finally {
            running.stop();
            later[0].close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:wrong", "你的token", "a b/../c?d#e", "<token>", "1:a\nb"})
    void saysThatTheTokenIsWrongWithoutSayingTheToken(String token) {
        TelegramBot bot = running.make(token);
        bot.start();
        try {
            while (!String.valueOf(bot.state().problem()).contains("token")) {
                Thread.onSpinWait();
            }
            assertThat(bot.state().problem()).contains("the token is refused").doesNotContain(token);
        } finally {
            bot.stop();
        }
    }

    @Test
    void slowsDownWhoFloodsItWithOneNoticeAndAnswersInOrderAllTheSame() {
        running.burst(3).start();
        for (String words : List.of("你好", "谢谢", "你好", "谢谢", "你好")) {
            lei.say(words);
        }
        han.say("你好");
        api.awaitSent(2, 1);
        api.awaitSent(1, 6);
        running.settle();
        List<String> answers = texts(1).stream().map(text -> text.substring(0, 2)).toList();
        assertThat(answers).filteredOn(text -> text.equals("您发")).hasSize(1);
        assertThat(answers).filteredOn(text -> !text.equals("您发")).containsExactly("您好", "不客", "您好", "不客", "您好");
    }

    @Test
    void showsThatItIsTypingWhenAnAnswerTakesLongerThanHalfASecond() {
        running.start();
        lei.say(QUESTION);
        api.awaitSent(1, 1);
        running.settle();
        int before = api.actions().size();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            jdbc.sql("update conversation set last_active_at = last_active_at").update();
            lei.say("中原区呢？");
            api.await("typing is shown", () -> api.actions().size() > before);
            assertThat(api.actions()).contains(1L);
            assertThat(api.sent(1)).hasSize(1);
        });
        assertThat(api.awaitSent(1, 2).text()).contains("26所");
    }

    @Test
    void splitsALongAnswerAtSentenceEndsWithItsCitationsIntact() {
        running.start();
        List<GivenReply.Cited> citations = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String quote = "第%d项：".formatted(i) + "新建&改造<学校>若干所，".repeat(28) + "完成";
            citations.add(new GivenReply.Cited(
                    "a%d".formatted(i), "标题" + i, "中原区", 2000 + i, "小节", i, quote + "。", quote, null));
        }
        String text = citations.stream()
                .map(cited -> "中原区（%d年）：%s。".formatted(cited.year(), cited.quote()))
                .collect(Collectors.joining("\n"));
        answerWith(1, 1000, new GivenReply(ReplyStatus.ANSWERED, text, citations, List.of("再问"), null, null));
        lei.say("长");
        api.await("the last part is sent", () -> !api.sent(1).isEmpty() && !api.sent(1).getLast().buttons().isEmpty());
        List<FakeBotApi.Sent> parts = api.sent(1);
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(parts).allSatisfy(part -> assertThat(part.html().length()).isLessThan(4096));
        assertThat(parts.subList(0, parts.size() - 1)).allSatisfy(part -> {
            assertThat(part.text()).matches("(?s).*(?:[。\\]]|年）|小节|出处)$");
            assertThat(part.buttons()).isEmpty();
        });
        String whole = parts.stream().map(FakeBotApi.Sent::text).collect(Collectors.joining("\n"));
        IntStream.range(0, 12).forEach(i -> assertThat(whole)
                .contains("完成。 [%d]\n中原区（%d年）".formatted(i + 1, 2000 + i), "[%d] 标题%d · 小节".formatted(i + 1, i)));
    }

    @Test
    void saysWhenALanguageModelWordedTheReply() {
        running.start();
        String quote = "新建、续建中小学14所";
        answerWith(1, 1000, new GivenReply(
                ReplyStatus.ANSWERED,
                "管城回族区（2021年）：计划" + quote + "。\n（以上文字由语言模型整理。）",
                List.of(new GivenReply.Cited("a", "标题", "管城回族区", 2021, "", 0, quote, quote, null)),
                List.of(),
                new Polish(Polish.Verdict.KEPT, List.of()),
                null));
        lei.say("学校");
        api.await("the reply is sent", () -> !api.sent(1).isEmpty());
        assertThat(api.sent(1).getFirst().text())
                .startsWith("计划新建、续建中小学14所。 [1]\n管城回族区（2021年）\n（以上文字由语言模型整理。）\n")
                .contains("[1] 标题");
    }

    /** Lets the conversation hold the reply already to the next question. */
    private void answerWith(long user, int updateId, GivenReply reply) {
        String conversation = "long" + api.botId();
        OffsetDateTime now = OffsetDateTime.now();
        jdbc.sql("insert into conversation (id, started_at, last_active_at) values (?, ?, ?)")
                .params(conversation, now, now).update();
        jdbc.sql("insert into telegram_person values (?, ?, ?, ?, null, ?)")
                .params(api.botId(), user, user, conversation, now).update();
        try {
            byte[] client = (conversation + "\ntelegram " + updateId).getBytes(StandardCharsets.UTF_8);
            jdbc.sql("""
                            insert into turn (id, conversation_id, turn_number, client_message_id, utterance, status,
                                              reply, asked_at, elapsed_ms)
                            values (?, ?, 0, ?, '长', 'ANSWERED', ?, ?, 1)""")
                    .params(
                            "turn" + api.botId(),
                            conversation,
                            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(client)),
                            JsonMapper.shared().writeValueAsString(reply),
                            now)
                    .update();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void countsUpdatesRepliesAndTheirLag() {
        running.start();
        lei.say(QUESTION);
        lei.say("/help");
        api.awaitSent(1, 2);
        running.settle();
        assertThat(running.meters.counter("wenzheng.telegram.updates", "kind", "said").count()).isEqualTo(1);
        assertThat(running.meters.counter("wenzheng.telegram.updates", "kind", "commanded").count()).isEqualTo(1);
        assertThat(running.meters.counter("wenzheng.telegram.replies", "status", "answered").count()).isEqualTo(1);
        api.await("the lag is recorded", () -> running.meters.timer("wenzheng.telegram.lag").count() == 2);
    }

    /** When each call of the method came in, from now on. */
    private List<Long> timesOf(String called) {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        api.onCall(method -> {
            if (method.equals(called)) {
                times.add(System.nanoTime());
            }
        });
        return times;
    }

    private List<String> texts(long chat) {
        return api.sent(chat).stream().map(FakeBotApi.Sent::text).toList();
    }

    private boolean isGone(long chat) {
        return jdbc.sql("select count(*) from telegram_chat where bot_id = ? and chat_id = ? and gone_at is not null")
                .params(api.botId(), chat).query(Long.class).single() > 0;
    }
}
