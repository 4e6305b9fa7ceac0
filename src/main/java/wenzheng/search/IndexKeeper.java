package wenzheng.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.corpus.Articles;
import wenzheng.language.Dictionary;
import wenzheng.language.Making;
import wenzheng.language.Segmenter;

/**
 * Keeps the index in step with the articles: a few before the program is up, many in the background, and from then on
 * each when it changes. Where the disk fails, questions are answered from what the index holds, and the disk is tried
 * again and again. Safe for use by many threads.
 */
@Component
final class IndexKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
    private static final int BATCH = 32;
    /** While many are indexed; what comes alone is committed so long after it. */
    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);
    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(20);

    /**
     * @param articles how many the index holds
     * @param missing how many it still lacks
     * @param problem why it cannot be kept on disk, {@code null} where it is
     */
    record Progress(int articles, int missing, @Nullable String problem) {}

    private final Articles articles;
    private final Segmenter segmenter;
    private final @Nullable Path parent;
    private WordCutter words;
    private @Nullable Path directory;
    private final ScheduledThreadPoolExecutor background =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("index").daemon().factory());
    /** Articles that are still to be indexed, by id. */
    private final SortedMap<String, Article> missing = new ConcurrentSkipListMap<>();
    private volatile ArticleIndex index;
    private volatile @Nullable String problem;
    private volatile boolean closing;
    private boolean failed;
    private boolean committing;
    private boolean closed;

    @Autowired
    IndexKeeper(Articles articles, Segmenter segmenter, SearchSettings settings) {
        this(articles, segmenter, settings.indexDirectory(), settings.indexedAtStart());
    }

    static IndexKeeper inMemory(Articles articles, Segmenter segmenter) {
        return new IndexKeeper(articles, segmenter, null, Integer.MAX_VALUE);
    }

    /**
     * Keeps nothing in step, holds all articles at once, and is gone with its directory.
     *
     * @param like an index that cuts as this one does, whose documents need not be made again; {@code null} for none
     */
    static IndexKeeper scratch(Articles articles, Segmenter segmenter, Path directory, @Nullable IndexKeeper like)
            throws IOException {
        if (like != null) {
            Path place = directory.resolve(making(segmenter.dictionary()));
            try (ArticleIndex copy = ArticleIndex.on(place, new WordCutter(segmenter))) {
                IOException failed = like.read(snapshot -> {
                    try {
                        copy.copy(snapshot);
                        copy.commit();
                        return null;
                    } catch (IOException e) {
                        return e;
                    }
                });
                if (failed != null) {
                    throw failed;
                }
            }
        }
        IndexKeeper scratch = new IndexKeeper(articles, segmenter, directory, Integer.MAX_VALUE);
        scratch.commit();
        if (scratch.problem instanceof String reason) {
            scratch.close();
            throw new IOException(reason);
        }
        return scratch;
    }

    /** @param atOnce passages that are indexed before this returns; all articles that begin within them */
    IndexKeeper(Articles articles, Segmenter segmenter, @Nullable Path parent, int atOnce) {
        this.articles = articles;
        this.segmenter = segmenter;
        this.parent = parent;
        background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        Dictionary dictionary = segmenter.dictionary();
        words = new WordCutter(segmenter.with(dictionary));
        directory = parent == null ? null : parent.resolve(making(dictionary));
        index = opened();
        try {
            takeAll(index);
            List<Article> first = new ArrayList<>();
            int passages = 0;
            for (Article article : missing.values()) {
                if (passages < atOnce) {
                    first.add(article);
                    passages += article.passages().size();
                }
            }
            storeAll(index, first);
        } catch (IOException e) {
            fail(e);
        }
    }

    /** What cuts texts and ranks them, and Lucene: what one making of them indexed, no other can be asked for. */
    private static String making(Dictionary dictionary) {
        return Making.of(List.of("search", "language"), Version.LATEST.toString(), String.join("\n", dictionary.words()));
    }

    private ArticleIndex opened() {
        if (directory == null) {
            return ArticleIndex.inMemory(words);
        }
        try {
            ArticleIndex opened = ArticleIndex.on(directory, words);
            removeOthers(directory);
            return opened;
        } catch (IOException e) {
            problem = reason(e);
            LOG.error("{}: the index cannot be kept there ({}), so it is made in memory at each start. Make the directory "
                    + "writable and room on its disk, end other programs that use it, or set "
                    + "wenzheng.search.index-directory.", directory, e.toString());
            return ArticleIndex.inMemory(words);
        }
    }

    /** Removes the indexes that other versions of the program made beside this one's. */
    private static void removeOthers(Path directory) throws IOException {
        try (Stream<Path> others = Files.list(Objects.requireNonNull(directory.getParent()))) {
            for (Path other : others.filter(path -> path.getFileName().toString().matches("[0-9a-f]{16}")).toList()) {
                if (!other.equals(directory)) {
                    try (Stream<Path> files = Files.list(other)) {
                        for (Path file : files.toList()) {
                            Files.deleteIfExists(file);
                        }
                    }
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    private void takeAll(ArticleIndex taking) throws IOException {
        missing.clear();
        taking.take(articles.all()).forEach(article -> missing.put(article.id(), article));
    }

    private void storeAll(ArticleIndex storing, List<Article> stored) throws IOException {
        if (!stored.isEmpty()) {
            storing.store(stored);
            stored.forEach(article -> missing.remove(article.id()));
        }
    }

    /**
     * Makes another index with that dictionary and has both used in the same moment. It is made while questions are
     * answered from this one and articles change; only those that changed meanwhile are waited for.
     */
    void use(Dictionary dictionary, PassageRetriever.Keeping kept) throws IOException {
        WordCutter cutter = new WordCutter(segmenter.with(dictionary));
        Path place = parent == null ? null : parent.resolve(making(dictionary));
        if (dictionary.words().equals(segmenter.dictionary().words())) {
            synchronized (this) {
                kept.keep();
                segmenter.use(dictionary);
            }
            return;
        }
        ArticleIndex next = place == null ? ArticleIndex.inMemory(cutter) : ArticleIndex.on(place, cutter);
        try {
            List<Article> waiting = next.take(articles.all());
            for (int from = 0; from < waiting.size(); from += BATCH) {
                if (closing) {
                    throw new IOException("the program ends");
                }
                next.store(waiting.subList(from, Math.min(waiting.size(), from + BATCH)));
            }
            next.commit();
            synchronized (this) {
                next.store(next.take(articles.all()));
                next.commit();
                kept.keep();
                ArticleIndex before = index;
                missing.clear();
                words = cutter;
                directory = place;
                index = next;
                failed = false;
                problem = null;
                segmenter.use(dictionary);
                before.close();
            }
        } catch (IOException | RuntimeException e) {
            next.abandon();
            throw e;
        }
        LOG.info("The articles are indexed with another dictionary.");
        try {
            if (place != null) {
                removeOthers(place);
            }
        } catch (IOException e) {
            LOG.warn("The index of the dictionary before cannot be removed ({}); the next start tries again.", e.toString());
        }
    }

    @EventListener(ApplicationStartedEvent.class)
    void start() {
        background.execute(this::catchUp);
    }

    /** Indexes what the index lacks, a batch at a time; changes to articles come in between. */
    private void catchUp() {
        long reported = System.nanoTime();
        long committed = reported;
        int all = progress().missing();
        while (!closing && storeNext()) {
            long now = System.nanoTime();
            if (now - committed > BETWEEN_COMMITS.toNanos()) {
                committed = now;
                commit();
            }
            if (now - reported > BETWEEN_REPORTS.toNanos()) {
                reported = now;
                LOG.info("{} of {} articles indexed", all - progress().missing(), all);
            }
        }
        commit();
    }

    /** @return whether there may be more */
    private synchronized boolean storeNext() {
        List<Article> batch = missing.values().stream().limit(BATCH).toList();
        if (batch.isEmpty() || failed) {
            return false;
        }
        try {
            storeAll(index, batch);
            return true;
        } catch (IOException | AlreadyClosedException e) {
            fail(e);
            return false;
        }
    }

    @EventListener
    synchronized void on(ArticleStored event) {
        missing.remove(event.article().id());
        change(() -> index.store(List.of(event.article())));
    }

    @EventListener
    synchronized void on(ArticleWithdrawn event) {
        missing.remove(event.articleId());
        change(() -> index.withdraw(event.articleId()));
    }

    private interface Change {

        void make() throws IOException;
    }

    private void change(Change change) {
        if (failed) {
            return;
        }
        try {
            change.make();
            if (!committing) {
                committing = true;
                schedule(this::commit, BETWEEN_COMMITS);
            }
        } catch (IOException | AlreadyClosedException e) {
            fail(e);
        }
    }

    synchronized void commit() {
        committing = false;
        if (!failed && !closed) {
            try {
                index.commit();
            } catch (IOException | AlreadyClosedException e) {
                fail(e);
            }
        }
    }

    private void fail(Exception e) {
        failed = true;
        problem = reason(e);
        LOG.error("{}: the index cannot be written to ({}). Questions are answered from what it holds; articles that change "
                + "wait. Make room on the disk and the directory writable; it is tried again every {} s.",
                directory, e.toString(), UNTIL_NEXT_TRY.toSeconds());
        schedule(this::tryAgain, UNTIL_NEXT_TRY);
    }

    /** Opens the index anew as it was last committed, brings it up to date and then answers from it. */
    synchronized void tryAgain() {
        if (closed || directory == null) {
            return;
        }
        ArticleIndex before = index;
        before.abandon();
        @Nullable ArticleIndex next = null;
        try {
            next = ArticleIndex.on(directory, words);
            takeAll(next);
            storeAll(next, List.copyOf(missing.values()));
            next.commit();
            index = next;
            before.close();
            failed = false;
            problem = null;
            LOG.info("{}: the index can be written to again.", directory);
        } catch (IOException | AlreadyClosedException e) {
            if (next != null) {
                next.abandon();
            }
            problem = reason(e);
            schedule(this::tryAgain, UNTIL_NEXT_TRY);
        }
    }

    /** Without the name of the directory: whoever asks for the program's health reads it. */
    private static String reason(Exception e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null || reason.indexOf('/') >= 0 ? e.getClass().getSimpleName() : reason;
    }

    private void schedule(Runnable work, Duration delay) {
        if (!background.isShutdown()) {
            background.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Answers from the articles as they are now, whatever is stored meanwhile. */
    <T> T read(Function<Snapshot, T> reading) {
        while (true) {
            ArticleIndex asked = index;
            try {
                return asked.read(reading);
            } catch (AlreadyClosedException replaced) {
                if (asked == index) {
                    throw replaced;
                }
            }
        }
    }

    ArticleIndex held() {
        return index;
    }

    Progress progress() {
        int held = read(Snapshot::size);
        return new Progress(held, Math.max(missing.size(), articles.all().size() - held), problem);
    }

    @Override
    public void close() throws IOException {
        closing = true;
        background.shutdown();
        synchronized (this) {
            if (!closed) {
                commit();
                closed = true;
                index.close();
            }
        }
    }
}
