package wenzheng.desk;

import java.util.Locale;

/** What a member of staff may do; each may do what those before it may. */
enum Role {
    CLERK,
    SUPERVISOR,
    ADMINISTRATOR;

    /** Of its name as people read it. */
    public String key() {
        return "desk.role." + name().toLowerCase(Locale.ROOT);
    }
}
