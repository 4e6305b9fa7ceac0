package wenzheng.answer;

import ai.onnxruntime.OrtException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import wenzheng.language.WordPieces;
import wenzheng.search.RankedPassage;

/**
 * Reads the passages found, best first, for the spans that answer, with a network trained for it (docs/reader.md).
 * Loads it in the background soon after the program is up; until then, where it is switched off and where the program
 * was built without its weights, nothing is read. Safe for use by many threads.
 */
@Component
public final class SpanReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpanReader.class);

    /** Windows read for one question at most; on questions held out from training, more than four gained no F1. */
    static final int MOST_WINDOWS = 6;

    /** The same for each side, on average, where answers are looked for on several. */
    static final int MOST_WINDOWS_A_SIDE = 3;

    private static final Duration AFTER_START = Duration.ofSeconds(1);
    private static final Duration LAST_WINDOW = Duration.ofSeconds(5);

    private final ReaderSettings settings;
    private final Digests digests;
    private final Resource weights;
    private final Resource vocabulary;
    private final Timer timer;
    private final Counter deadlines;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final ExecutorService executor = Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("reader-", 0).daemon().factory());
    private final CompletableFuture<@Nullable Loaded> loading = new CompletableFuture<>();

    @Autowired
    SpanReader(ReaderSettings settings, Digests digests, MeterRegistry meters) {
        this(
                settings,
                digests,
                new ClassPathResource("wenzheng/answer/reader/reader.onnx"),
                new ClassPathResource("wenzheng/answer/reader/vocab.txt"),
                meters);
    }

    SpanReader(ReaderSettings settings, Digests digests, Resource weights, Resource vocabulary, MeterRegistry meters) {
        this.settings = settings;
        this.digests = digests;
        this.weights = weights;
        this.vocabulary = vocabulary;
        this.timer = Timer.builder("wenzheng.reader.reading")
                .description("Time the trained reader reads for one question")
                .publishPercentileHistogram()
                .register(meters);
        this.deadlines = Counter.builder("wenzheng.reader.deadline")
                .description("Readings that stopped at the deadline")
                .register(meters);
    }

    private record Loaded(WordPieces pieces, SpanModel model) {}

    /** A little after the start, which leaves both cores to the first answer. */
    @EventListener(ApplicationStartedEvent.class)
    void loadSoon() {
        CompletableFuture.delayedExecutor(AFTER_START.toMillis(), TimeUnit.MILLISECONDS, executor).execute(this::load);
    }

    void load() {
        if (!settings.enabled() || !weights.exists() || !vocabulary.exists()) {
            LOG.info(
                    "Answers go out without the trained reader: {}.",
                    settings.enabled() ? "this build has no weights" : "it is switched off");
            loading.complete(null);
            return;
        }
        executor.execute(() -> loading.complete(open()));
    }

    private @Nullable Loaded open() {
        long start = System.nanoTime();
        try (InputStream lines = vocabulary.getInputStream()) {
            WordPieces pieces = WordPieces.read(lines);
            SpanModel model = SpanModel.load(weights);
            LOG.info("The trained reader was loaded in {} ms.", Duration.ofNanos(System.nanoTime() - start).toMillis());
            return new Loaded(pieces, model);
        } catch (IOException | OrtException | LinkageError e) {
            LOG.warn(
                    "The trained reader cannot be loaded, answers go out without it. With"
                            + " wenzheng.reader.enabled=false it is not tried.",
                    e);
            return null;
        }
    }

    /** Returns once the reader is loaded or it is known that it will not be; for those that measure. */
    public void awaitLoaded() {
        loading.join();
    }

    /**
     * Reads each side until an answer is sure there, all windows are read, {@value #MOST_WINDOWS} or
     * {@value #MOST_WINDOWS_A_SIDE} a side where there are several, or the deadline has come; looks a second time at what
     * answers best there.
     *
     * @param question folded
     * @param sides where answers are looked for one by one, the passages of each best first
     * @return a reading of each passage read, neighbours of those given among them; in the order read, which is that of
     *     the passages but for the neighbours; empty where there is no reader
     */
    List<Reading> read(String question, List<List<RankedPassage>> sides) {
        Loaded loaded = loading.getNow(null);
        if (loaded == null || sides.stream().allMatch(List::isEmpty)) {
            return List.of();
        }
        return timer.record(() -> read(loaded, question, sides));
    }

    private List<Reading> read(Loaded loaded, String question, List<List<RankedPassage>> sides) {
        int limit = sides.size() == 1 ? MOST_WINDOWS : sides.size() * MOST_WINDOWS_A_SIDE;
        ReaderRun run = new ReaderRun(loaded.model()::read, executor, threads, settings.deadline());
        if (!run.read(ReaderWindows.of(loaded.pieces(), digests, question, sides, limit))) {
            deadlines.increment();
        }
        return run.readings();
    }

    @Override
    public void close() throws OrtException {
        executor.shutdown();
        try {
            Loaded loaded = executor.awaitTermination(LAST_WINDOW.toSeconds(), TimeUnit.SECONDS)
                    ? loading.getNow(null)
                    : null;
            if (loaded != null) {
                loaded.model().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
