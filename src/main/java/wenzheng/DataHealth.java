package wenzheng;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Whether the data directory can be written to; tried every minute, and told in the log when that changes. */
@Component("dataHealthIndicator")
@Profile("!evaluation")
class DataHealth implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DataHealth.class);

    private final Path directory;
    private final boolean inMemory;
    private volatile @Nullable String problem;

    DataHealth(
            @Value("${wenzheng.data-directory}") Path directory, @Value("${spring.datasource.url}") String database) {
        this.directory = directory.toAbsolutePath().normalize();
        inMemory = database.equals(DataDirectory.IN_MEMORY);
        look();
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    final void look() {
        String before = problem;
        problem = DataDirectory.problem(directory);
        if (problem != null && before == null) {
            LOG.error("{}: the data directory cannot be written to ({}). Questions are answered, {}. Make room on its disk,"
                    + " or give the user who runs this program write access{}.",
                    directory, problem,
                    inMemory ? "conversations are lost at the next restart" : "what is said may not be kept",
                    inMemory ? ", and restart" : "");
        } else if (problem == null && before != null) {
            LOG.info("{}: the data directory can be written to again.", directory);
        }
    }

    @Override
    public Health health() {
        look();
        if (problem != null || inMemory) {
            return Health.down()
                    .withDetail("problem", problem == null ? "could not be written to at start; restart" : problem)
                    .withDetail("conversations", inMemory ? "in memory" : "in the database")
                    .build();
        }
        return Health.up().build();
    }
}
