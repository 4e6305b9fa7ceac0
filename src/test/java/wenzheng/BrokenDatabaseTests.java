package wenzheng;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.SQLExceptionOverride.Override;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class BrokenDatabaseTests {

    @Test
    void hasConnectionsOfAClosedDatabaseClosedAndLeavesOtherFailuresToThePool() {
        BrokenDatabase broken = new BrokenDatabase();
        assertThat(broken.adjudicate(new SQLException("closed", "90098", 90098))).isEqualTo(Override.MUST_EVICT);
        assertThat(broken.adjudicate(new SQLException("shut down", "90121", 90121))).isEqualTo(Override.MUST_EVICT);
        assertThat(broken.adjudicate(new SQLException("taken", "23505", 23505))).isEqualTo(Override.CONTINUE_EVICT);
    }
}
