package wenzheng.telegram;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param token what BotFather gave out; blank: no bot
 * @param apiUrl where the Bot API is, Telegram's own unless set; scheme, host and port, without a path
 * @param mode how updates are fetched: by asking for them (polling) unless set, or by being called (webhook)
 * @param webhookUrl the address Telegram calls; {@code null}: {@value #PATH} below wenzheng.public-url
 * @param webhookSecret what Telegram sends along to be believed, 1 to 256 of A-Z, a-z, 0-9, _ and -; blank: a new one is
 *     drawn at every start
 * @param perSecond how many messages the bot sends a second at most, 30 unless set, which is Telegram's own limit
 * @param burst how many messages of one person in one chat are answered at once, 20 unless set
 * @param perMinute how many a minute in the long run, 20 unless set; more wait up to a minute
 */
@ConfigurationProperties("wenzheng.telegram")
record TelegramSettings(
        @DefaultValue("") String token,
        @DefaultValue("https://api.telegram.org") URI apiUrl,
        @DefaultValue("polling") Mode mode,
        @Nullable URI webhookUrl,
        @DefaultValue("") String webhookSecret,
        @DefaultValue("30") int perSecond,
        @DefaultValue("20") int burst,
        @DefaultValue("20") int perMinute) {

    enum Mode { POLLING, WEBHOOK }

    /** Where the program itself listens for Telegram's calls. */
    static final String PATH = "/telegram/webhook";

    TelegramSettings {
        token = token.strip();
        webhookSecret = webhookSecret.strip();
        String path = apiUrl.getRawPath();
        if (apiUrl.getHost() == null
                || apiUrl.getScheme() == null
                || !Set.of("http", "https").contains(apiUrl.getScheme())
                || path != null && !Set.of("", "/").contains(path)) {
            throw new IllegalArgumentException("wenzheng.telegram.api-url is %s; give a scheme, host and port without a"
                    .formatted(apiUrl) + " path, such as http://localhost:8081");
        }
        if (!webhookSecret.matches("[A-Za-z0-9_-]{0,256}")) {
            throw new IllegalArgumentException(
                    "wenzheng.telegram.webhook-secret has other characters than A-Z, a-z, 0-9, _ and -, or over 256");
        }
        if (perSecond < 1 || burst < 1 || perMinute < 1) {
            throw new IllegalArgumentException("wenzheng.telegram.per-second, .burst and .per-minute need to be 1 or"
                    + " more: %d, %d, %d".formatted(perSecond, burst, perMinute));
        }
    }

    /** Without the secrets: settings end up in logs. */
    @Override
    public String toString() {
        return "TelegramSettings[apiUrl=%s, mode=%s, webhookUrl=%s]".formatted(apiUrl, mode, webhookUrl);
    }
}
