package wenzheng.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** What was read of the corpus directory, what was left out of it and why, and what is still to be read. */
@Component("corpusHealthIndicator")
final class CorpusHealth implements HealthIndicator {

    private static final int MOST_SHOWN = 100;

    private final DirectoryArticles articles;

    CorpusHealth(DirectoryArticles articles) {
        this.articles = articles;
    }

    @Override
    public Health health() {
        DirectoryArticles.Progress progress = articles.progress();
        List<LeftOut> leftOut = articles.leftOut();
        Map<String, String> faults = new LinkedHashMap<>();
        leftOut.stream().limit(MOST_SHOWN).forEach(file -> faults.put(file.file(), file.fault().name()));
        Health.Builder health = progress.found() ? Health.up() : Health.down();
        health.withDetail("articles", articles.all().size())
                .withDetail("reading", "%d of %d changed files".formatted(progress.done(), progress.files()))
                .withDetail("waiting", progress.waiting())
                .withDetail("keeping", progress.keeping())
                .withDetail("leftOut", leftOut.size())
                .withDetail("faults", faults);
        if (progress.looked() != null) {
            health.withDetail("looked", progress.looked().toString());
        }
        return health.build();
    }
}
