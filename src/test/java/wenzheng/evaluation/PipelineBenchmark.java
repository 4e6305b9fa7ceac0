package wenzheng.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import wenzheng.WenzhengApplication;
import wenzheng.answer.AnswerComposer;
import wenzheng.answer.CannedReplies;
import wenzheng.answer.FigureLock;
import wenzheng.answer.Reply;
import wenzheng.answer.SpanReader;
import wenzheng.conversation.Pipeline;
import wenzheng.conversation.Turn;
import wenzheng.language.Segmenter;
import wenzheng.question.Question;
import wenzheng.question.QuestionReader;
import wenzheng.search.BareQuery;
import wenzheng.search.PassageRetriever;
import wenzheng.search.RankedPassage;

/**
 * How long a reply takes on one thread, and each of its steps, over the project's questions to the articles in
 * {@code seeds/}: one question a call, in turn; beside them, what Lucene alone takes. {@code bin/bench} runs it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class PipelineBenchmark {

    /** That of {@code wenzheng.passages} unless set. */
    private static final int PASSAGES = 40;

    private Path scratch;
    private ConfigurableApplicationContext context;
    private Pipeline pipeline;
    private QuestionReader reader;
    private CannedReplies canned;
    private PassageRetriever retriever;
    private AnswerComposer composer;
    private List<Turn> turns;
    private List<Turn> searched;
    private BareQuery bare;
    private FigureLock lock;
    private int next;

    @Setup
    public void start() throws IOException {
        scratch = Files.createTempDirectory("bench");
        context = new SpringApplicationBuilder(WenzhengApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--logging.level.root=warn",
                        "--spring.datasource.url=jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1",
                        "--wenzheng.data-directory=" + scratch);
        pipeline = context.getBean(Pipeline.class);
        reader = context.getBean(QuestionReader.class);
        canned = context.getBean(CannedReplies.class);
        retriever = context.getBean(PassageRetriever.class);
        composer = context.getBean(AnswerComposer.class);
        lock = context.getBean(FigureLock.class);
        bare = new BareQuery(retriever, context.getBean(Segmenter.class));
        context.getBean(SpanReader.class).awaitLoaded();
        turns = QuestionSet.read(Path.of("src/test/resources/questions/first.jsonl")).items().stream()
                .map(Item::turns)
                .map(words -> pipeline.run(words.getLast(), words.subList(0, words.size() - 1)))
                .toList();
        searched = turns.stream().filter(turn -> canned.replyTo(turn.question()).isEmpty()).toList();
    }

    @TearDown
    public void stop() throws IOException {
        context.close();
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public long bareLucene() {
        return bare.search(next(searched).question().text());
    }

    @Benchmark
    public Reply prove() {
        Turn turn = next(searched);
        return lock.check(turn.question(), turn.reply());
    }

    @Benchmark
    public Turn whole() {
        Turn turn = next(turns);
        return pipeline.run(turn.utterance(), turn.earlier());
    }

    @Benchmark
    public Question understand() {
        Turn turn = next(turns);
        return reader.read(turn.utterance(), turn.earlier());
    }

    @Benchmark
    public Optional<Reply> deflect() {
        return canned.replyTo(next(turns).question());
    }

    @Benchmark
    public List<RankedPassage> retrieve() {
        return retriever.retrieveNewest(next(searched).question(), PASSAGES);
    }

    @Benchmark
    public Reply answer() {
        Turn turn = next(searched);
        return composer.compose(turn.question(), turn.passages());
    }

    private Turn next(List<Turn> all) {
        next = (next + 1) % all.size();
        return all.get(next);
    }
}
