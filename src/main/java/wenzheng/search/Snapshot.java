package wenzheng.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;

/** The index at one moment, with the articles it holds. */
final class Snapshot {

    /** How much the articles' word for an everyday expression counts beside the person's own words. */
    private static final float MEANING = 0.4f;

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final List<Article> articles = new ArrayList<>();
    /** Of each Lucene document, its article's place in {@link #articles}, and its passage's number. */
    private final int[] articleOf;
    private final int[] passageOf;

    Snapshot(DirectoryReader reader, Map<String, Article> byId) throws IOException {
        this.reader = reader;
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(ArticleIndex.BM25);
        articleOf = new int[reader.maxDoc()];
        passageOf = new int[reader.maxDoc()];
        Map<String, Integer> places = new HashMap<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            SortedDocValues ids = leaf.reader().getSortedDocValues(ArticleIndex.ARTICLE);
            NumericDocValues passages = leaf.reader().getNumericDocValues(ArticleIndex.PASSAGE);
            for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
                Article article = ids.advanceExact(doc) ? byId.get(ids.lookupOrd(ids.ordValue()).utf8ToString()) : null;
                if (article == null || !passages.advanceExact(doc)) {
                    continue;
                }
                articleOf[leaf.docBase + doc] = places.computeIfAbsent(article.id(), id -> {
                    articles.add(article);
                    return articles.size() - 1;
                });
                passageOf[leaf.docBase + doc] = (int) passages.longValue();
            }
        }
    }

    DirectoryReader reader() {
        return reader;
    }

    /** @return the passages that match, in no order */
    List<RankedPassage> match(QuestionTerms terms, double articleWeight) {
        float[] scores = new float[articleOf.length];
        for (MatchField field : MatchField.values()) {
            addScores(field, terms, scores);
        }
        double[] ofArticle = new double[articles.size()];
        for (int doc = 0; doc < scores.length; doc++) {
            if (passageOf[doc] == ArticleIndex.WHOLE) {
                ofArticle[articleOf[doc]] = scores[doc];
            }
        }
        Map<String, RankedPassage> best = new HashMap<>();
        for (int doc = 0; doc < scores.length; doc++) {
            if (scores[doc] > 0 && passageOf[doc] != ArticleIndex.WHOLE) {
                Article article = articles.get(articleOf[doc]);
                double score = scores[doc] + articleWeight * ofArticle[articleOf[doc]];
                var passage = new RankedPassage(article, article.passages().get(passageOf[doc]), score);
                best.merge(passage.passage().id(), passage, (one, other) -> one.score() >= other.score() ? one : other);
            }
        }
        return List.copyOf(best.values());
    }

    private void addScores(MatchField field, QuestionTerms terms, float[] scores) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        Stream.concat(
                        terms.of(field).stream().map(term -> (Query) new TermQuery(new Term(field.name(), term))),
                        terms.besides(field).stream()
                                .map(term -> new BoostQuery(new TermQuery(new Term(field.name(), term)), MEANING)))
                .limit(IndexSearcher.getMaxClauseCount())
                .forEach(term -> query.add(term, BooleanClause.Occur.SHOULD));
        try {
            Weight weight = searcher.createWeight(searcher.rewrite(query.build()), ScoreMode.COMPLETE, 1);
            for (LeafReaderContext leaf : reader.leaves()) {
                addScores(weight.scorer(leaf), leaf, scores);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addScores(@Nullable Scorer scorer, LeafReaderContext leaf, float[] scores) throws IOException {
        if (scorer == null) {
            return;
        }
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator docs = scorer.iterator();
        for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
            if (live == null || live.get(doc)) {
                scores[leaf.docBase + doc] += scorer.score();
            }
        }
    }
}
