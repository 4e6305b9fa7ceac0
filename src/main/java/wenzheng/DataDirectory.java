package wenzheng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes sure, before anything else starts, that {@code wenzheng.data-directory} can be written to, and puts the
 * database there unless {@code spring.datasource.url} says otherwise. H2 takes no path relative to the working
 * directory, hence the absolute one.
 */
class DataDirectory implements EnvironmentPostProcessor, Ordered {

    static final String SETTING = "wenzheng.data-directory";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Path directory = Path.of(environment.getProperty(SETTING, "data")).toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "write", ".probe"));
        } catch (IOException cannotWrite) {
            throw new Unusable(directory, cannotWrite);
        }
        if (!environment.containsProperty("spring.datasource.url")) {
            String url = "jdbc:h2:file:" + directory.resolve("wenzheng");
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("dataDirectory", Map.of("spring.datasource.url", url)));
        }
    }

    /** After the settings files are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** The directory cannot be made or written to. */
    static class Unusable extends RuntimeException {

        private final Path directory;

        Unusable(Path directory, IOException cause) {
            super("data directory %s cannot be written to: %s".formatted(directory, cause), cause);
            this.directory = directory;
        }

        Path directory() {
            return directory;
        }
    }
}
