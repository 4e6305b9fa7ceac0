package wenzheng.answer;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Figures;
import wenzheng.language.Folding;
import wenzheng.language.Sentences;
import wenzheng.language.Span;

/** The sentences of articles, digested once and kept as long as the article is. Safe for use by many threads. */
@Component
final class Digests {

    private final LoadingCache<Article, List<List<Sentence>>> digests =
            Caffeine.newBuilder().weakKeys().maximumSize(10_000).build(Digests::digest);

    /** In reading order. */
    List<Sentence> of(Article article, Passage passage) {
        return digests.get(article).get(passage.number());
    }

    private static List<List<Sentence>> digest(Article article) {
        Vintages vintages = new Vintages(article);
        List<List<Sentence>> digest = new ArrayList<>();
        for (Passage passage : article.passages()) {
            vintages.enter(passage);
            String folded = Folding.fold(passage.text());
            List<Sentence> sentences = new ArrayList<>();
            for (Span span : Sentences.sentences(folded)) {
                String text = span.of(folded);
                sentences.add(new Sentence(
                        article,
                        passage,
                        span,
                        text,
                        Sentences.clauses(text),
                        Figures.in(text),
                        vintages.of(text),
                        Vintages.named(text)));
            }
            digest.add(List.copyOf(sentences));
        }
        return digest;
    }
}
