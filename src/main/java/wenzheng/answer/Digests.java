package wenzheng.answer;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Folding;
import wenzheng.language.Progress;
import wenzheng.language.Sentences;
import wenzheng.language.Span;

/** What answers are looked for in, digested once and kept while it is asked for. Safe for many threads. */
@Component
final class Digests {

    /**
     * A passage as answers are looked for in it, all folded.
     *
     * @param heading its headings, and a short first sentence that heads the rest (深化社区治理。)
     * @param sentences in reading order; one that is a heading is among them too
     * @param headed whether the first sentence is such a heading, and tells nothing by itself
     */
    record Digest(String title, String heading, String text, List<Sentence> sentences, boolean headed) {}

    private final LoadingCache<Article, List<Digest>> digests =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(1)).maximumSize(10_000).build(Digests::digest);

    Digest of(Article article, Passage passage) {
        return digests.get(article).get(passage.number());
    }

    /** The article's passages in order, digested anew, for who goes through all articles once. */
    static List<Digest> digest(Article article) {
        Vintages vintages = new Vintages(article);
        String title = Folding.fold(article.title());
        List<Digest> digest = new ArrayList<>();
        for (Passage passage : article.passages()) {
            vintages.enter(passage);
            String folded = Folding.fold(passage.text());
            List<Sentence> sentences = new ArrayList<>();
            for (Span span : Sentences.sentences(folded)) {
                String text = span.of(folded);
                List<Span> clauses = Sentences.clauses(text);
                sentences.add(new Sentence(
                        article,
                        passage,
                        span,
                        text,
                        clauses,
                        Fact.in(text, clauses),
                        vintages.of(text),
                        Vintages.named(text),
                        vintages.plan(),
                        Progress.in(text)));
            }
            boolean heads = sentences.size() > 1 && heads(sentences.getFirst());
            String heading = Folding.fold(passage.section());
            digest.add(new Digest(
                    title,
                    heads ? heading + " " + sentences.getFirst().folded() : heading,
                    folded,
                    List.copyOf(sentences),
                    heads && !tells(sentences.getFirst())));
        }
        return digest;
    }

    /** Whether what stands behind it is about what it names. */
    private static boolean heads(Sentence sentence) {
        return sentence.folded().length() <= Citation.RUN_IN && sentence.figures().isEmpty();
    }

    /** Whether it says something of something: a heading run in is one clause that only calls for what is done. */
    private static boolean tells(Sentence sentence) {
        return sentence.clauses().size() > 1 || Signs.TELLS.isIn(sentence.folded());
    }
}
