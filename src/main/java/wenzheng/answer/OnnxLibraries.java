package wenzheng.answer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Unpacks ONNX Runtime's libraries from the jar, loads them and removes them again. Left to itself it leaves an empty
 * directory behind at each run, and the libraries (24 MB) as well where the JVM is killed.
 */
final class OnnxLibraries {

    /** Where set, ONNX Runtime loads from there and unpacks nothing. */
    private static final String PATH = "onnxruntime.native.path";

    private OnnxLibraries() {}

    /** @throws LinkageError where there are no libraries for this machine */
    static synchronized OrtEnvironment environment() throws IOException, OrtException {
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
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "wenzheng");
        environment.setTelemetry(false);
        return environment;
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
