package wenzheng.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/** The index at one moment, with the articles it holds. */
final class Snapshot {

    /** How much the articles' word for an everyday expression counts beside the person's own words. */
    private static final float MEANING = 0.4f;

    /** Cosine up to which a sentence says nothing of what is asked: of right ones, one in a hundred lies below 0.55. */
    static final double FAR = 0.5;

    /** How much a cosine above that counts beside the sum of four BM25 scores, which is about 30 for a right passage. */
    private static final double NEAR = 30;

    private static final AtomicLong MADE = new AtomicLong();

    private final long number = MADE.incrementAndGet();
    private final WordCutter words;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Versions versions;
    /** By id; the passages of all of them are numbered in this order. */
    private final List<Article> articles;
    /** Of each article, the number of its first passage. */
    private final int[] firstPassage;
    /** Of each Lucene document, the place of its article; {@code -1} where it is gone. */
    private final int[] articleOf;
    /** Of each Lucene document, the number of its passage; {@code -1} for a whole article. */
    private final int[] passageOf;

    /** @param words by which the documents were cut */
    Snapshot(
            WordCutter words, DirectoryReader reader, SortedMap<String, Article> byId, Map<String, Sketch> sketches)
            throws IOException {
        this.words = words;
        this.reader = reader;
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(ArticleIndex.BM25);
        articles = List.copyOf(byId.values());
        versions = Versions.among(articles, sketches);
        firstPassage = new int[articles.size() + 1];
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < articles.size(); i++) {
            places.put(articles.get(i).id(), i);
            firstPassage[i + 1] = firstPassage[i] + articles.get(i).passages().size();
        }
        articleOf = new int[reader.maxDoc()];
        passageOf = new int[reader.maxDoc()];
        for (LeafReaderContext leaf : reader.leaves()) {
            SortedDocValues ids = leaf.reader().getSortedDocValues(ArticleIndex.ARTICLE);
            NumericDocValues numbers = DocValues.getNumeric(leaf.reader(), ArticleIndex.PASSAGE);
            for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
                ids.advanceExact(doc);
                int article = places.getOrDefault(ids.lookupOrd(ids.ordValue()).utf8ToString(), -1);
                articleOf[leaf.docBase + doc] = article;
                boolean ofPassage = article >= 0 && numbers.advanceExact(doc);
                passageOf[leaf.docBase + doc] = ofPassage ? firstPassage[article] + (int) numbers.longValue() : -1;
            }
        }
    }

    /** What a question has to be cut by, to be looked for in it. */
    WordCutter words() {
        return words;
    }

    DirectoryReader reader() {
        return reader;
    }

    Versions versions() {
        return versions;
    }

    /** Another one for each snapshot that this program makes. */
    long number() {
        return number;
    }

    /** How many articles there are. */
    int size() {
        return articles.size();
    }

    /**
     * @param near how near sentences are to the question; {@code null} to rank by words alone
     * @return every passage that matches or is near, best first, the lower number first among equals
     */
    List<RankedPassage> rank(QuestionTerms terms, @Nullable Nearness near) {
        float[] scores = new float[articleOf.length];
        for (MatchField field : MatchField.values()) {
            addScores(field, terms, scores);
        }
        float[] ofArticle = new float[articles.size()];
        float[] ofPassage = new float[firstPassage[articles.size()]];
        for (int doc = 0; doc < scores.length; doc++) {
            if (passageOf[doc] >= 0) {
                ofPassage[passageOf[doc]] = Math.max(ofPassage[passageOf[doc]], scores[doc]);
            } else if (articleOf[doc] >= 0) {
                ofArticle[articleOf[doc]] = scores[doc];
            }
        }
        List<RankedPassage> ranked = new ArrayList<>();
        for (int i = 0; i < articles.size(); i++) {
            Article article = articles.get(i);
            for (Passage passage : article.passages()) {
                float words = ofPassage[firstPassage[i] + passage.number()];
                List<Double> similarities = near == null ? List.of() : near.of(article, passage);
                double nearest = similarities.stream().mapToDouble(Double::doubleValue).max().orElse(0);
                if (words > 0 || nearest > FAR) {
                    double score = (words > 0 ? words + ofArticle[i] : 0) + NEAR * Math.max(0, nearest - FAR);
                    ranked.add(new RankedPassage(article, passage, score, similarities));
                }
            }
        }
        ranked.sort(Comparator.comparingDouble(RankedPassage::score).reversed());
        return ranked;
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
                BulkScorer scorer = weight.bulkScorer(leaf);
                if (scorer != null) {
                    scorer.score(
                            new ScoreAdder(scores, leaf.docBase),
                            leaf.reader().getLiveDocs(),
                            0,
                            DocIdSetIterator.NO_MORE_DOCS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds each match's score to that of its document. */
    private static final class ScoreAdder implements LeafCollector {

        private final float[] scores;
        private final int base;
        private @Nullable Scorable match;

        ScoreAdder(float[] scores, int base) {
            this.scores = scores;
            this.base = base;
        }

        @Override
        public void setScorer(Scorable match) {
            this.match = match;
        }

        @Override
        public void collect(int doc) throws IOException {
            scores[base + doc] += Objects.requireNonNull(match).score();
        }
    }
}
