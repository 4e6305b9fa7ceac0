package wenzheng.search;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.Checksum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/**
 * Unpacks ONNX Runtime's libraries from the jar, loads them and removes them again, and opens sessions. Left to itself
 * ONNX Runtime leaves an empty directory behind at each run, and the libraries (24 MB) as well where the JVM is killed.
 */
public final class OnnxLibraries {

    /** Where set, ONNX Runtime loads from there and unpacks nothing. */
    private static final String PATH = "onnxruntime.native.path";

    private static final Logger LOG = LoggerFactory.getLogger(OnnxLibraries.class);
    private static final OrtLoggingLevel LEVEL = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
    private static final String NAME = "wenzheng";
    private static boolean kept;

    private OnnxLibraries() {}

    /**
     * A session that runs on the thread that asks. The weights are read outside the heap and let go again: within, they
     * would make it grow by more than their size, for good.
     *
     * @param sum takes in all bytes of the weights
     * @throws LinkageError where there are no libraries for this machine
     */
    public static OrtSession session(Resource weights, Checksum sum) throws IOException, OrtException {
        OrtEnvironment environment = environment();
        try (Arena arena = Arena.ofConfined();
                ReadableByteChannel in = Channels.newChannel(weights.getInputStream());
                var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Texts differ in length, so memory laid out for one is no use to the next: 50 MB less.
            options.setMemoryPatternOptimization(false);
            ByteBuffer bytes = arena.allocate(weights.contentLength()).asByteBuffer();
            while (bytes.hasRemaining()) {
                if (in.read(bytes) < 0) {
                    throw new EOFException(weights.getDescription());
                }
            }
            bytes.flip();
            sum.update(bytes.duplicate());
            return environment.createSession(bytes, options);
        }
    }

    /**
     * @return the same one each time; it lasts as long as the program
     * @throws LinkageError where there are no libraries for this machine
     */
    public static synchronized OrtEnvironment environment() throws IOException, OrtException {
        if (System.getProperty(PATH) != null) {
            return open();
        }
        Path directory = Files.createTempDirectory("wenzheng-onnxruntime");
        try {
            for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
                String file = System.mapLibraryName(library);
                String resource = "native/%s/%s".formatted(platform(), file);
                try (InputStream packed = OrtEnvironment.class.getResourceAsStream(resource)) {
                    if (packed == null) {
                        return open();
                    }
                    Files.copy(packed, directory.resolve(file));
                }
            }
            System.setProperty(PATH, directory.toString());
            return open();
        } finally {
            remove(directory);
        }
    }

    private static OrtEnvironment open() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(LEVEL, NAME);
        environment.setTelemetry(false);
        keep();
        return environment;
    }

    /**
     * ONNX Runtime lets its environment go in a shutdown hook of its own, which runs beside this program's, and takes
     * the JVM with it where a network is being loaded or read just then
     * (https://github.com/microsoft/onnxruntime/issues/31352). It counts who uses the environment: counted once more,
     * that lasts as long as the process.
     */
    private static void keep() {
        if (kept) {
            return;
        }
        kept = true;
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), LEVEL.getValue(), NAME);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("ONNX Runtime is another one than this program knows: ending while a network loads may crash.", e);
        }
    }

    /** As the folders in ONNX Runtime's jar are named: {@code linux-x64}. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return (system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux")
                + (processor.equals("aarch64") ? "-aarch64" : "-x64");
    }

    /** Loaded libraries are not needed on disk any more, but Windows keeps them until the program ends. */
    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (!file.toFile().delete()) {
                    file.toFile().deleteOnExit();
                }
            }
        }
        Files.deleteIfExists(directory);
    }
}
