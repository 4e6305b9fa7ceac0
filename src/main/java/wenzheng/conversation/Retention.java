package wenzheng.conversation;

import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes expired conversations, hourly from a minute after the start. */
@Component
@EnableScheduling
@Profile("!evaluation")
class Retention {

    private final Conversations conversations;

    Retention(Conversations conversations) {
        this.conversations = conversations;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void forgetExpired() {
        conversations.forgetExpired();
    }
}
