package wenzheng.search;

import java.util.List;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/**
 * A passage and how well it matches.
 *
 * @param score greater is better; comparable only within one retrieval
 * @param similarities of each sentence of the passage's folded text, in order, how like the question it is in what it
 *     means: a cosine, some 0.3 for sentences that have nothing to do with it, above 0.7 for those that answer; empty
 *     where passages were found by their words alone
 */
public record RankedPassage(Article article, Passage passage, double score, List<Double> similarities) {

    public RankedPassage {
        similarities = List.copyOf(similarities);
    }

    public RankedPassage(Article article, Passage passage, double score) {
        this(article, passage, score, List.of());
    }

    /** The likeness of the sentence most like the question; 0 where there is none. */
    double nearest() {
        double nearest = 0;
        for (double similarity : similarities) {
            nearest = Math.max(nearest, similarity);
        }
        return nearest;
    }
}
