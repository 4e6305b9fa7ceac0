package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.language.WordPieces;

/** Each character of the text a token, one after a question of one token. */
class ReaderRunTests {

    private static final int TEXT_AT = 3;

    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final List<ReaderWindow> read = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        executor.shutdownNow();
    }

    private static Passage passage(String id, int length) {
        String text = "学".repeat(length - 1) + "。";
        return new Passage(id, 0, List.of(), text, List.of(new Span(0, 1)), false, false);
    }

    private static ReaderWindow window(int side, Passage... passages) {
        List<ReaderWindow.Stretch> stretches = new ArrayList<>();
        int at = TEXT_AT;
        for (Passage passage : passages) {
            int length = passage.text().length();
            int[] places = IntStream.range(0, length).toArray();
            var pieces = new WordPieces.Pieces(places, places, IntStream.rangeClosed(1, length).toArray());
            stretches.add(new ReaderWindow.Stretch(passage, at, pieces));
            at += length;
        }
        int[] ids = IntStream.rangeClosed(1, at + 1).toArray();
        return new ReaderWindow(side, ids, TEXT_AT, stretches);
    }

    /** Of the whole window likes the token with the id {@code first} best, in a second look the one with {@code then}. */
    private List<Reading> readings(int first, int then, ReaderWindow... windows) {
        return readings(Duration.ofMinutes(1), first, then, windows);
    }

    private List<Reading> readings(Duration deadline, int first, int then, ReaderWindow... windows) {
        ReaderRun.Model model = window -> {
            read.add(window);
            float[] start = new float[window.ids().length];
            boolean closer = start.length == TEXT_AT + ReaderRun.CLOSER + 1;
            int liked = Arrays.stream(window.ids()).boxed().toList().indexOf(closer ? then : first);
            start[Math.max(0, liked)] = closer ? 4 : 3;
            return new SpanModel.Logits(start, start.clone());
        };
        ReaderRun run = new ReaderRun(model, executor, 2, deadline);
        assertThat(run.read(List.of(windows))).isEqualTo(deadline.toNanos() > 1);
        return run.readings();
    }

    private static double margin(Reading reading, int at) {
        return reading.best(new Span(at, at + 1), 0).orElseThrow().margin();
    }

    private static Span best(Reading reading) {
        return reading.best().orElseThrow().span();
    }

    @Test
    void looksAgainWithLessAboutWhatItFound() {
        Passage passage = passage("000", 300);
        Reading reading = readings(254, 255, window(0, passage)).getFirst();
        assertThat(read).hasSize(2);
        assertThat(read.getLast().ids()).hasSize(TEXT_AT + ReaderRun.CLOSER + 1);
        assertThat(read.getLast().stretches().getFirst().pieces().starts()[0]).as("the end of the text").isEqualTo(120);
        assertThat(best(reading)).as("what the second look likes better").isEqualTo(new Span(251, 252));
        assertThat(margin(reading, 251)).as("half of 4 + 4").isEqualTo(4);
        assertThat(margin(reading, 250)).as("half of 3 + 3").isEqualTo(3);
    }

    @Test
    void looksOnceWhereThereIsNoMoreText() {
        readings(10, 20, window(0, passage("000", ReaderRun.CLOSER)));
        assertThat(read).hasSize(1);
    }

    @Test
    void keepsApartWhatStandsBesideEachOther() {
        Passage one = passage("000", 100);
        Passage other = passage("001", 200);
        List<Reading> readings = readings(104, 154, window(0, one, other));
        assertThat(read.getLast().stretches()).extracting(ReaderWindow.Stretch::passage).containsExactly(one, other);
        assertThat(margin(readings.getFirst(), 99)).as("the last of the one, in both looks").isZero();
        assertThat(best(readings.getLast())).isEqualTo(new Span(50, 51));
    }

    @Test
    void looksAgainOnEachSide() {
        readings(104, 104, window(0, passage("000", 300)), window(1, passage("001", 250)));
        assertThat(read).extracting(ReaderWindow::side).containsExactlyInAnyOrder(0, 1, 0, 1);
    }

    @Test
    void givesUpAtTheDeadline() {
        assertThat(readings(Duration.ofNanos(1), 104, 104, window(0, passage("000", 300)))).isEmpty();
    }
}
