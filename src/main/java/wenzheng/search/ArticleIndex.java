package wenzheng.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/**
 * Articles in Lucene: each is a block of documents, one for every window and one for its whole text, with a field of
 * words and one of character bigrams. Windows and whole texts have fields of their own, so that each counts its own
 * document frequencies and lengths.
 *
 * <p>It lives in memory: two thousand articles take seconds to index and some ten megabytes, and what is built at
 * start is never out of step with the articles, nor with the version of the program that cut them.
 *
 * <p>Many threads may read; changes are made by one at a time and show in the snapshots acquired after them.
 */
final class ArticleIndex extends ReferenceManager<Snapshot> {

    static final String ARTICLE = "article";
    static final String PASSAGE = "passage";
    /** Lucene's defaults, measured better here than 0.9 and 0.4. */
    static final BM25Similarity BM25 = new BM25Similarity(1.2f, 0.75f);

    private final IndexWriter writer;
    private final SortedMap<String, Article> articles = new TreeMap<>();

    ArticleIndex(WordCutter words) {
        try {
            writer = new IndexWriter(
                    new ByteBuffersDirectory(), new IndexWriterConfig(new FieldAnalyzer(words)).setSimilarity(BM25));
            current = new Snapshot(DirectoryReader.open(writer), articles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the articles, or replaces those of the same id. */
    synchronized void store(Collection<Article> stored) {
        try {
            stored.parallelStream().forEach(this::write);
            stored.forEach(article -> articles.put(article.id(), article));
            maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Article article) {
        try {
            writer.updateDocuments(new Term(ARTICLE, article.id()), documents(article));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void withdraw(String articleId) {
        try {
            writer.deleteDocuments(new Term(ARTICLE, articleId));
            articles.remove(articleId);
            maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers from the articles as they are now, whatever is stored meanwhile. */
    <T> T read(Function<Snapshot, T> reading) {
        try {
            Snapshot snapshot = acquire();
            try {
                return reading.apply(snapshot);
            } finally {
                release(snapshot);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Document> documents(Article article) {
        List<Document> documents = new ArrayList<>();
        String title = article.district() == null ? article.title() : article.district() + "\n" + article.title();
        StringBuilder whole = new StringBuilder(title);
        List<String> headings = List.of();
        for (Passage passage : article.passages()) {
            String path = String.join("\n", passage.headings());
            if (!passage.headings().equals(headings)) {
                headings = passage.headings();
                whole.append('\n').append(path);
            }
            whole.append('\n').append(passage.text());
            for (Window window : Window.of(passage)) {
                String text = String.join("\n", title, path, window.text());
                Document document = document(article.id(), MatchField.OF_WINDOWS, text);
                document.add(new NumericDocValuesField(PASSAGE, passage.number()));
                documents.add(document);
            }
        }
        documents.add(document(article.id(), MatchField.OF_ARTICLES, whole.toString()));
        return documents;
    }

    private static Document document(String articleId, List<MatchField> fields, String text) {
        Document document = new Document();
        document.add(new StringField(ARTICLE, articleId, Field.Store.NO));
        document.add(new SortedDocValuesField(ARTICLE, new BytesRef(articleId)));
        fields.forEach(field -> document.add(new TextField(field.name(), text, Field.Store.NO)));
        return document;
    }

    @Override
    protected @Nullable Snapshot refreshIfNeeded(Snapshot old) throws IOException {
        DirectoryReader reader = DirectoryReader.openIfChanged(old.reader(), writer);
        return reader == null ? null : new Snapshot(reader, articles);
    }

    @Override
    protected boolean tryIncRef(Snapshot snapshot) {
        return snapshot.reader().tryIncRef();
    }

    @Override
    protected void decRef(Snapshot snapshot) throws IOException {
        snapshot.reader().decRef();
    }

    @Override
    protected int getRefCount(Snapshot snapshot) {
        return snapshot.reader().getRefCount();
    }

    @Override
    protected void afterClose() throws IOException {
        writer.close();
    }
}
