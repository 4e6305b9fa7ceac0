package wenzheng.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * So many at once and so many in the long run (the generic cell rate algorithm, ITU-T I.371). Safe for use by many
 * threads.
 */
final class Tempo {

    private final Duration interval;
    private final Duration tolerance;
    private Instant due = Instant.MIN;

    /** @param interval between two in the long run */
    Tempo(int burst, Duration interval) {
        this.interval = interval;
        tolerance = interval.multipliedBy(burst - 1L);
    }

    /**
     * Takes the next place.
     *
     * @param patience how long it may be until then
     * @return when, not before {@code now} and never earlier than the last; empty where that is too late, and then no
     *     place is taken
     */
    synchronized Optional<Instant> next(Instant now, Duration patience) {
        Instant free = due.isAfter(now) ? due : now;
        Instant at = free.minus(tolerance).isAfter(now) ? free.minus(tolerance) : now;
        if (at.isAfter(now.plus(patience))) {
            return Optional.empty();
        }
        due = free.plus(interval);
        return Optional.of(at);
    }
}
