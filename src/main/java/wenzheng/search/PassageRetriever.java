package wenzheng.search;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.corpus.Articles;
import wenzheng.language.Segmenter;
import wenzheng.question.Place;
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
        List<RankedPassage> ranked = index.read(snapshot -> snapshot.rank(terms));
        Set<RankedPassage> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Place place : question.places()) {
            ranked.stream()
                    .filter(passage -> place.candidates().stream()
                            .anyMatch(district -> district.name().equals(passage.article().district())))
                    .limit(limit / (2L * question.places().size()))
                    .forEach(kept::add);
        }
        ranked.stream().takeWhile(passage -> kept.size() < limit).forEach(kept::add);
        return ranked.stream().filter(kept::contains).toList();
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
    public void close() throws IOException {
        index.close();
    }
}
