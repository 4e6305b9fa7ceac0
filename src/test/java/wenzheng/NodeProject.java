package wenzheng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/**
 * A folder of src/test/node with its packages, in target/node. Where Node or the packages cannot be had the test is
 * skipped, or fails where WENZHENG_REQUIRE_NODE is true (as environment variable or system property).
 */
public final class NodeProject {

    private static final String REQUIRE = "WENZHENG_REQUIRE_NODE";

    private final Path directory;

    private NodeProject(Path directory) {
        this.directory = directory;
    }

    /** The folder with the packages that its lock file names, from the registry or npm's cache. */
    public static NodeProject install(String name) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of("target/node", name)).toAbsolutePath();
        try (Stream<Path> files = Files.list(Path.of("src/test/node", name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        NodeProject project = new NodeProject(directory);
        try {
            project.run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        } catch (IOException | AssertionError missing) {
            boolean required = Boolean.parseBoolean(System.getProperty(REQUIRE, System.getenv(REQUIRE)));
            Assertions.assertThat(required)
                    .as("%s is true and npm ci failed: %s", REQUIRE, missing.getMessage())
                    .isFalse();
            LoggerFactory.getLogger(NodeProject.class).warn("Tests with Node skipped: npm ci failed in {}", directory);
            Assumptions.abort("no packages of Node");
        }
        return project;
    }

    /** Starts a program that runs until it is ended; its standard output is the process's. */
    public Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** @return what the program prints; fails where it ends with an error or takes over a minute */
    public String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(command));
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            boolean ended = process.waitFor(1, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            Assertions.assertThat(ended && process.exitValue() == 0)
                    .as("%s: %s", arguments, Files.readString(err))
                    .isTrue();
            return Files.readString(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
