package wenzheng.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Somebody who may use the desk.
 *
 * @param name what they log in with: small letters, unique
 * @param shownName what colleagues and citizens read
 * @param stamp rises with whatever ends their sessions
 * @param lockedUntil {@code null} or past where their password counts
 */
record StaffMember(
        long id, String name, String shownName, Role role, boolean enabled, int stamp, @Nullable Instant lockedUntil)
        implements AuthenticatedPrincipal {

    @Override
    public String getName() {
        return name;
    }

    public boolean supervises() {
        return role != Role.CLERK;
    }

    public boolean administers() {
        return role == Role.ADMINISTRATOR;
    }

    public boolean isLocked(Instant now) {
        return lockedUntil != null && lockedUntil.isAfter(now);
    }
}
