package wenzheng.telegram;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the order within a chat, and lets no chat wait for another: one virtual thread a lane, as long as there is work
 * in it. A thread is never interrupted: an interrupt would close the database file under everyone.
 */
final class Lanes implements AutoCloseable {

    interface Work {
        /**
         * Does the next piece of work of a lane.
         *
         * @return how long until the piece after it, zero for at once; empty where the lane has no more
         */
        Optional<Duration> next(String lane);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final Work work;
    private final ConcurrentMap<String, Semaphore> calls = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("telegram-lane-", 0).factory());
    private volatile boolean closed;

    Lanes(Work work) {
        this.work = work;
    }

    /** Says that there is work in the lane. */
    void wake(String lane) {
        if (closed) {
            return;
        }
        calls.compute(lane, (_, running) -> {
            if (running != null) {
                running.release();
                return running;
            }
            Semaphore call = new Semaphore(0);
            threads.execute(() -> run(lane, call));
            return call;
        });
    }

    private void run(String lane, Semaphore call) {
        while (!closed) {
            call.drainPermits();
            Optional<Duration> pause;
            try {
                pause = work.next(lane);
            } catch (RuntimeException failed) {
                LOG.error("Telegram: handling failed and is tried again in {}", AFTER_FAILURE, failed);
                pause = Optional.of(AFTER_FAILURE);
            }
            if (pause.isEmpty()) {
                if (calls.computeIfPresent(lane, (_, same) -> same.availablePermits() > 0 ? same : null) == null) {
                    return;
                }
            } else if (pause.get().isPositive() && !closed) {
                await(call, pause.get());
            }
        }
    }

    private static void await(Semaphore call, Duration pause) {
        try {
            call.tryAcquire(pause.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the work under way end, for a few seconds. */
    @Override
    public void close() {
        closed = true;
        calls.values().forEach(Semaphore::release);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LEAVE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("Telegram: some work is left for the next start");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
