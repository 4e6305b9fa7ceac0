package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.language.WordPieces;

class ReadingTests {

    private static final Passage PASSAGE =
            new Passage("000", 0, List.of(), "共3.5万个，新建学校14所。", List.of(new Span(0, 1)), false, false);

    /** Each character a piece; what is not named scores 0. */
    private static Reading reading(String starts, String ends, double none) {
        String text = PASSAGE.text();
        float[] start = new float[text.length()];
        float[] end = new float[text.length()];
        for (int i = 0; i < text.length(); i++) {
            start[i] = score(starts, text.charAt(i));
            end[i] = score(ends, text.charAt(i));
        }
        int[] places = IntStream.range(0, text.length()).toArray();
        var pieces = new WordPieces.Pieces(places, places, IntStream.rangeClosed(1, text.length()).toArray());
        return new Reading(PASSAGE, List.of(new Reading.View(PASSAGE, pieces, start, end, none)));
    }

    /** {@code 14=5 所=3} */
    private static float score(String scores, char c) {
        for (String one : scores.split(" ")) {
            if (one.charAt(0) == c) {
                return Float.parseFloat(one.substring(2));
            }
        }
        return 0;
    }

    private static String words(Reading.Found found) {
        return found.span().of(PASSAGE.text());
    }

    @Test
    void givesTheBestSpanWithItsScoreAndThatOfNoAnswer() {
        Reading.Found best = reading("学=5 共=4", "所=3 个=1", 2.5).best().orElseThrow();
        assertThat(words(best)).isEqualTo("学校14所");
        assertThat(best.span()).isEqualTo(new Span(9, 14));
        assertThat(best.score()).isEqualTo(8);
        assertThat(best.none()).isEqualTo(2.5);
        assertThat(best.margin()).isEqualTo(5.5);
    }

    @Test
    void cutsNoNumberInTwo() {
        assertThat(words(reading("4=9 5=9 3=5", "1=9 .=9 3=9 万=4", 0).best().orElseThrow())).isEqualTo("3.5万");
    }

    @Test
    void givesTheBestSpanInsideASentence() {
        Reading reading = reading("学=5 共=4", "所=3 个=1", 0);
        assertThat(reading.best(new Span(0, 7), 0).map(ReadingTests::words)).contains("共3.5万个");
        assertThat(reading.best(new Span(3, 4), 0)).as("the 5 of 3.5").isEmpty();
    }

    @Test
    void likesLongerSpansWhereLengthCounts() {
        Reading reading = reading("学=5 新=4.9", "所=3", 0);
        assertThat(words(reading.best().orElseThrow())).isEqualTo("学校14所");
        Reading.Found longer = reading.best(new Span(0, 15), 0.6).orElseThrow();
        assertThat(words(longer)).isEqualTo("新建学校14所");
        assertThat(longer.score()).isCloseTo(7.9, Offset.offset(1e-6));
    }

    @Test
    void takesTheBestOfTheWindowsAPassageWasReadIn() {
        var pieces = new WordPieces.Pieces(new int[] {7}, new int[] {5}, new int[] {7});
        var one = new Reading.View(PASSAGE, pieces, new float[] {3}, new float[] {3}, 1);
        var other = new Reading.View(PASSAGE, pieces, new float[] {4}, new float[] {4}, 5);
        Reading.Found best = new Reading(PASSAGE, List.of(one, other)).best().orElseThrow();
        assertThat(best.score()).as("5 above no answer, not 3").isEqualTo(6);
    }
}
