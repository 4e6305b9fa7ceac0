package wenzheng.desk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Where Spring Security's reactive chain and streams of events cross to plain blocking code, on virtual threads. The
 * desk's controllers are plain already: Spring runs them on virtual threads.
 */
@Component
class Crossover implements AutoCloseable {

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-", 0).factory());

    /** @return empty where the work returns {@code null} */
    <T> Mono<T> call(Supplier<@Nullable T> work) {
        return Mono.fromFuture(() -> CompletableFuture.supplyAsync(work, threads), true);
    }

    @Override
    public void close() {
        threads.close();
    }
}
