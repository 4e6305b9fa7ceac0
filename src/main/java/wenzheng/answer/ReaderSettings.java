package wenzheng.answer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The trained reader.
 *
 * @param enabled whether it helps to find answers, true unless set
 * @param deadline how long it may read for one question, 300 ms unless set; then the best so far counts
 */
@ConfigurationProperties("wenzheng.reader")
record ReaderSettings(@DefaultValue("true") boolean enabled, @DefaultValue("300ms") Duration deadline) {

    ReaderSettings {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException(
                    "wenzheng.reader.deadline is %s; give a duration above 0, such as 300ms,".formatted(deadline)
                            + " or switch the reader off with wenzheng.reader.enabled");
        }
    }
}
