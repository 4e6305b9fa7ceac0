package wenzheng.desk;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import wenzheng.desk.AuditLog.Action;

/** Those who may use the desk, and their passwords. Blocking; safe for use by many threads. */
@Service
@Profile("!evaluation")
class Staff {

    static final String FIRST = "admin";

    /** What the audit log has in place of a role for who may not log in any more. */
    static final String DISABLED = "-";

    private static final Logger LOG = LoggerFactory.getLogger(Staff.class);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{1,59}");

    private static final int LONGEST_SHOWN_NAME = 60;

    /** Longer ones would only cost time. */
    private static final int LONGEST_PASSWORD = 200;

    private final StaffStore store;
    private final AuditLog audit;
    private final DeskSettings settings;
    private final Clock clock;

    /** Argon2id with 19 MiB, 2 rounds and 1 lane: the OWASP Password Storage Cheat Sheet's first choice of 2025. */
    private final PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);

    /** So that guessing fills neither the memory nor the cores, which all that staff ask for runs on. */
    private final Semaphore hashing = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    /** Compared with for a name that nobody has, so that the time does not tell. */
    private volatile @Nullable String nobody;

    Staff(StaffStore store, AuditLog audit, DeskSettings settings, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** Where nobody may use the desk yet, makes the first administrator. */
    @EventListener(ApplicationReadyEvent.class)
    void makeFirst() {
        if (!store.isEmpty()) {
            return;
        }
        String given = settings.adminPassword();
        String password = given == null ? random() : given;
        try {
            store.add(FIRST, FIRST, Role.ADMINISTRATOR, hash(password), clock.instant());
        } catch (DuplicateKeyException another) {
            // Another process sharing the database was faster.
            return;
        }
        audit.record(null, Action.STAFF_ADDED, FIRST, Role.ADMINISTRATOR.name());
        if (given == null) {
            LOG.info("The desk's first administrator is {}, with the password {} - it is shown only now.", FIRST, password);
        }
    }

    List<StaffMember> all() {
        return store.all();
    }

    Optional<StaffMember> find(long id) {
        return store.find(id);
    }

    /** @return the member whom the name and the password belong to; empty also for one who is locked out or disabled */
    Optional<StaffMember> logIn(String name, String password) {
        Optional<StaffMember> member = verified(name, password);
        member.ifPresent(known -> audit.record(known, Action.LOGGED_IN, known.name(), ""));
        return member;
    }

    private Optional<StaffMember> verified(String name, String password) {
        Optional<StaffMember> member = named(name);
        Optional<String> hash = member.flatMap(found -> store.hash(found.id()));
        if (member.isEmpty() || hash.isEmpty() || password.length() > LONGEST_PASSWORD) {
            matches(password, nobody());
            audit.record(null, Action.LOGIN_FAILED, member.map(StaffMember::name).orElse("?"), "");
            return Optional.empty();
        }
        StaffMember known = member.get();
        Instant now = clock.instant();
        if (known.isLocked(now) || store.countAttempt(known.id()) > settings.guesses()) {
            if (!known.isLocked(now)) {
                store.lock(known.id(), now.plus(settings.lock()));
                audit.record(null, Action.LOCKED_OUT, known.name(), settings.lock().toString());
            }
            matches(password, nobody());
            return Optional.empty();
        }
        if (!matches(password, hash.get()) || !known.enabled()) {
            audit.record(null, Action.LOGIN_FAILED, known.name(), "");
            return Optional.empty();
        }
        store.succeeded(known.id());
        return Optional.of(known);
    }

    /** A member whom an OpenID Connect provider vouches for; empty where nobody enabled has the name. */
    Optional<StaffMember> vouchedFor(String name) {
        Optional<StaffMember> member = named(name).filter(StaffMember::enabled);
        member.ifPresentOrElse(
                known -> audit.record(known, Action.LOGGED_IN, known.name(), "OpenID Connect"),
                () -> audit.record(null, Action.LOGIN_FAILED, "?", "OpenID Connect"));
        return member;
    }

    /** @param password empty where they log in by OpenID Connect alone */
    void add(StaffMember by, String name, String shownName, Role role, String password) {
        String folded = folded(name);
        if (!NAME.matcher(folded).matches()) {
            throw new DeskProblem("desk.staff.bad-name");
        }
        String shown = shownName.isBlank() ? folded : shownName.strip();
        if (shown.length() > LONGEST_SHOWN_NAME) {
            throw new DeskProblem("desk.staff.bad-shown-name");
        }
        try {
            store.add(folded, shown, role, password.isEmpty() ? null : hash(checked(password)), clock.instant());
        } catch (DuplicateKeyException taken) {
            throw new DeskProblem("desk.staff.taken");
        }
        audit.record(by, Action.STAFF_ADDED, folded, role.name());
    }

    void change(StaffMember by, long id, Role role, boolean enabled) {
        StaffMember member = store.find(id).orElseThrow(DeskProblem::gone);
        if (member.role() == role && member.enabled() == enabled) {
            return;
        }
        if (!store.change(id, role, enabled)) {
            throw new DeskProblem("desk.staff.last-administrator");
        }
        audit.record(by, Action.STAFF_CHANGED, member.name(), enabled ? role.name() : DISABLED);
    }

    /** @param shownName blank leaves it as it is */
    void rename(StaffMember by, long id, String shownName) {
        StaffMember member = store.find(id).orElseThrow(DeskProblem::gone);
        String shown = shownName.strip();
        if (shown.length() > LONGEST_SHOWN_NAME) {
            throw new DeskProblem("desk.staff.bad-shown-name");
        }
        if (!shown.isEmpty() && !shown.equals(member.shownName())) {
            store.rename(id, shown);
            audit.record(by, Action.STAFF_RENAMED, member.name(), shown);
        }
    }

    /** Logs a member out everywhere, and lifts a lock. */
    void endSessions(StaffMember by, long id) {
        StaffMember member = store.find(id).orElseThrow(DeskProblem::gone);
        store.endSessions(id);
        audit.record(by, Action.SESSIONS_ENDED, member.name(), "");
    }

    void setPassword(StaffMember by, long id, String password) {
        StaffMember member = store.find(id).orElseThrow(DeskProblem::gone);
        store.setPassword(id, hash(checked(password)));
        audit.record(by, Action.PASSWORD_CHANGED, member.name(), "");
    }

    /** Changes their own password, which ends their sessions. */
    void changePassword(StaffMember member, String old, String password) {
        if (verified(member.name(), old).isEmpty()) {
            throw new DeskProblem("desk.password.wrong");
        }
        setPassword(member, member.id(), password);
    }

    void loggedOut(StaffMember member) {
        audit.record(member, Action.LOGGED_OUT, member.name(), "");
    }

    private static String checked(String password) {
        if (password.length() < DeskSettings.SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw new DeskProblem("desk.password.too-short");
        }
        return password;
    }

    private String nobody() {
        String hash = nobody;
        if (hash == null) {
            hash = hash(random());
            nobody = hash;
        }
        return hash;
    }

    private String hash(String password) {
        hashing.acquireUninterruptibly();
        try {
            return encoder.encode(password);
        } finally {
            hashing.release();
        }
    }

    private boolean matches(String password, String hash) {
        hashing.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            hashing.release();
        }
    }

    private Optional<StaffMember> named(String name) {
        return Optional.of(folded(name)).filter(NAME.asMatchPredicate()).flatMap(store::find);
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String random() {
        byte[] bits = new byte[15];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
