package wenzheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** That the tests of this tag run on H2 and, by {@code bin/postgresql}, on PostgreSQL, each with every migration. */
@Tag("database")
@ServedArticles
class DatabaseTests {

    @Autowired
    private DataSource database;

    @Autowired
    private Flyway flyway;

    @Test
    void runsEveryMigrationOnTheDatabaseThatIsAskedFor() throws SQLException {
        String asked = Objects.requireNonNullElse(System.getenv("WENZHENG_TEST_DATABASE"), "jdbc:h2:");
        try (Connection connection = database.getConnection()) {
            assertThat(asked).startsWith("jdbc:" + connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT));
        }
        assertThat(flyway.info().all()).isNotEmpty();
        assertThat(Arrays.stream(flyway.info().all()).filter(one -> one.getState() != MigrationState.SUCCESS)).isEmpty();
    }
}
