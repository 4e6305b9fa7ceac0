package wenzheng.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Where a request crosses from Reactor to plain blocking code: on a virtual thread of its own. A thread is never
 * interrupted, neither when the client leaves nor when the time is up: an interrupt would close the database file under
 * everyone. So a late reply is still stored, and a repeat with the same client message id gets it.
 */
@Component
class Crossing implements AutoCloseable {

    /** How long a question waits for others to be answered, and when a client turned away may come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
    private final Semaphore places;
    private final Duration limit;

    Crossing(WebSettings settings) {
        places = new Semaphore(settings.limits().concurrent(), true);
        limit = settings.limits().time();
    }

    /** @return empty where the work returns {@code null} */
    <T> Mono<T> call(Supplier<T> work) {
        return Mono.fromFuture(() -> CompletableFuture.supplyAsync(work, threads), true)
                .timeout(limit)
                .onErrorMap(TimeoutException.class, late ->
                        new Problem(PATIENCE, HttpStatus.SERVICE_UNAVAILABLE, "error.too-slow"));
    }

    /** As {@link #call}, for work that a bounded number of requests do at the same time. */
    <T> Mono<T> callBounded(Supplier<T> work) {
        return call(() -> {
            takePlace();
            try {
                return work.get();
            } finally {
                places.release();
            }
        });
    }

    private void takePlace() {
        try {
            if (places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new Problem(PATIENCE, HttpStatus.SERVICE_UNAVAILABLE, "error.busy");
    }

    @Override
    public void close() {
        threads.close();
    }
}
