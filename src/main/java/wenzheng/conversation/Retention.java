package wenzheng.conversation;

import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes expired conversations, and puts verified answers back on the list that are to be told no longer; hourly from a
 * minute after the start.
 */
@Component
@EnableScheduling
@Profile("!evaluation")
class Retention {

    private final Conversations conversations;
    private final Corrections corrections;

    Retention(Conversations conversations, Corrections corrections) {
        this.conversations = conversations;
        this.corrections = corrections;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void forgetExpired() {
        conversations.forgetExpired();
        corrections.sweep();
    }
}
