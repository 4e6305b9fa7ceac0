package wenzheng.telegram;

import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * How the bot is, in {@code /actuator/health/bot}. A bot without connection is UNKNOWN, not DOWN: everything else works,
 * and to restart the program would not help.
 */
@Component("telegram")
class TelegramHealth implements HealthIndicator {

    private final ObjectProvider<TelegramBot> bots;

    TelegramHealth(ObjectProvider<TelegramBot> bots) {
        this.bots = bots;
    }

    @Override
    public Health health() {
        TelegramBot bot = bots.getIfAvailable();
        if (bot == null) {
            return Health.unknown().withDetail("bot", "off: wenzheng.telegram.token is not set").build();
        }
        Connection.State state = bot.state();
        Health.Builder health = state.problem() == null
                ? Health.up()
                : Health.unknown().withDetail("problem", state.problem());
        if (state.name() != null) {
            health.withDetail("bot", "@" + state.name());
        }
        return health.withDetail("mode", bot.mode().name().toLowerCase(Locale.ROOT)).build();
    }
}
