package wenzheng.answer;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.springframework.core.io.ClassPathResource;

/**
 * How long the trained reader takes on one thread for one window, which a passage with its neighbours fills, and for as
 * many as are read at most for one question that names no second side. {@code bin/bench ReaderBenchmark} runs it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class ReaderBenchmark {

    /** Which tokens a window holds has no part in how long it takes. */
    private static final int WORDS = 20_000;
    private static final int QUESTION = 20;

    private SpanModel model;
    private ReaderWindow window;
    private ReaderWindow closer;

    @Setup
    public void load() throws IOException, OrtException {
        model = SpanModel.load(new ClassPathResource("wenzheng/answer/reader/reader.onnx"));
        int[] ids = new Random(1).ints(ReaderWindows.LENGTH, 200, WORDS).toArray();
        window = new ReaderWindow(0, ids, QUESTION, List.of());
        closer = new ReaderWindow(0, Arrays.copyOf(ids, QUESTION + ReaderRun.CLOSER + 1), QUESTION, List.of());
    }

    @TearDown
    public void close() throws OrtException {
        model.close();
    }

    @Benchmark
    public float[] oneWindow() throws OrtException {
        return model.read(window).start();
    }

    @Benchmark
    public float[] secondLook() throws OrtException {
        return model.read(closer).start();
    }

    /** For a question about one place. */
    @Benchmark
    public float mostWindows() throws OrtException {
        float sum = model.read(closer).start()[0];
        for (int i = 0; i < SpanReader.MOST_WINDOWS; i++) {
            sum += model.read(window).start()[0];
        }
        return sum;
    }
}
