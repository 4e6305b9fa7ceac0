package wenzheng.desk;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where Spring Security's reactive chain, streams of events and files cross to plain blocking code, on virtual threads. The
 * desk's controllers are plain already: Spring runs them on virtual threads.
 */
@Component
class Crossover implements AutoCloseable {

    /** Bytes of what is written that are sent at once. */
    private static final int PIECE = 64 * 1024;

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-", 0).factory());

    /** @return empty where the work returns {@code null} */
    <T> Mono<T> call(Supplier<@Nullable T> work) {
        return Mono.fromFuture(() -> CompletableFuture.supplyAsync(work, threads), true);
    }

    /** What is written, sent while it is. Whoever writes waits for whoever receives. */
    Flux<DataBuffer> written(Consumer<OutputStream> work) {
        return Flux.from(DataBufferUtils.outputStreamPublisher(
                work, DefaultDataBufferFactory.sharedInstance, threads, PIECE));
    }

    @Override
    public void close() {
        threads.close();
    }
}
