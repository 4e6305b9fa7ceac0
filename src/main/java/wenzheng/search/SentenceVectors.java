package wenzheng.search;

import ai.onnxruntime.OrtException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
import wenzheng.question.Question;

/**
 * The vectors of the sentences of all articles. Soon after the program is up, one thread in the background makes them
 * or reads them from disk, and from then on follows the articles. Before all are there, where they are switched off and
 * where there is no model, no sentence is near a question. Safe for use by many threads.
 */
@Component
public final class SentenceVectors implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SentenceVectors.class);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);
    private static final Duration AFTER_START = Duration.ofSeconds(1);
    private static final Duration LAST_SENTENCE = Duration.ofSeconds(5);

    /** Where the model comes from. */
    interface Loading {

        /** @return empty where the program was packed without one */
        Optional<? extends Embedder> load() throws IOException, OrtException;
    }

    private final SearchSettings settings;
    private final Articles articles;
    private final Loading loading;
    private final VectorFiles files;
    private final Timer timer;
    private final Map<String, ArticleVectors> byArticle = new ConcurrentHashMap<>();
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("vectors").daemon().factory());
    private volatile CompletableFuture<@Nullable Void> first = CompletableFuture.completedFuture(null);
    private volatile boolean closing;
    private volatile int waiting;
    /** {@code null} until the vectors of all articles are there. */
    private volatile @Nullable Embedder embedder;

    @Autowired
    SentenceVectors(SearchSettings settings, Articles articles, MeterRegistry meters) {
        this(settings, articles, meters, BgeEmbedder::load);
    }

    SentenceVectors(SearchSettings settings, Articles articles, MeterRegistry meters, Loading loading) {
        this.settings = settings;
        this.articles = articles;
        this.loading = loading;
        files = new VectorFiles(settings.vectorDirectory());
        timer = Timer.builder("wenzheng.search.embedding")
                .description("Time to embed a question, within the step retrieve")
                .publishPercentileHistogram()
                .register(meters);
    }

    /** A little after the start, which leaves both cores to the first answer. */
    @EventListener(ApplicationStartedEvent.class)
    void startSoon() {
        start(CompletableFuture.delayedExecutor(AFTER_START.toMillis(), TimeUnit.MILLISECONDS, background));
    }

    void start() {
        start(background);
    }

    private void start(Executor when) {
        if (settings.vectors()) {
            first = CompletableFuture.runAsync(this::embedAll, when);
        }
    }

    @EventListener
    void on(ArticleStored event) {
        background.execute(() -> {
            if (embedder instanceof Embedder model) {
                embed(event.article(), model);
            }
        });
    }

    @EventListener
    void on(ArticleWithdrawn event) {
        background.execute(() -> byArticle.remove(event.articleId()));
    }

    /**
     * Returns once the vectors of all articles stored before are there, or it is known that they will not be; for those
     * that measure.
     */
    public void await() {
        first.join();
        CompletableFuture.runAsync(() -> {}, background).join();
    }

    /** How far the vectors are, in words. */
    String progress() {
        if (!settings.vectors()) {
            return "off";
        }
        String made = "%d of %d articles".formatted(byArticle.size(), articles.all().size());
        return embedder == null && waiting == 0 ? made + ", no model yet" : made;
    }

    /** @return empty where nothing can be said to be near it */
    Optional<Nearness> nearnessTo(Question question) {
        Embedder model = embedder;
        if (model == null) {
            return Optional.empty();
        }
        try {
            Vector vector = timer.record(() -> Vector.of(model.embed(question.text())));
            return Optional.of(new Nearness(vector, byArticle));
        } catch (RuntimeException e) {
            LOG.error("A question could not be embedded, its passages are found by their words alone.", e);
            return Optional.empty();
        }
    }

    private void embedAll() {
        long start = System.nanoTime();
        Embedder model;
        try {
            model = loading.load().orElse(null);
        } catch (IOException | OrtException | LinkageError e) {
            LOG.warn(
                    "The embedding model cannot be loaded, passages are found by their words alone. With"
                            + " wenzheng.search.vectors=false it is not tried.",
                    e);
            return;
        }
        if (model == null) {
            return;
        }
        List<Article> all = articles.all();
        long made = 0;
        long reported = start;
        for (int i = 0; i < all.size(); i++) {
            waiting = all.size() - i;
            made += embed(all.get(i), model) ? 1 : 0;
            if (System.nanoTime() - reported > BETWEEN_REPORTS.toNanos()) {
                reported = System.nanoTime();
                LOG.info("{} of {} articles embedded", i + 1, all.size());
            }
        }
        waiting = 0;
        if (closing) {
            model.close();
            return;
        }
        embedder = model;
        LOG.info(
                "{} articles can be found by what they mean; {} of them were embedded now; {} ms.",
                all.size(),
                made,
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    /**
     * How near the sentences of other articles are: vectors that are there are used, the others are made now.
     *
     * @return as {@link #nearnessTo}
     */
    Function<Question, Optional<Nearness>> over(Articles others) {
        Embedder model = embedder;
        if (model == null) {
            return _ -> Optional.empty();
        }
        Map<String, ArticleVectors> vectors = new HashMap<>();
        for (Article article : others.all()) {
            ArticleVectors known = byArticle.get(article.id());
            vectors.put(article.id(), known != null && known.article() == article ? known : vectors(article, model).vectors);
        }
        return question -> Optional.of(new Nearness(Vector.of(model.embed(question.text())), vectors));
    }

    /** @return whether the vectors had to be made */
    private boolean embed(Article article, Embedder model) {
        try {
            Made made = vectors(article, model);
            byArticle.put(article.id(), made.vectors);
            return made.now;
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.error("{}: could not be embedded, it is found by its words alone.", article.id(), e);
            }
            return true;
        }
    }

    /** @param now whether they had to be made */
    private record Made(ArticleVectors vectors, boolean now) {}

    private Made vectors(Article article, Embedder model) {
        List<List<String>> texts = ArticleVectors.texts(article);
        List<String> all = texts.stream().flatMap(List::stream).toList();
        Optional<List<Vector>> kept = files.read(model.name(), all);
        List<Vector> vectors = kept.orElseGet(() -> all.stream().map(text -> make(text, model)).toList());
        if (kept.isEmpty()) {
            files.write(model.name(), all, vectors);
        }
        return new Made(ArticleVectors.of(article, texts, vectors), kept.isEmpty());
    }

    private Vector make(String text, Embedder model) {
        if (closing) {
            throw new IllegalStateException("the program ends");
        }
        return Vector.of(model.embed(text));
    }

    @Override
    public void close() {
        closing = true;
        background.shutdown();
        try {
            if (background.awaitTermination(LAST_SENTENCE.toSeconds(), TimeUnit.SECONDS) && embedder != null) {
                embedder.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
