package wenzheng.web;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Counts the event streams that are open, all of them and those of each client address. */
@Component
class OpenStreams {

    private static final Duration COME_BACK = Duration.ofSeconds(30);

    private final WebSettings.Limits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> openByClient = new ConcurrentHashMap<>();

    OpenStreams(WebSettings settings) {
        limits = settings.limits();
    }

    /** @throws Problem when too many are open; else {@link #close} has to follow once */
    void open(String client) {
        if (openByClient.merge(client, 1, Integer::sum) > limits.streamsPerClient()) {
            release(client);
            throw new Problem(COME_BACK, HttpStatus.TOO_MANY_REQUESTS, "error.too-many-streams");
        }
        if (open.incrementAndGet() > limits.streams()) {
            close(client);
            throw new Problem(COME_BACK, HttpStatus.SERVICE_UNAVAILABLE, "error.too-many-streams");
        }
    }

    void close(String client) {
        open.decrementAndGet();
        release(client);
    }

    private void release(String client) {
        openByClient.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
    }
}
