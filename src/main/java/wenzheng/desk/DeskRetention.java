package wenzheng.desk;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what was asked at the desk when a conversation of its age goes; work orders stay. Hourly. */
@Component
@Profile("!evaluation")
class DeskRetention {

    private final LookUpStore lookUps;
    private final Duration retention;
    private final Clock clock;

    DeskRetention(LookUpStore lookUps, @Value("${wenzheng.retention:90d}") Duration retention, Clock clock) {
        this.lookUps = lookUps;
        this.retention = retention;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 2, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void forgetOld() {
        lookUps.deleteBefore(clock.instant().minus(retention));
    }
}
