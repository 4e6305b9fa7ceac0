package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

/** The way to Telegram where it calls, over real HTTP. */
class ConnectionTests {

    private static final String ADDRESS = "https://wenzheng.example/telegram/webhook";

    @Test
    void setsTheWebhookAgainWhereSomebodyRemovesItAndSaysWhereTelegramCannotCall() throws Exception {
        StaticMessageSource messages = new StaticMessageSource();
        messages.setUseCodeAsDefaultMessage(true);
        Pace pace = new Pace(1000, Clock.systemUTC());
        try (FakeBotApi server = new FakeBotApi(4712); BotApi api = api(server)) {
            Connection connection = new Connection(
                    api, settings(server), ADDRESS, "hush", messages, pace, Duration.ofMillis(50));
            Thread running = Thread.ofVirtual().start(() -> connection.run(_ -> { }, _ -> { }));
            server.await("the webhook is set", () -> server.webhook() != null);
            server.dropWebhook();
            server.await("the webhook is set again", () -> server.webhook() != null);
            server.webhookError("Wrong response from the webhook: 502 Bad Gateway");
            server.await("it says so", () -> String.valueOf(connection.state().problem()).contains("cannot call"));
            server.webhookError(null);
            server.await("all is well again", () -> connection.state().problem() == null);
            server.fail("getWebhookInfo", FakeBotApi.error(401, "Unauthorized"));
            server.await("it says so", () -> String.valueOf(connection.state().problem()).contains("token is refused"));
            assertThat(server.complaints()).isEmpty();
            pace.stop();
            running.join();
        }
    }

    private static BotApi api(FakeBotApi server) throws IOException {
        return new BotApi(settings(server));
    }

    private static TelegramSettings settings(FakeBotApi server) {
        return new TelegramSettings(
                server.token(), server.url(), TelegramSettings.Mode.WEBHOOK, null, "hush", 30, 20, 20);
    }
}
