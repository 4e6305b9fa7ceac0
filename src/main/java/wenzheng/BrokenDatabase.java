package wenzheng;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Has the pool close each connection that finds H2's database closed beneath it, as it is once a full disk has kept H2
 * from writing: H2 opens the database anew when the last of them is gone. H2 says of them that they are valid.
 */
public final class BrokenDatabase implements SQLExceptionOverride {

    /** H2's codes for a database that is closed, and for one that was shut down. */
    private static final Set<Integer> CLOSED = Set.of(90098, 90121);

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return CLOSED.contains(failure.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
