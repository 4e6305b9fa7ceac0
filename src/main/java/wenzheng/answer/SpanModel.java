package wenzheng.answer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.springframework.core.io.Resource;
import wenzheng.search.OnnxLibraries;

/**
 * The trained network: says for each token of a window how well an answer begins and ends there; at [CLS] how well none
 * does. Runs on the thread that asks. Safe for use by many threads, but not to be closed while one is asking.
 */
final class SpanModel implements AutoCloseable {

    /** As long as the window. */
    record Logits(float[] start, float[] end) {}

    private final OrtEnvironment environment;
    private final OrtSession session;

    private SpanModel(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * @param onnx inputs {@code input_ids}, {@code attention_mask}, {@code token_type_ids} (int64 [batch, length]);
     *     outputs {@code start_logits}, {@code end_logits} (float [batch, length])
     */
    static SpanModel load(Resource onnx) throws IOException, OrtException {
        return new SpanModel(OnnxLibraries.environment(), OnnxLibraries.session(onnx, new CRC32()));
    }

    /** One window at a time: windows of different lengths padded to a batch take longer on one thread, not shorter. */
    Logits read(ReaderWindow window) throws OrtException {
        int length = window.ids().length;
        long[] ids = Arrays.stream(window.ids()).asLongStream().toArray();
        long[] mask = new long[length];
        Arrays.fill(mask, 1);
        long[] types = new long[length];
        Arrays.fill(types, window.textAt(), length, 1);
        try (OnnxTensor idTensor = tensor(ids);
                OnnxTensor maskTensor = tensor(mask);
                OnnxTensor typeTensor = tensor(types);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", idTensor, "attention_mask", maskTensor, "token_type_ids", typeTensor))) {
            return new Logits(values(result, "start_logits"), values(result, "end_logits"));
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static float[] values(OrtSession.Result result, String output) {
        OnnxTensor tensor = (OnnxTensor) result.get(output)
                .orElseThrow(() -> new IllegalStateException("the reader's model has no output " + output));
        float[] values = new float[(int) tensor.getInfo().getNumElements()];
        tensor.getFloatBuffer().get(values);
        return values;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
