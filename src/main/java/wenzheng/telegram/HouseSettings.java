package wenzheng.telegram;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the bot keeps to of the settings of the whole program.
 *
 * @param publicUrl the address people reach this program under; {@code null}: the bot gives no links to articles
 * @param retention how long after its last turn a conversation is kept, and after the last message what the bot
 *     remembers of a person
 * @param examples questions that the articles answer
 */
@ConfigurationProperties("wenzheng")
record HouseSettings(
        @Nullable URI publicUrl,
        @DefaultValue("90d") Duration retention,
        @DefaultValue List<String> examples,
        @DefaultValue Limits limits) {

    /**
     * @param concurrent how many questions are answered at the same time
     * @param message how long a question may be in characters (code points)
     */
    record Limits(@DefaultValue("32") int concurrent, @DefaultValue("1000") int message) {}

    /** The address without a slash at its end, {@code null} where there is none. */
    @Nullable String base() {
        return publicUrl == null ? null : publicUrl.toString().replaceFirst("/+$", "");
    }
}
