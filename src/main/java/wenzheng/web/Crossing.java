package wenzheng.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

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

    /**
     * As {@link #callBounded}, for work that tells of its text while it makes the rest.
     *
     * @return once something is told, or all is there
     */
    <T> Mono<Telling<T>> tellBounded(Function<Consumer<String>, T> work) {
        Sinks.Many<String> told = Sinks.many().replay().all();
        Mono<T> whole = callBounded(() -> {
                    try {
                        return work.apply(told::tryEmitNext);
                    } finally {
                        told.tryEmitComplete();
                    }
                })
                .cache();
        Telling<T> telling = new Telling<>(told.asFlux(), whole);
        return Flux.merge(telling.told().map(_ -> telling), whole.map(_ -> telling)).next();
    }

    /**
     * @param told the text from its beginning on, as far as it was told before all was there
     * @param whole all there is, once it is there
     */
    record Telling<T>(Flux<String> told, Mono<T> whole) {

        /** @param say what is left to say, from what was told and all there is */
        <R> Mono<R> rest(BiFunction<String, T, R> say) {
            return told.collect(Collectors.joining()).zipWith(whole, say);
        }
    }

    /** What of the text was not told; nothing where another text was, which is whole then. */
    static String after(String told, String text) {
        return text.startsWith(told) ? text.substring(told.length()) : "";
    }

    /** The text sentence by sentence. */
    static Stream<String> pieces(String text) {
        return text.isEmpty() ? Stream.empty() : Stream.of(text.split("(?<=[。！？；\n])"));
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
