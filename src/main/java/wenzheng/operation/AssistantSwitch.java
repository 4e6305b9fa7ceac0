package wenzheng.operation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Whether the assistant answers citizens; it stays as it is over a restart. What another process sharing the database
 * sets is noticed within {@value #SECONDS} seconds. Safe for use by many threads.
 */
@Service
public class AssistantSwitch {

    public enum Mode {
        ON,
        /** Only members of staff answer. */
        HANDOVER_ONLY,
        OFF
    }

    /**
     * @param changedBy name of the member of staff, {@code null} where it never was changed
     */
    public record Standing(Mode mode, Instant changedAt, @Nullable String changedBy) {}

    private static final Logger LOG = LoggerFactory.getLogger(AssistantSwitch.class);
    private static final int SECONDS = 2;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LoadingCache<Boolean, Mode> known;
    private volatile Mode last = Mode.ON;

    AssistantSwitch(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        known = Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(SECONDS)).build(_ -> read());
    }

    /** Where the database cannot be read, what it was last. */
    public Mode mode() {
        return known.get(true);
    }

    private Mode read() {
        try {
            last = standing().mode();
        } catch (DataAccessException unreachable) {
            LOG.debug("Whether the assistant is on cannot be read, it stays {}", last, unreachable);
        }
        return last;
    }

    public Standing standing() {
        return jdbc.sql("select answering, changed_at, changed_by from assistant where id = 1")
                .query((row, _) -> new Standing(
                        Mode.valueOf(row.getString("answering")),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getString("changed_by")))
                .single();
    }

    /** @return false where it was so before */
    public boolean set(Mode mode, String by) {
        int changed = jdbc.sql("""
                        update assistant set answering = :mode, changed_at = :at, changed_by = :by
                        where id = 1 and answering <> :mode""")
                .param("mode", mode.name())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
        known.invalidateAll();
        return changed > 0;
    }
}
