package wenzheng.search;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.zip.CRC32;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.language.WordPieces;

/**
 * bge-small-zh-v1.5 with 8-bit weights: 512 numbers, those of the first token ([CLS]), brought to length 1. Runs on the
 * thread that asks, about 3 ms for 20 characters. Safe for use by many threads.
 */
final class BgeEmbedder implements Embedder {

    private static final String NAME = "bge-small-zh-v1.5-q";
    /** The model takes 512; what stands behind 256 changes little and would take long. */
    private static final int LONGEST = 256;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPieces pieces;
    private final String name;
    /** Held while the session is used: closed meanwhile, it would take the JVM with it. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private BgeEmbedder(OrtEnvironment environment, OrtSession session, WordPieces pieces, String name) {
        this.name = name;
        this.environment = environment;
        this.session = session;
        this.pieces = pieces;
    }

    /**
     * @return empty where the program was packed without the model
     * @throws LinkageError where ONNX Runtime has no libraries for this machine
     */
    static Optional<BgeEmbedder> load() throws IOException, OrtException {
        Resource model = new ClassPathResource(NAME + ".onnx");
        try (InputStream tokenizer = BgeEmbedder.class.getResourceAsStream("/" + NAME + "-tokenizer.json")) {
            if (!model.exists() || tokenizer == null) {
                return Optional.empty();
            }
            WordPieces pieces = new WordPieces(vocabulary(JsonMapper.shared().readTree(tokenizer)));
            CRC32 sum = new CRC32();
            OrtSession session = OnnxLibraries.session(model, sum);
            return Optional.of(new BgeEmbedder(
                    OnnxLibraries.environment(), session, pieces, "%s-%08x".formatted(NAME, sum.getValue())));
        }
    }

    private static List<String> vocabulary(JsonNode tokenizer) {
        var ids = tokenizer.path("model").path("vocab").properties();
        List<String> vocabulary = new ArrayList<>(Arrays.asList(new String[ids.size()]));
        ids.forEach(piece -> vocabulary.set(piece.getValue().asInt(), piece.getKey()));
        return vocabulary;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public float[] embed(String text) {
        int[] cut = pieces.cut(text).ids();
        int length = Math.min(cut.length + 2, LONGEST);
        long[] ids = new long[length];
        ids[0] = pieces.id("[CLS]");
        for (int i = 1; i + 1 < length; i++) {
            ids[i] = cut[i - 1];
        }
        ids[length - 1] = pieces.id("[SEP]");
        long[] mask = new long[length];
        Arrays.fill(mask, 1);
        use.readLock().lock();
        try (OnnxTensor idTensor = tensor(ids);
                OnnxTensor maskTensor = tensor(mask);
                OnnxTensor typeTensor = tensor(new long[length]);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", idTensor, "attention_mask", maskTensor, "token_type_ids", typeTensor))) {
            return first((OnnxTensor) result.get(0));
        } catch (OrtException e) {
            throw new IllegalStateException("%s failed on %d tokens".formatted(NAME, length), e);
        } finally {
            use.readLock().unlock();
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    /** The vector of the first token. */
    private static float[] first(OnnxTensor states) {
        float[] vector = new float[(int) states.getInfo().getShape()[2]];
        FloatBuffer values = states.getFloatBuffer();
        values.get(vector);
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(NAME + " could not be closed", e);
        } finally {
            use.writeLock().unlock();
        }
    }
}
