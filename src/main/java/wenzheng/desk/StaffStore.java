package wenzheng.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Members of staff in the database; SQL that H2 and PostgreSQL both take. */
@Repository
class StaffStore {

    private static final String COLUMNS =
            "select id, name, shown_name, role, enabled, stamp, locked_until from staff ";

    private final JdbcClient jdbc;

    StaffStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By name. */
    List<StaffMember> all() {
        return jdbc.sql(COLUMNS + "order by name").query(StaffStore::member).list();
    }

    boolean isEmpty() {
        return jdbc.sql("select count(*) from staff").query(Long.class).single() == 0;
    }

    Optional<StaffMember> find(long id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(StaffStore::member).optional();
    }

    Optional<StaffMember> find(String name) {
        return jdbc.sql(COLUMNS + "where name = :name").param("name", name).query(StaffStore::member).optional();
    }

    /** @return empty where there is no such member, or they have none */
    Optional<String> hash(long id) {
        return jdbc.sql("select password from staff where id = :id and password is not null")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the name is taken */
    void add(String name, String shownName, Role role, @Nullable String hash, Instant at) {
        jdbc.sql("""
                        insert into staff (name, shown_name, role, password, enabled, stamp, failures, created_at)
                        values (:name, :shown, :role, :hash, true, 0, 0, :at)""")
                .param("name", name)
                .param("shown", shownName)
                .param("role", role.name())
                .param("hash", hash)
                .param("at", utc(at))
                .update();
    }

    /**
     * Ends their sessions too.
     *
     * @return false where no administrator who could log in would be left, and all stays as it is
     */
    @Transactional
    boolean change(long id, Role role, boolean enabled) {
        boolean administers = role == Role.ADMINISTRATOR && enabled;
        // Locked until the end: of two administrators who disable each other at the same moment one stays.
        if (!administers && administrators().equals(List.of(id))) {
            return false;
        }
        jdbc.sql("update staff set role = :role, enabled = :enabled, stamp = stamp + 1 where id = :id")
                .param("id", id)
                .param("role", role.name())
                .param("enabled", enabled)
                .update();
        return true;
    }

    void rename(long id, String shownName) {
        jdbc.sql("update staff set shown_name = :shown where id = :id").param("id", id).param("shown", shownName).update();
    }

    /** Lifts a lock too. */
    void endSessions(long id) {
        jdbc.sql("update staff set stamp = stamp + 1, failures = 0, locked_until = null where id = :id")
                .param("id", id)
                .update();
    }

    /** Ends their sessions and lifts a lock too. */
    void setPassword(long id, String hash) {
        jdbc.sql("""
                        update staff set password = :hash, stamp = stamp + 1, failures = 0, locked_until = null
                        where id = :id""")
                .param("id", id)
                .param("hash", hash)
                .update();
    }

    /** Counts an attempt before its password is looked at, so that attempts made together are all counted. */
    int countAttempt(long id) {
        jdbc.sql("update staff set failures = failures + 1 where id = :id").param("id", id).update();
        return jdbc.sql("select failures from staff where id = :id").param("id", id).query(Integer.class).single();
    }

    void succeeded(long id) {
        jdbc.sql("update staff set failures = 0, locked_until = null where id = :id").param("id", id).update();
    }

    void lock(long id, Instant until) {
        jdbc.sql("update staff set failures = 0, locked_until = :until where id = :id")
                .param("id", id)
                .param("until", utc(until))
                .update();
    }

    private List<Long> administrators() {
        return jdbc.sql("select id from staff where role = 'ADMINISTRATOR' and enabled order by id for update")
                .query(Long.class)
                .list();
    }

    private static StaffMember member(ResultSet row, int number) throws SQLException {
        OffsetDateTime locked = row.getObject("locked_until", OffsetDateTime.class);
        return new StaffMember(
                row.getLong("id"),
                row.getString("name"),
                row.getString("shown_name"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("enabled"),
                row.getInt("stamp"),
                locked == null ? null : locked.toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
