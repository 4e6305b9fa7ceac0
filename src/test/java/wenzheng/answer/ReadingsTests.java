package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.language.WordPieces;
import wenzheng.search.RankedPassage;

/** With two sentences; the reader likes the second's 12月 most, by 6 and 4 more than no answer. */
class ReadingsTests {

    private static final String TEXT = "公园年内开工。学校12月建成。";
    private static final Passage PASSAGE = new Passage("000", 0, List.of(), TEXT, List.of(new Span(0, 1)), false, false);
    private static final Article ARTICLE = new Article("000", "", null, null, null, Set.of(), "", List.of(PASSAGE));
    private static final Span SECOND = new Span(9, 12);

    private final Digests digests = new Digests();
    private final Readings readings = Readings.of(
            List.of(reading()), digests, List.of(new RankedPassage(ARTICLE, PASSAGE, 1)));

    private static Reading reading() {
        float[] start = new float[TEXT.length()];
        float[] end = new float[TEXT.length()];
        start[2] = 2;
        end[3] = 2;
        start[9] = 3;
        end[11] = 3;
        int[] places = IntStream.range(0, TEXT.length()).toArray();
        var pieces = new WordPieces.Pieces(places, places, IntStream.rangeClosed(1, TEXT.length()).toArray());
        return new Reading(PASSAGE, List.of(new Reading.View(PASSAGE, pieces, start, end, 0)));
    }

    private Sentence sentence(int number) {
        return digests.of(ARTICLE, PASSAGE).sentences().get(number);
    }

    @Test
    void prefersTheBestOfThePassageWhereItIsShownAndClearlyBetter() {
        Span all = new Span(0, TEXT.length());
        assertThat(readings.preferred(PASSAGE, all, 0.3)).isEqualTo(SECOND);
        assertThat(readings.preferred(PASSAGE, sentence(0).span(), 0.3)).as("not shown").isNull();
        assertThat(readings.preferred(PASSAGE, all, 0.95)).as("its share is 0.88").isNull();
        assertThat(Readings.NONE.preferred(PASSAGE, all, 0)).as("not read").isNull();
    }

    @Test
    void saysHowMuchLikelierThanNoAnswerEachSentenceIs() {
        assertThat(readings.margin(sentence(0))).isCloseTo(4 / 20.0, Offset.offset(1e-6));
        assertThat(readings.margin(sentence(1))).isCloseTo(6 / 20.0, Offset.offset(1e-6));
        assertThat(Readings.NONE.margin(sentence(1))).isZero();
    }
}
