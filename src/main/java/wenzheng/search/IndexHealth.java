package wenzheng.search;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How many articles can be found, by words and by what they mean, and whether that is kept on disk. */
@Component("searchHealthIndicator")
final class IndexHealth implements HealthIndicator {

    private final IndexKeeper index;
    private final SentenceVectors vectors;

    IndexHealth(IndexKeeper index, SentenceVectors vectors) {
        this.index = index;
        this.vectors = vectors;
    }

    @Override
    public Health health() {
        IndexKeeper.Progress progress = index.progress();
        Health.Builder health = progress.problem() == null ? Health.up() : Health.down();
        health.withDetail("words", "%d of %d articles".formatted(
                        progress.articles(), progress.articles() + progress.missing()))
                .withDetail("vectors", vectors.progress());
        if (progress.problem() != null) {
            health.withDetail("problem", progress.problem());
        }
        return health.build();
    }
}
