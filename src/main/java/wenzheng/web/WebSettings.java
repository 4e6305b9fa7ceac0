package wenzheng.web;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param publicUrl the address people reach this program under, for absolute links; {@code null} where it is the
 *     address it listens on
 * @param examples questions that the articles answer, to be tried by a visitor
 * @param web who may embed the widget, and what it may do there
 * @param trustedProxies addresses or CIDR ranges of the proxies whose X-Forwarded-For is believed; none unless set
 */
@ConfigurationProperties("wenzheng")
record WebSettings(
        @Nullable URI publicUrl,
        @DefaultValue List<String> examples,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue Limits limits,
        @DefaultValue Web web) {

    /**
     * @param otherwise the address where none is set
     * @return the address people reach this program under, without a slash at its end
     */
    String base(String otherwise) {
        return publicUrl == null ? otherwise : publicUrl.toString().replaceFirst("/+$", "");
    }

    /**
     * @param allowedOrigins the sites besides this one whose pages may use the API, such as https://www.example.org;
     *     none unless set
     * @param voiceInput whether a visitor may speak their question, off unless set: browsers send the sound elsewhere
     */
    record Web(@DefaultValue List<String> allowedOrigins, @DefaultValue("false") boolean voiceInput) {}

    /**
     * @param burst how many requests one client address may make at once, 60 unless set
     * @param perMinute how many it may make a minute in the long run, 120 unless set
     * @param concurrent how many questions are answered at the same time, 32 unless set; more wait up to 2 seconds
     * @param time how long a request may take, 20 seconds unless set
     * @param message how long a message may be in characters (code points), 1,000 unless set
     * @param body how large a request body may be, 64 KiB unless set
     * @param streams how many may wait for events at the same time, 1,000 unless set
     * @param streamsPerClient how many of one client address, 20 unless set
     */
    record Limits(
            @DefaultValue("60") int burst,
            @DefaultValue("120") int perMinute,
            @DefaultValue("32") int concurrent,
            @DefaultValue("20s") Duration time,
            @DefaultValue("1000") int message,
            @DefaultValue("64KB") DataSize body,
            @DefaultValue("1000") int streams,
            @DefaultValue("20") int streamsPerClient) {

        /** Half the database's column: a code point may take two of its characters. */
        private static final int LONGEST_MESSAGE = 2_000;

        Limits {
            if (burst < 1 || perMinute < 1 || concurrent < 1 || message < 1 || body.toBytes() < 1
                    || streams < 1 || streamsPerClient < 1) {
                throw new IllegalArgumentException("wenzheng.limits.* need to be 1 or more: burst %d, per-minute %d,"
                                .formatted(burst, perMinute)
                        + " concurrent %d, message %d, body %s,".formatted(concurrent, message, body)
                        + " streams %d, streams-per-client %d".formatted(streams, streamsPerClient));
            }
            if (message > LONGEST_MESSAGE) {
                throw new IllegalArgumentException("wenzheng.limits.message is %d; give %d at most, which is what a"
                                .formatted(message, LONGEST_MESSAGE)
                        + " stored message may hold");
            }
            if (!time.isPositive()) {
                throw new IllegalArgumentException(
                        "wenzheng.limits.time is %s; give a duration above zero, such as 20s".formatted(time));
            }
        }
    }
}
