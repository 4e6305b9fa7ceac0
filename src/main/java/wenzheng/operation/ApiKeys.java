package wenzheng.operation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Keys that programs use the assistant with. A key is shown when it is made and never again: of it the database has the
 * SHA-256 alone, which is enough for {@value #BYTES} random bytes. Safe for use by many threads.
 */
@Service
public class ApiKeys {

    /** Where keys begin, so that one that got into a file is found. */
    static final String PREFIX = "wz-";

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
    private static final int BYTES = 32;
    private static final int SHOWN = 8;
    private static final int MOST = 100;

    /** Another process's change is noticed after so long. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(2);

    private static final Duration BETWEEN_USES = Duration.ofMinutes(1);

    /**
     * @param start the first characters of it, to tell it by
     * @param lastUsedAt to the minute; {@code null} where it never was
     * @param revokedAt {@code null} where it can be used
     */
    public record ApiKey(
            long id,
            String name,
            String start,
            Instant createdAt,
            String createdBy,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final LoadingCache<Boolean, Map<String, Long>> usable;
    private final Cache<Long, Boolean> used = Caffeine.newBuilder().expireAfterWrite(BETWEEN_USES).build();

    ApiKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        usable = Caffeine.newBuilder().expireAfterWrite(KNOWN_FOR).build(_ -> read());
    }

    /** Newest first, those that can be used before the others. */
    public List<ApiKey> all() {
        return jdbc.sql("""
                        select id, name, beginning, created_at, created_by, last_used_at, revoked_at from api_key
                        order by case when revoked_at is null then 0 else 1 end, id desc fetch first :most rows only""")
                .param("most", MOST)
                .query(ApiKeys::key)
                .list();
    }

    /** @return the key, which nobody can be shown again */
    public String make(String name, String by) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        jdbc.sql("""
                        insert into api_key (name, beginning, digest, created_at, created_by)
                        values (:name, :beginning, :digest, :at, :by)""")
                .param("name", name)
                .param("beginning", key.substring(0, SHOWN))
                .param("digest", digest(key))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
        usable.invalidateAll();
        return key;
    }

    /** @return its name; empty where there is none that can be used */
    public Optional<String> revoke(long id) {
        int revoked = jdbc.sql("update api_key set revoked_at = :at where id = :id and revoked_at is null")
                .param("id", id)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        usable.invalidateAll();
        return revoked == 0
                ? Optional.empty()
                : jdbc.sql("select name from api_key where id = :id").param("id", id).query(String.class).optional();
    }

    /** Whether any can be used. */
    public boolean any() {
        return !usable.get(true).isEmpty();
    }

    /** Whether it is one that can be used, which is noted. Digests are looked up, so the time tells nothing of a key. */
    public boolean knows(String key) {
        Long id = usable.get(true).get(digest(key));
        if (id == null) {
            return false;
        }
        if (used.asMap().putIfAbsent(id, true) == null) {
            note(id);
        }
        return true;
    }

    private void note(long id) {
        try {
            jdbc.sql("update api_key set last_used_at = :at where id = :id")
                    .param("id", id)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DataAccessException unreachable) {
            LOG.debug("That an API key was used was not noted", unreachable);
        }
    }

    /** By digest; empty where the database cannot be read. */
    private Map<String, Long> read() {
        Map<String, Long> read = new HashMap<>();
        try {
            jdbc.sql("select id, digest from api_key where revoked_at is null")
                    .query((ResultSet row) -> {
                        read.put(row.getString("digest"), row.getLong("id"));
                    });
        } catch (DataAccessException unreachable) {
            LOG.warn("API keys cannot be read: {}", unreachable.getMostSpecificCause().toString());
        }
        return read;
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                row.getString("name"),
                row.getString("beginning"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static String digest(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
