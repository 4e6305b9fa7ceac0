package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import wenzheng.NodeProject;
import wenzheng.ServedArticles;
import wenzheng.conversation.ConversationEvents;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.HandOvers;
import wenzheng.corpus.Articles;
import wenzheng.language.Gazetteer;

/** The bot against a Bot API emulator that nobody here wrote, the npm package telegram-test-api. */
@ServedArticles
class EmulatorTests {

    private static final String TOKEN = "666:emulated";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private URI emulator = URI.create("http://127.0.0.1");

    @Autowired
    private Conversations conversations;

    @Autowired
    private ConversationEvents events;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private Articles articles;

    @Autowired
    private Gazetteer gazetteer;

    @Autowired
    private MessageSource messages;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void answersStartAQuestionAFollowUpAndAButton() throws Exception {
        Process node = NodeProject.install("telegram").start("node", "emulator.js");
        try (BufferedReader said = new BufferedReader(
                new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            emulator = URI.create("http://127.0.0.1:" + said.readLine());
            talk();
        } finally {
            node.getOutputStream().close();
            node.destroy();
        }
    }

    private void talk() throws Exception {
        HttpServer layer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        layer.setExecutor(threads);
        layer.createContext("/", exchange -> {
            try (exchange) {
                byte[] reply = seconds(post(
                        exchange.getRequestURI().getPath(),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(200, reply.length);
                exchange.getResponseBody().write(reply);
            }
        });
        layer.start();
        TelegramBot bot = bot(URI.create("http://127.0.0.1:" + layer.getAddress().getPort()));
        bot.start();
        try {
            send("/sendCommand", message("/start").put("entities", "")
                    .set("entities", JSON.readTree("[{\"type\": \"bot_command\", \"offset\": 0, \"length\": 6}]")));
            assertThat(awaitReply("您好！").get("text").asString()).contains("管城回族区");
            send("/sendMessage", message("管城区2021年新建续建中小学多少所？"));
            JsonNode answer = awaitReply("14所");
            assertThat(answer.get("text").asString()).startsWith("<b>新建、续建中小学14所。</b> [1]");
            send("/sendMessage", message("中原区呢？"));
            awaitReply("26所");
            JsonNode source = answer.get("reply_markup").get("inline_keyboard").get(0).get(0);
            ObjectNode press = JSON.createObjectNode().put("botToken", TOKEN).put("data", source.get("callback_data").asString());
            ObjectNode whole = message("…");
            press.set("from", whole.get("from"));
            press.set("message", whole.put("message_id", 1));
            send("/sendCallback", press);
            assertThat(awaitReply("<blockquote>").get("text").asString()).contains("<b><u>新建、续建中小学14所</u></b>");
        } finally {
            bot.stop();
            layer.stop(0);
            threads.close();
        }
    }

    private TelegramBot bot(URI url) {
        TelegramSettings settings =
                new TelegramSettings(TOKEN, url, TelegramSettings.Mode.POLLING, null, "", 30, 20, 20);
        HouseSettings house = new HouseSettings(
                null, Duration.ofDays(90), List.of("管城区有多少所学校？"), new HouseSettings.Limits(4, 1000));
        return new TelegramBot(settings, house, new TelegramBot.Surroundings(
                conversations, events, handOvers, articles, gazetteer, messages, jdbc,
                new TransactionTemplate(transactions),
                new SimpleMeterRegistry(), Clock.systemUTC()));
    }

    /** The Bot API gives dates in seconds, the emulator in milliseconds. */
    private static byte[] seconds(String reply) {
        return reply.replaceAll("\"date\":(\\d{10})\\d{3}\\b", "\"date\":$1").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode message(String text) {
        ObjectNode message = JSON.createObjectNode().put("botToken", TOKEN).put("date", 1_790_000_000).put("text", text);
        message.putObject("from").put("id", 1).put("first_name", "雷").put("is_bot", false);
        message.putObject("chat").put("id", 1).put("first_name", "雷").put("type", "private");
        return message;
    }

    private void send(String path, JsonNode body) {
        assertThat(post(path, body.toString())).contains("\"ok\":true");
    }

    private JsonNode awaitReply(String words) {
        Predicate<JsonNode> holds = message -> message.path("text").asString("").contains(words);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            JsonNode history = JSON.readTree(
                    post("/getUpdatesHistory", JSON.createObjectNode().put("token", TOKEN).toString()));
            var found = StreamSupport.stream(history.get("result").spliterator(), false)
                    .map(update -> update.path("message"))
                    .filter(message -> message.has("chat_id"))
                    .filter(holds)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("no reply with " + words);
    }

    private String post(String path, String body) {
        try {
            return client.send(
                            HttpRequest.newBuilder(emulator.resolve(path))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
