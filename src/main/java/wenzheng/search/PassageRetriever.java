package wenzheng.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Dictionary;
import wenzheng.language.Folding;
import wenzheng.language.Segmenter;
import wenzheng.question.Place;
import wenzheng.question.Question;

/**
 * Finds the passages likely to answer a question: BM25 over words and over character bigrams, the two scores added;
 * the score of a passage's best window and that of its whole article, added again (docs/adr/0003); and how near its nearest
 * sentence is in meaning (docs/adr/0004).
 *
 * <p>Safe for use by many threads; a question is answered from the articles as they are when it arrives.
 */
@Component
public final class PassageRetriever implements AutoCloseable {

    private final Segmenter segmenter;
    private final IndexKeeper index;
    private final @Nullable SentenceVectors vectors;
    private final Function<Question, Optional<Nearness>> nearness;

    @Autowired
    PassageRetriever(IndexKeeper index, Segmenter segmenter, SentenceVectors vectors) {
        this(index, segmenter, vectors, vectors::nearnessTo);
    }

    /** Finds passages by their words alone, those that the articles have now. */
    public PassageRetriever(Articles articles, Segmenter segmenter) {
        this(IndexKeeper.inMemory(articles, segmenter), segmenter, null, question -> Optional.empty());
    }

    private PassageRetriever(
            IndexKeeper index,
            Segmenter segmenter,
            @Nullable SentenceVectors vectors,
            Function<Question, Optional<Nearness>> nearness) {
        this.index = index;
        this.vectors = vectors;
        this.nearness = nearness;
        this.segmenter = segmenter;
    }

    /**
     * Finds passages of other articles, or cut by another dictionary, as this one does of its own. What both have in
     * common is taken from this one's index and vectors, the rest is made before it returns.
     *
     * @param scratch an empty directory for its index, to be removed by the caller once it is closed
     */
    public PassageRetriever over(Articles others, Segmenter other, Path scratch) throws IOException {
        boolean alike = other.dictionary().words().equals(segmenter.dictionary().words());
        IndexKeeper made = IndexKeeper.scratch(others, other, scratch, alike ? index : null);
        return new PassageRetriever(
                made, other, null, vectors == null ? _ -> Optional.empty() : vectors.over(others));
    }

    /**
     * Finds passages by another dictionary from now on, once all articles were cut by it; until then questions are
     * answered by the one before. Takes as long as it takes to index all articles.
     *
     * @param kept keeps the dictionary for the next start; nothing changes where it throws
     */
    public void use(Dictionary dictionary, Keeping kept) throws IOException {
        index.use(dictionary, kept);
    }

    /** Puts something where it outlasts the program. */
    public interface Keeping {

        void keep() throws IOException;
    }

    /**
     * @param limit at least 1
     * @return best first; ties fall to the lower passage, so runs repeat; empty when nothing matches. An article's
     *     rank is that of its best passage. Where the question names districts, up to half of the places are kept for
     *     passages of their articles; up to a quarter is kept for the passages nearest in meaning, which may share no word
     *     with the question.
     */
    public List<RankedPassage> retrieve(Question question, int limit) {
        return chosen(question, limit, (snapshot, ranked) -> ranked);
    }

    /** As {@link #retrieve}, without passages that a newer version of their article has others in the place of. */
    public List<RankedPassage> retrieveNewest(Question question, int limit) {
        return chosen(question, limit, (snapshot, ranked) -> ranked.stream()
                .filter(found -> !snapshot.versions().isReplaced(found.article(), found.passage(), segmenter))
                .toList());
    }

    private List<RankedPassage> chosen(
            Question question, int limit, BiFunction<Snapshot, List<RankedPassage>, List<RankedPassage>> kind) {
        Nearness near = nearness.apply(question).orElse(null);
        List<RankedPassage> ranked = index.read(snapshot ->
                kind.apply(snapshot, snapshot.rank(QuestionTerms.of(question, snapshot.words()), near)));
        Set<RankedPassage> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Place place : question.places()) {
            ranked.stream()
                    .filter(passage -> place.candidates().stream()
                            .anyMatch(district -> district.name().equals(passage.article().district())))
                    .limit(limit / (2L * question.places().size()))
                    .forEach(kept::add);
        }
        ranked.stream()
                .filter(passage -> passage.nearest() > Snapshot.FAR)
                .sorted(Comparator.comparingDouble(RankedPassage::nearest).reversed())
                .limit(limit / 4)
                .forEach(kept::add);
        ranked.stream().takeWhile(passage -> kept.size() < limit).forEach(kept::add);
        return ranked.stream().filter(kept::contains).toList();
    }

    /** Another number whenever the articles that passages are found in, or the dictionary, may be others than before. */
    public long edition() {
        return index.read(Snapshot::number);
    }

    /**
     * Earlier versions of an article that say something else in the place of a quote from it.
     *
     * @param quote stands in the passage
     * @return by id; empty where there are none, or the article was replaced meanwhile
     */
    public List<Article> earlierThatDiffer(Article article, Passage passage, String quote) {
        String said = wording(quote);
        return index.read(snapshot -> snapshot.versions().olderThan(article)).stream()
                .filter(older -> Versions.inPlaceOf(passage, older)
                        .filter(instead -> !wording(instead.text()).contains(said))
                        .isPresent())
                .toList();
    }

    /** Whether a newer version of the article has another passage in the place of this one. */
    public boolean isReplaced(Article article, Passage passage) {
        return index.read(snapshot -> snapshot.versions().isReplaced(article, passage, segmenter));
    }

    private static String wording(String text) {
        return Folding.fold(text).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    IndexKeeper index() {
        return index;
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
