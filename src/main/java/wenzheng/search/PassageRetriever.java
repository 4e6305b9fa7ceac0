package wenzheng.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.corpus.Articles;
import wenzheng.language.Segmenter;
import wenzheng.question.Question;

/**
 * Finds the passages likely to answer a question: BM25 over words and over character bigrams, the two scores added;
 * the score of a passage's best window and that of its whole article, added again (docs/adr/0003).
 *
 * <p>Indexes all articles when it is made. Safe for use by many threads; a question is answered from the articles as
 * they are when it arrives.
 */
@Component
public final class PassageRetriever implements AutoCloseable {

    private static final Comparator<RankedPassage> BEST_FIRST = Comparator.comparingDouble(RankedPassage::score)
            .reversed()
            .thenComparing(ranked -> ranked.passage().articleId())
            .thenComparing(ranked -> ranked.passage().number());

    /** How much the whole article's score counts beside the window's. */
    private static final double ARTICLE_WEIGHT = 1.5;

    private final WordCutter words;
    private final ArticleIndex index;

    public PassageRetriever(Articles articles, Segmenter segmenter) {
        words = new WordCutter(segmenter);
        index = new ArticleIndex(words);
        index.store(articles.all());
    }

    /**
     * @param limit at least 1
     * @return best first; ties fall to the lower passage, so runs repeat; empty when nothing matches. An article's
     *     rank is that of its best passage. Where the question names districts, up to half of the places are kept for
     *     passages of their articles.
     */
    public List<RankedPassage> retrieve(Question question, int limit) {
        QuestionTerms terms = QuestionTerms.of(question, words);
        List<RankedPassage> ranked = index.read(snapshot -> snapshot.match(terms, ARTICLE_WEIGHT)).stream()
                .sorted(BEST_FIRST)
                .toList();
        Stream<RankedPassage> named = ranked.stream()
                .filter(passage -> question.names(passage.article().district()))
                .limit(limit / 2);
        return Stream.concat(named, ranked.stream()).distinct().limit(limit).sorted(BEST_FIRST).toList();
    }

    @EventListener
    void on(ArticleStored event) {
        index.store(List.of(event.article()));
    }

    @EventListener
    void on(ArticleWithdrawn event) {
        index.withdraw(event.articleId());
    }

    @Override
    public void close() throws java.io.IOException {
        index.close();
    }
}
