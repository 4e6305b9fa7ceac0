package wenzheng.search;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SlowCodecReaderWrapper;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Sha256;

/**
 * Articles in Lucene: each is a block of documents, one for every window and one for its whole text, with a field of
 * words and one of character bigrams. Windows and whole texts have fields of their own, so that each counts its own
 * document frequencies and lengths.
 *
 * <p>It lives on disk (docs/adr/0007), in a directory named after what it was made by, so that a program which cuts texts
 * otherwise begins another one. A block is there as a whole or not at all, and says of which version of its article it
 * is: after the program was killed, {@link #take} finds out what is missing. Where the disk cannot be used it lives in
 * memory.
 *
 * <p>Many threads may read; changes are made by one at a time and show in the snapshots acquired after them. Where the
 * disk fails under it, it throws, takes no more changes, and goes on answering from what it holds.
 */
final class ArticleIndex extends ReferenceManager<Snapshot> {

    private static final Logger LOG = LoggerFactory.getLogger(ArticleIndex.class);

    static final String ARTICLE = "article";
    static final String PASSAGE = "passage";
    private static final String REVISION = "revision";
    /** Lucene's defaults, measured better here than 0.9 and 0.4. */
    static final BM25Similarity BM25 = new BM25Similarity(1.2f, 0.75f);
    /** What is indexed while the program runs is kept in memory until it makes a segment worth a file. */
    private static final double SMALL_SEGMENT_MB = 4;
    private static final double SMALL_SEGMENTS_MB = 24;

    private final WordCutter words;
    private final IndexWriter writer;
    private final boolean onDisk;
    private final SortedMap<String, Article> articles = new TreeMap<>();
    private final Map<String, Sketch> sketches = new HashMap<>();
    /** Whether there are articles that no snapshot knows of though their documents have not changed. */
    private boolean taken;

    private ArticleIndex(WordCutter words, Directory directory, boolean onDisk) throws IOException {
        this.words = words;
        this.onDisk = onDisk;
        writer = new IndexWriter(directory, new IndexWriterConfig(new FieldAnalyzer(words))
                .setSimilarity(BM25)
                .setCommitOnClose(false)
                .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0)));
        current = new Snapshot(words, DirectoryReader.open(writer), articles, sketches);
    }

    static ArticleIndex inMemory(WordCutter words) {
        try {
            return new ArticleIndex(words, new ByteBuffersDirectory(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens the index in the directory, or begins one. What is damaged is begun anew.
     *
     * @throws IOException where the directory cannot be written to, or another program uses it
     */
    static ArticleIndex on(Path path, WordCutter words) throws IOException {
        Files.createDirectories(path);
        try {
            return new ArticleIndex(words, directory(path), true);
        } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException | EOFException
                | NoSuchFileException | IllegalArgumentException | IllegalStateException damaged) {
            LOG.warn("{}: the index is damaged ({}) and is made anew.", path, damaged.toString());
            try (Directory directory = FSDirectory.open(path)) {
                for (String file : directory.listAll()) {
                    directory.deleteFile(file);
                }
            }
            return new ArticleIndex(words, directory(path), true);
        }
    }

    private static Directory directory(Path path) throws IOException {
        return new NRTCachingDirectory(FSDirectory.open(path), SMALL_SEGMENT_MB, SMALL_SEGMENTS_MB);
    }

    /** Adds the documents of an index that cuts as this one does, without cutting anything again; for {@link #take}. */
    synchronized void copy(Snapshot other) throws IOException {
        List<CodecReader> leaves = new ArrayList<>();
        for (LeafReaderContext leaf : other.reader().leaves()) {
            leaves.add(SlowCodecReaderWrapper.wrap(leaf.reader()));
        }
        writer.addIndexes(leaves.toArray(CodecReader[]::new));
    }

    /**
     * Takes over the articles that the index already holds as they are; what it holds otherwise, it drops.
     *
     * @return those that are still to be stored, in the order given
     */
    synchronized List<Article> take(Collection<Article> all) throws IOException {
        Map<String, String> held = revisions();
        List<Article> missing = new ArrayList<>();
        for (Article article : all) {
            if (revision(article).equals(held.remove(article.id()))) {
                hold(article);
            } else {
                missing.add(article);
                writer.deleteDocuments(new Term(ARTICLE, article.id()));
                articles.remove(article.id());
            }
        }
        for (String gone : held.keySet()) {
            writer.deleteDocuments(new Term(ARTICLE, gone));
            articles.remove(gone);
        }
        taken = true;
        maybeRefreshBlocking();
        return missing;
    }

    private Map<String, String> revisions() throws IOException {
        Map<String, String> revisions = new HashMap<>();
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                SortedDocValues ids = DocValues.getSorted(leaf.reader(), ARTICLE);
                BinaryDocValues kept = DocValues.getBinary(leaf.reader(), REVISION);
                Bits live = leaf.reader().getLiveDocs();
                for (int doc = kept.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = kept.nextDoc()) {
                    if ((live == null || live.get(doc)) && ids.advanceExact(doc)) {
                        revisions.put(
                                ids.lookupOrd(ids.ordValue()).utf8ToString(), kept.binaryValue().utf8ToString());
                    }
                }
            }
        }
        return revisions;
    }

    /** Adds the articles, or replaces those of the same id. */
    synchronized void store(Collection<Article> stored) throws IOException {
        try {
            stored.parallelStream().forEach(this::write);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        stored.forEach(this::hold);
        maybeRefreshBlocking();
    }

    private void hold(Article article) {
        articles.put(article.id(), article);
        sketches.put(article.id(), Sketch.of(article));
    }

    private void write(Article article) {
        try {
            writer.updateDocuments(new Term(ARTICLE, article.id()), documents(article));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void withdraw(String articleId) throws IOException {
        writer.deleteDocuments(new Term(ARTICLE, articleId));
        articles.remove(articleId);
        maybeRefreshBlocking();
    }

    /**
     * Makes what was stored last. What was replaced or withdrawn is cleared away before: while it is there, it counts
     * in how frequent words are, and answers would depend on how the articles came to be what they are.
     */
    synchronized void commit() throws IOException {
        if (writer.hasDeletions()) {
            writer.forceMergeDeletes();
            maybeRefreshBlocking();
        }
        if (onDisk && writer.hasUncommittedChanges()) {
            writer.commit();
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
        Document last = document(article.id(), MatchField.OF_ARTICLES, whole.toString());
        last.add(new BinaryDocValuesField(REVISION, new BytesRef(revision(article))));
        documents.add(last);
        return documents;
    }

    /** Says of an article's text which it is: another digest for every change of what is indexed. */
    private static String revision(Article article) {
        MessageDigest digest = Sha256.begin();
        List<String> said = new ArrayList<>(List.of(article.title(), String.valueOf(article.district())));
        article.passages().forEach(passage -> {
            said.addAll(passage.headings());
            said.add(passage.text());
        });
        for (String text : said) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return Sha256.hex(digest);
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
        if (reader == null && taken) {
            reader = old.reader();
            reader.incRef();
        }
        taken = false;
        return reader == null ? null : new Snapshot(words, reader, articles, sketches);
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

    /** Gives the directory free without the changes since the last commit; what is held is still answered from. */
    synchronized void abandon() {
        try {
            writer.rollback();
        } catch (IOException | RuntimeException failing) {
            LOG.debug("An index whose disk failed could not be closed in order.", failing);
        }
    }

    @Override
    protected void afterClose() throws IOException {
        if (writer.isOpen()) {
            writer.close();
        }
    }
}
