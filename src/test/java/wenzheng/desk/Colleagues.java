package wenzheng.desk;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** Hires staff for tests. These share a database, so each member is added once and keeps role and password. */
@TestComponent
public final class Colleagues {

    static final String PASSWORD = "long-enough-a-password";

    private final Staff staff;
    private final StaffStore store;
    private final Environment environment;

    Colleagues(Staff staff, StaffStore store, Environment environment) {
        this.staff = staff;
        this.store = store;
        this.environment = environment;
    }

    StaffMember hire(String name, String shownName, Role role) {
        return hire(name, shownName, role, PASSWORD);
    }

    /** @param password empty where they log in by OpenID Connect alone */
    StaffMember hire(String name, String shownName, Role role, String password) {
        if (store.find(name).isEmpty()) {
            staff.add(store.find(Staff.FIRST).orElseThrow(), name, shownName, role, password);
        }
        return store.find(name).orElseThrow();
    }

    /** Hires them where they are not yet, and logs in. */
    DeskClient loggedIn(String name, String shownName, Role role) throws Exception {
        hire(name, shownName, role);
        return DeskClient.loggedIn(environment.getRequiredProperty("local.server.port", Integer.class), name, PASSWORD);
    }
}
