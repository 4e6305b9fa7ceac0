package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PaceTests {

    private static final Duration PAUSE = Duration.ofMillis(300);

    /** By how much the clock that is waited by and the one that measures may differ. */
    private static final Duration CLOCKS = Duration.ofMillis(20);

    private final Pace pace = new Pace(1000, Clock.systemUTC());

    @Test
    void letsOneChatWaitThatWasTooMuch() {
        long begun = System.nanoTime();
        pace.limited(1, PAUSE);
        assertThat(pace.awaitTurn(1)).isTrue();
        assertThat(since(begun)).isGreaterThan(PAUSE.minus(CLOCKS));
    }

    @Test
    @Timeout(60)
    void letsNoOtherChatWaitForOneThatWasTooMuch() {
        pace.limited(1, Duration.ofHours(1));
        assertThat(pace.awaitTurn(2)).isTrue();
        assertThat(pace.isFree(1)).isFalse();
    }

    @Test
    void letsAllChatsWaitWhereTwoWereTooMuchAtTheSameTime() {
        long begun = System.nanoTime();
        pace.limited(1, PAUSE);
        pace.limited(2, PAUSE);
        assertThat(pace.awaitTurn(3)).isTrue();
        assertThat(since(begun)).isGreaterThan(PAUSE.minus(CLOCKS));
    }

    @Test
    void sendsNoMoreASecondThanItMayNorAllAtOnceWhenAWaitEnds() throws InterruptedException {
        Pace slow = new Pace(100, Clock.systemUTC());
        long begun = System.nanoTime();
        slow.limited(1, PAUSE);
        slow.limited(2, PAUSE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Collections.nCopies(21, () -> slow.awaitTurn(3)));
        }
        assertThat(since(begun)).isGreaterThan(PAUSE.plusMillis(200).minus(CLOCKS));
    }

    @Test
    void endsAWaitWhenTheBotStops() {
        pace.limited(1, Duration.ofHours(1));
        pace.stop();
        assertThat(pace.awaitTurn(1)).isFalse();
    }

    @Test
    void givesPlacesInABurstAndThenAtASteadyRate() {
        Tempo tempo = new Tempo(3, Duration.ofSeconds(2));
        Instant now = Instant.parse("2026-11-21T00:00:00Z");
        List<Optional<Instant>> due = IntStream.range(0, 7).mapToObj(_ -> tempo.next(now, Duration.ofSeconds(6))).toList();
        assertThat(due.stream().map(at -> at.map(time -> Duration.between(now, time).toSeconds()).orElse(-1L)))
                .containsExactly(0L, 0L, 0L, 2L, 4L, 6L, -1L);
        assertThat(tempo.next(now.plusSeconds(8), Duration.ZERO)).contains(now.plusSeconds(8));
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
