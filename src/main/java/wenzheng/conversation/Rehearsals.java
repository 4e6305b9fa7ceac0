package wenzheng.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.stereotype.Component;
import wenzheng.answer.SenseReader;
import wenzheng.answer.Verifier;
import wenzheng.corpus.Articles;
import wenzheng.language.Segmenter;
import wenzheng.question.QuestionReader;
import wenzheng.search.PassageRetriever;
import wenzheng.search.Vocabulary;

/**
 * Answers questions as people would be answered if the articles or the dictionary were others: by the program's own rooms
 * over those, beside the ones that people are answered by. Nothing of it is stored, counted or seen by anybody, and no
 * language model is asked. Blocking; safe for use by many threads.
 */
@Component
@Profile("!evaluation")
public final class Rehearsals {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsals.class);

    /** What of a room has no article and no word in it, and is heavy: the one there is does for both. */
    private static final Pattern SHARED = Pattern.compile(".*\\.SpanReader");
    private static final String SCRATCH = "rehearsal-";

    private final ApplicationContext live;
    private final Pipeline pipeline;
    private final PassageRetriever retriever;
    private final Path directory;

    Rehearsals(
            ApplicationContext live,
            Pipeline pipeline,
            PassageRetriever retriever,
            @Value("${wenzheng.data-directory}") Path data) {
        this.live = live;
        this.pipeline = pipeline.untimed();
        this.retriever = retriever;
        // By its name no part of a backup.
        directory = data.resolve(".rehearsals");
        // What a program that was killed left behind.
        remove(directory);
    }

    /** As people are answered now. */
    public Turn now(String utterance, List<String> earlier) {
        return pipeline.run(utterance, earlier);
    }

    /**
     * Takes as long as it takes to index what is other, and to embed it.
     *
     * @param segmenter the program's own, or one with another dictionary
     * @throws IOException where the data directory cannot be written to
     */
    public Rehearsal over(Articles articles, Segmenter segmenter) throws IOException {
        Files.createDirectories(directory);
        Path scratch = Files.createTempDirectory(directory, SCRATCH);
        try {
            PassageRetriever other = retriever.over(articles, segmenter, scratch);
            Context context = new Context(live);
            put(context, "directoryArticles", Articles.class, () -> articles);
            put(context, "segmenter", Segmenter.class, () -> segmenter);
            put(context, "passageRetriever", PassageRetriever.class, () -> other);
            put(context, "vocabulary", Vocabulary.class, () -> new Vocabulary(articles));
            put(context, "rehearsalMeters", MeterRegistry.class, SimpleMeterRegistry::new);
            ClassPathBeanDefinitionScanner rooms = new ClassPathBeanDefinitionScanner(context);
            rooms.addExcludeFilter(new RegexPatternTypeFilter(SHARED));
            rooms.getBeanDefinitionDefaults().setLazyInit(true);
            rooms.scan("wenzheng.question", "wenzheng.answer");
            context.register(Pipeline.class, Rehearsed.class);
            context.refresh();
            return new Rehearsal(context, context.getBean(Pipeline.class).untimed(), scratch);
        } catch (IOException | RuntimeException e) {
            remove(scratch);
            throw e;
        }
    }

    private static <T> void put(Context context, String name, Class<T> type, Supplier<T> bean) {
        BeanDefinitionCustomizer first = definition -> definition.setPrimary(true);
        context.registerBean(name, type, bean, first);
    }

    /** What staff approved, by the articles as they would be. It ends nothing: nothing has happened yet. */
    @Primary
    private static final class Rehearsed extends VerifiedAnswers {

        Rehearsed(
                CorrectionStore store,
                QuestionReader reader,
                SenseReader senses,
                Verifier verifier,
                ApplicationEventPublisher events,
                Clock clock) {
            super(store, reader, senses, verifier, events, clock);
        }

        @Override
        void end(Correction correction, Correction.Ended why) {
            // It is answered as if it were not there.
        }
    }

    /** Its beans come before those of the program's context; what happens in it is no news to the program. */
    private static final class Context extends AnnotationConfigApplicationContext {

        Context(ApplicationContext live) {
            setParent(live);
        }

        @Override
        protected void publishEvent(Object event, @Nullable ResolvableType type) {
            // Nobody listens.
        }
    }

    /** The rooms over other articles, or with other words, until it is closed. */
    public static final class Rehearsal implements AutoCloseable {

        private final Context context;
        private final Pipeline pipeline;
        private final Path scratch;

        private Rehearsal(Context context, Pipeline pipeline, Path scratch) {
            this.context = context;
            this.pipeline = pipeline;
            this.scratch = scratch;
        }

        /** As people would be answered. */
        public Turn ask(String utterance, List<String> earlier) {
            return pipeline.run(utterance, earlier);
        }

        @Override
        public void close() {
            context.close();
            remove(scratch);
        }
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.warn("{}: cannot be removed ({}). Remove it by hand.", folder, e.toString());
        }
    }
}
