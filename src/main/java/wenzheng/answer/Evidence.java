package wenzheng.answer;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Figure;
import wenzheng.language.Span;

/**
 * A sentence that may answer, and how well it does.
 *
 * @param figure the figure asked for, {@code null} where the answer is none or the sentence has none
 * @param beside further figures asked for, where the question asks one of each of several things
 * @param contacts the numbers and addresses asked for, in the sentence
 * @param score greater is better; comparable within one question
 * @param confidence how likely it answers, 0 to 1
 * @param read what the trained reader points at, in the sentence; {@code null} where it did not read it
 * @param isRead whether the reader read anything for this question
 */
record Evidence(
        Sentence sentence,
        @Nullable Figure figure,
        List<Figure> beside,
        List<Span> contacts,
        Map<Feature, Double> features,
        double score,
        double confidence,
        @Nullable Span read,
        boolean isRead) {

    @Nullable String district() {
        return sentence.article().district();
    }

    /** The share of the question's terms that the sentence and what stands around it speak of, 0 to 1. */
    double coverage() {
        return of(Feature.COVERAGE);
    }

    double focus() {
        return of(Feature.FOCUS);
    }

    double of(Feature feature) {
        return features.getOrDefault(feature, 0.0);
    }

    /** The figures asked for. */
    List<Figure> figures() {
        return Stream.concat(Stream.ofNullable(figure), beside.stream()).toList();
    }

    /** What an excerpt must hold. */
    List<Span> core() {
        return Stream.concat(figures().stream().map(Figure::span), contacts.stream()).toList();
    }
}
