package wenzheng;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes {@code wenzheng.data-directory}, before anything else starts, and puts the database there unless
 * {@code spring.datasource.url} says otherwise. H2 takes no path relative to the working directory, hence the absolute
 * one. Where the directory is there and cannot be written to, as on a full disk, the program starts all the same with
 * its database in memory, and {@link DataHealth} says so.
 */
class DataDirectory implements EnvironmentPostProcessor, Ordered {

    static final String SETTING = "wenzheng.data-directory";
    static final String DATABASE = "wenzheng.mv.db";
    /**
     * Closed with the program, not when the JVM begins to end: what is answered until then is kept. Without H2's trace
     * file, which would hold values that citizens wrote.
     */
    static final String FILE = "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    static final String IN_MEMORY = "jdbc:h2:mem:wenzheng;DB_CLOSE_DELAY=-1";
    /**
     * H2 2.4.240 refuses whatever is written to a table with {@code check (… in (…))} once the connection that made the
     * table is closed (github.com/h2database/h2database/issues/4308), until it opens the database anew. So no connection
     * is closed for its age or for being idle.
     */
    private static final Map<String, Object> KEPT_OPEN =
            Map.of("spring.datasource.hikari.idle-timeout", 0, "spring.datasource.hikari.max-lifetime", 0);
    /** What is written to find out: an empty file fits on a full disk. */
    private static final byte[] PROBE = new byte[1 << 16];

    private final Log log;

    DataDirectory(DeferredLogFactory logs) {
        log = logs.getLog(DataDirectory.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Path directory = Path.of(environment.getProperty(SETTING, "data")).toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
        } catch (IOException cannotMake) {
            throw new Unusable(directory, cannotMake);
        }
        boolean writable = problem(directory) == null;
        String restored = Restore.takeIn(
                directory, Path.of(environment.getProperty("wenzheng.corpus.directory", "seeds")).toAbsolutePath());
        if (restored != null) {
            log.warn(restored);
        }
        String url = environment.getProperty(
                "spring.datasource.url", writable ? FILE.formatted(directory.resolve("wenzheng")) : IN_MEMORY);
        if (url.startsWith("jdbc:h2:")) {
            Map<String, Object> settings = new HashMap<>(KEPT_OPEN);
            settings.put("spring.datasource.url", url);
            environment.getPropertySources().addLast(new MapPropertySource("dataDirectory", settings));
        }
    }

    /** @return why the directory cannot be written to, without its name; {@code null} where it can */
    static @Nullable String problem(Path directory) {
        try {
            Path probe = Files.createTempFile(directory, "write", ".probe");
            try {
                Files.write(probe, PROBE);
            } finally {
                Files.deleteIfExists(probe);
            }
            return null;
        } catch (FileSystemException e) {
            return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** After the settings files are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** The directory cannot be made. */
    static class Unusable extends RuntimeException {

        private final Path directory;

        Unusable(Path directory, IOException cause) {
            super("data directory %s cannot be made: %s".formatted(directory, cause), cause);
            this.directory = directory;
        }

        Path directory() {
            return directory;
        }
    }
}
