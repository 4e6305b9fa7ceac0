package wenzheng.model;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl an OpenAI-compatible endpoint, such as {@code http://localhost:11434/v1}; {@code null}: no model
 * @param apiKey {@code null} where the endpoint wants none
 * @param name the model's name there; {@code null}: no model
 * @param time how long after a question arrived the model is waited for, 10 seconds unless set; {@code wenzheng.limits.time}
 *     has to leave some seconds more
 * @param concurrent calls at the same time, 4 unless set; who comes when all are taken gets the articles' own words
 * @param tokensPerDay 1,000,000 unless set; the day is that of the time zone
 * @param failures so many in a row, 5 unless set, open the circuit breaker
 * @param pause how long it stays open, 30 seconds unless set
 * @param prompts the folder of the templates, {@code prompts} unless set
 * @param reloadPrompts whether a changed template is read again, for development; not unless set
 */
@ConfigurationProperties("wenzheng.model")
record ModelSettings(
        @Nullable URI baseUrl,
        @Nullable String apiKey,
        @Nullable String name,
        @DefaultValue("10s") Duration time,
        @DefaultValue("4") int concurrent,
        @DefaultValue("1000000") long tokensPerDay,
        @DefaultValue("5") int failures,
        @DefaultValue("30s") Duration pause,
        @DefaultValue("prompts") Path prompts,
        @DefaultValue("false") boolean reloadPrompts) {

    ModelSettings {
        baseUrl = baseUrl == null || baseUrl.toString().isBlank() ? null : baseUrl;
        name = name == null || name.isBlank() ? null : name;
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey;
        if ((baseUrl == null) != (name == null)) {
            throw new IllegalArgumentException(
                    "wenzheng.model.base-url is %s and wenzheng.model.name is %s; give both, or neither for no model"
                            .formatted(baseUrl, name));
        }
        if (baseUrl != null && !String.valueOf(baseUrl.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(
                    "wenzheng.model.base-url is %s; give an address that begins with http:// or https://"
                            .formatted(baseUrl));
        }
        if (!time.isPositive() || !pause.isPositive()) {
            throw new IllegalArgumentException(
                    "wenzheng.model.time is %s and pause is %s; give durations above zero".formatted(time, pause));
        }
        if (concurrent < 1 || tokensPerDay < 1 || failures < 1) {
            throw new IllegalArgumentException(
                    "wenzheng.model.concurrent is %d, tokens-per-day %d, failures %d; give 1 or more"
                            .formatted(concurrent, tokensPerDay, failures));
        }
    }

    boolean on() {
        return baseUrl != null;
    }

    /** Without the key, for logs. */
    @Override
    public String toString() {
        return "%s at %s".formatted(name, baseUrl);
    }
}
