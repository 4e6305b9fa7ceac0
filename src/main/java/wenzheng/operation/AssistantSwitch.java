package wenzheng.operation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
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
     * @param reason as citizens are told it; empty where nothing was said
     * @param changedBy name of the member of staff, {@code null} where it never was changed
     */
    public record Standing(Mode mode, String reason, Instant changedAt, @Nullable String changedBy) {}

    /** Characters of a reason. */
    public static final int LONGEST_REASON = 200;

    private static final Logger LOG = LoggerFactory.getLogger(AssistantSwitch.class);
    private static final int SECONDS = 2;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LoadingCache<Boolean, Standing> known;
    private volatile Standing last = new Standing(Mode.ON, "", Instant.EPOCH, null);

    AssistantSwitch(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        known = Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(SECONDS)).build(_ -> read());
    }

    public Mode mode() {
        return standing().mode();
    }

    /** Where the database cannot be read, what it was last. */
    public Standing standing() {
        return known.get(true);
    }

    private Standing read() {
        try {
            last = stored();
        } catch (DataAccessException unreachable) {
            LOG.debug("Whether the assistant is on cannot be read, it stays {}", last.mode(), unreachable);
        }
        return last;
    }

    private Standing stored() {
        return jdbc.sql("select answering, reason, changed_at, changed_by from assistant where id = 1")
                .query((row, _) -> new Standing(
                        Mode.valueOf(row.getString("answering")),
                        Objects.requireNonNullElse(row.getString("reason"), ""),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getString("changed_by")))
                .single();
    }

    /**
     * @param reason of {@value #LONGEST_REASON} characters at most, for citizens; no matter while the assistant is on
     * @return false where it was so before
     */
    public boolean set(Mode mode, String reason, String by) {
        int changed = jdbc.sql("""
                        update assistant set answering = :mode, reason = :reason, changed_at = :at, changed_by = :by
                        where id = 1 and (answering <> :mode or coalesce(reason, '') <> :reason)""")
                .param("mode", mode.name())
                .param("reason", mode == Mode.ON ? "" : reason)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
        known.invalidateAll();
        return changed > 0;
    }
}
