package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole program with a bot that is called, started where there is no network yet. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "wenzheng.corpus.directory=src/test/resources/corpus/three",
            "wenzheng.data-directory=target/test-data",
            "spring.datasource.url=jdbc:h2:mem:webhook;DB_CLOSE_DELAY=-1",
            "wenzheng.public-url=https://wenzheng.example/",
            "wenzheng.limits.burst=3",
            "wenzheng.telegram.token=4711:secret",
            "wenzheng.telegram.mode=webhook",
            "wenzheng.telegram.webhook-secret=hush-hush_1"
        })
@DirtiesContext
class WebhookTests {

    private static final int PORT = freePort();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private TelegramBot bot;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry registry) {
        registry.add("wenzheng.telegram.api-url", () -> "http://127.0.0.1:" + PORT);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void startsWithoutNetworkThenTakesCallsThatCarryTheSecretAndNoOthers() throws Exception {
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        while (!String.valueOf(bot.state().problem()).contains("cannot be reached")) {
            Thread.onSpinWait();
        }
        assertThat(get("/actuator/health/bot").body()).contains("UNKNOWN", "cannot be reached", "webhook");
        assertThat(call("hush-hush_1", "{\"update_id\": 1}")).isEqualTo(503);
        try (FakeBotApi api = new FakeBotApi(4711, PORT)) {
            api.await("the webhook is set", () -> api.webhook() != null);
            assertThat(api.webhook().get("url").asString()).isEqualTo("https://wenzheng.example/telegram/webhook");
            assertThat(api.webhook().get("secret_token").asString()).isEqualTo("hush-hush_1");
            assertThat(api.webhook().get("allowed_updates").asString()).contains("callback_query", "edited_message");
            Citizen lei = Citizen.alone(api, 1);
            String update = lei.saying("管城区2021年新建续建中小学多少所？").toString();
            assertThat(call(null, update)).isEqualTo(403);
            assertThat(call("", update)).isEqualTo(403);
            assertThat(call("hush-hush_2", update)).isEqualTo(403);
            assertThat(call("hush-hush_1", "{}")).isEqualTo(400);
            assertThat(call("hush-hush_1", "no json")).isEqualTo(400);
            assertThat(call("hush-hush_1", "")).isEqualTo(400);
            assertThat(call("hush-hush_1", "x".repeat((1 << 20) + 1))).isEqualTo(413);
            for (int i = 0; i < 5; i++) {
                assertThat(call("hush-hush_1", update)).isEqualTo(200);
            }
            assertThat(api.awaitSent(1, 1).text()).contains("14所");
            assertThat(call("hush-hush_1", lei.saying("中原区呢？").toString())).isEqualTo(200);
            assertThat(api.awaitSent(1, 2).text()).contains("26所");
            assertThat(api.sent(1)).hasSize(2);
            assertThat(api.calls("getUpdates")).isZero();
            assertThat(get("/telegram/webhook").statusCode()).isEqualTo(404);
            assertThat(get("/actuator/health/bot").body()).contains("UP", "@" + FakeBotApi.NAME);
            assertThat(get("/actuator/prometheus").body()).contains(
                    "wenzheng_telegram_updates_total{kind=\"said\"}",
                    "wenzheng_telegram_replies_total{status=\"answered\"}",
                    "wenzheng_telegram_lag_seconds_count",
                    "wenzheng_telegram_waiting");
            assertThat(api.complaints()).isEmpty();
        }
    }

    private int call(@Nullable String secret, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/telegram/webhook")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (secret != null) {
            request.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
