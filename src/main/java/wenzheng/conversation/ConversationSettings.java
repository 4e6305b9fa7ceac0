package wenzheng.conversation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param retention how long after its last turn a conversation is kept, 90 days unless set; at least a minute
 * @param earlierTurns how many of the person's earlier utterances a follow-up is understood from, 6 unless set
 * @param passages how many passages the search hands to the answer at most, 40 unless set
 */
@ConfigurationProperties("wenzheng")
record ConversationSettings(
        @DefaultValue("90d") Duration retention,
        @DefaultValue("6") int earlierTurns,
        @DefaultValue("40") int passages) {

    ConversationSettings {
        if (retention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "wenzheng.retention is %s; give a duration of at least a minute, such as 90d".formatted(retention));
        }
        if (earlierTurns < 0) {
            throw new IllegalArgumentException(
                    "wenzheng.earlier-turns is %d; give 0 or more".formatted(earlierTurns));
        }
        if (passages < 1) {
            throw new IllegalArgumentException("wenzheng.passages is %d; give 1 or more".formatted(passages));
        }
    }
}
