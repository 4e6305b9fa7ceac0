package wenzheng.answer;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Figure;
import wenzheng.language.Span;

/**
 * A sentence that may answer, and how well it does.
 *
 * @param figure the figure asked for, {@code null} where the answer is none or the sentence has none
 * @param beside further figures asked for, where the question asks one of each of several things
 * @param coverage the share of the question's terms that the sentence and what stands around it speak of, 0 to 1
 * @param score greater is better; comparable within one question
 */
record Evidence(
        Sentence sentence, @Nullable Figure figure, List<Figure> beside, double coverage, double focus, double score) {

    @Nullable String district() {
        return sentence.article().district();
    }

    /** What an excerpt must hold. */
    List<Span> core() {
        return Stream.concat(Stream.ofNullable(figure), beside.stream()).map(Figure::span).toList();
    }
}
