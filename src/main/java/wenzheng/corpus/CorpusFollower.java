package wenzheng.corpus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks at the corpus directory again and again once the program is up. It looks rather than listens: notices of changes
 * do not reach a program from every kind of file system, nor into a container, and some are lost where many files change.
 */
@Component
@Profile("!evaluation")
final class CorpusFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CorpusFollower.class);
    private static final Duration LAST_FILE = Duration.ofSeconds(5);

    private final DirectoryArticles articles;
    private final CorpusSettings settings;
    private volatile boolean closing;
    private @Nullable Thread thread;

    CorpusFollower(DirectoryArticles articles, CorpusSettings settings) {
        this.articles = articles;
        this.settings = settings;
    }

    @EventListener(ApplicationStartedEvent.class)
    synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().name("corpus").daemon().start(this::follow);
        }
    }

    private void follow() {
        try {
            look();
            articles.tidy();
            while (!closing) {
                Thread.sleep(settings.look());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            articles.look();
        } catch (RuntimeException e) {
            LOG.error("The articles could not be looked at, they stay as they are.", e);
        }
    }

    @Override
    public synchronized void close() {
        closing = true;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(LAST_FILE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
