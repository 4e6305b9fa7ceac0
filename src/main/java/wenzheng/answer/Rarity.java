package wenzheng.answer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Folding;

/** How much a word says in this corpus: the inverse of how many passages hold it. */
@Component
final class Rarity {

    private final Articles articles;
    private volatile Map<String, Integer> counts = Map.of();
    private volatile int passages;

    Rarity(Articles articles) {
        this.articles = articles;
    }

    /** @return greater for rarer words; always above 0 */
    double of(String word) {
        if (passages == 0) {
            count();
        }
        int rarest = passages;
        for (int i = 0; i + 2 <= word.length(); i++) {
            rarest = Math.min(rarest, counts.getOrDefault(word.substring(i, i + 2), 0));
        }
        return Math.log(1 + (passages - rarest + 0.5) / (rarest + 0.5)) + 0.3;
    }

    /** Whether any passage may hold the word: all pairs of its characters stand somewhere. */
    boolean isKnown(String word) {
        return of(word) < Math.log(1 + (passages + 0.5) / 0.5) + 0.3;
    }

    private synchronized void count() {
        Map<String, Integer> found = new HashMap<>();
        int n = 0;
        for (Article article : articles.all()) {
            for (Passage passage : article.passages()) {
                n++;
                Set<String> grams = new HashSet<>();
                String text = Folding.fold(passage.section() + passage.text());
                for (int i = 0; i + 2 <= text.length(); i++) {
                    grams.add(text.substring(i, i + 2));
                }
                grams.forEach(gram -> found.merge(gram, 1, Integer::sum));
            }
        }
        counts = found;
        passages = Math.max(1, n);
    }
}
