package wenzheng.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When a message may be sent: not more a second than Telegram takes, and not before the time that Telegram said when it
 * had taken enough. It does not say whether a chat was too much or the bot as a whole; two chats at the same time mean
 * the whole. Safe for use by many threads.
 */
final class Pace {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Tempo overall;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Cache<Long, Instant> chats = Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).build();
    private Instant all = Instant.MIN;

    Pace(int perSecond, Clock clock) {
        overall = new Tempo(1, Duration.ofSeconds(1).dividedBy(perSecond));
        this.clock = clock;
    }

    /** Waits until something may be sent to the chat. Returns whether it may: {@code false} when the bot stops. */
    boolean awaitTurn(long chatId) {
        while (rest(until(free(chatId)))) {
            Instant now = clock.instant();
            if (!rest(until(overall.next(now, LONGEST).orElse(now)))) {
                return false;
            }
            if (isFree(chatId)) {
                return true;
            }
        }
        return false;
    }

    /** Whether Telegram has not said to wait for the chat. */
    boolean isFree(long chatId) {
        return !free(chatId).isAfter(clock.instant());
    }

    private Duration until(Instant time) {
        Instant now = clock.instant();
        return time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO;
    }

    private synchronized Instant free(long chatId) {
        Instant chat = chats.get(chatId, _ -> Instant.MIN);
        return chat.isAfter(all) ? chat : all;
    }

    /** Telegram takes nothing more for the chat until then. */
    synchronized void limited(long chatId, Duration retryAfter) {
        Instant now = clock.instant();
        Instant until = now.plus(retryAfter);
        boolean another = chats.asMap().entrySet().stream()
                .anyMatch(chat -> chat.getKey() != chatId && chat.getValue().isAfter(now));
        chats.put(chatId, until);
        if (another && until.isAfter(all)) {
            all = until;
        }
    }

    /** Waits so long. Returns {@code false}, at once, when the bot stops. */
    boolean rest(Duration time) {
        try {
            return time.isPositive() ? !stopped.await(time.toNanos(), TimeUnit.NANOSECONDS) : stopped.getCount() > 0;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    void stop() {
        stopped.countDown();
    }
}
