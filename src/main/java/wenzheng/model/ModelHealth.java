package wenzheng.model;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * How the language model is. One that fails is UNKNOWN, not DOWN: answers go out in the articles' words, and to restart
 * the program would not help.
 */
@Component("modelHealthIndicator")
class ModelHealth implements HealthIndicator {

    private final Polisher polisher;

    ModelHealth(Polisher polisher) {
        this.polisher = polisher;
    }

    @Override
    public Health health() {
        return polisher.standing()
                .map(standing -> (standing.pausedUntil() == null ? Health.up() : Health.unknown())
                        .withDetail("model", standing.name())
                        .withDetail("tokensToday", "%d of %d".formatted(standing.spent(), standing.tokensPerDay()))
                        .withDetails(standing.pausedUntil() == null
                                ? Map.of()
                                : Map.of("problem", "failed several times, left alone until " + standing.pausedUntil()))
                        .build())
                .orElseGet(() -> Health.unknown().withDetail("model", "off: wenzheng.model.base-url is not set").build());
    }
}
