package wenzheng.desk;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * Who is logged in, by session. A session only says who logged in when; whether they still may, and as what, is looked
 * up at each request. So a session ends when its member is disabled, gets another role or another password, too. What
 * a page that was left open asks by itself does not keep it.
 */
@Component
@Profile("!evaluation")
class StaffSessions implements ServerSecurityContextRepository {

    private static final String LOGIN = "desk.login";
    private static final String WORKED = "worked";

    /** What a page says of what it asks by itself while nobody works there. */
    private static final String UNATTENDED = "Desk-Unattended";

    /** Asked for again and again by a page that is open, whoever looks at it. */
    private static final String EVENTS = "/desk/events";

    private record Login(long staffId, int stamp, Instant at) implements Serializable {}

    private final Staff staff;
    private final Crossover crossover;
    private final DeskSettings settings;
    private final Clock clock;

    StaffSessions(Staff staff, Crossover crossover, DeskSettings settings, Clock clock) {
        this.staff = staff;
        this.crossover = crossover;
        this.settings = settings;
        this.clock = clock;
    }

    static Authentication authentication(StaffMember member) {
        return UsernamePasswordAuthenticationToken.authenticated(
                member, null, AuthorityUtils.createAuthorityList("ROLE_" + member.role().name()));
    }

    static boolean isLoggedIn(WebSession session) {
        return session.getAttribute(LOGIN) instanceof Login;
    }

    /**
     * Begins a session under a new id, or ends the one there is. Whom an OpenID Connect provider names is nobody here
     * until it is known which member of staff that is.
     */
    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return exchange.getSession().flatMap(session -> {
            if (context == null || context.getAuthentication() == null) {
                return session.invalidate();
            }
            if (!(context.getAuthentication().getPrincipal() instanceof StaffMember member)) {
                return Mono.empty();
            }
            session.getAttributes().put(LOGIN, new Login(member.id(), member.stamp(), clock.instant()));
            session.getAttributes().put(WORKED, clock.instant());
            session.setMaxIdleTime(settings.idle());
            return session.changeSessionId();
        });
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        return exchange.getSession().flatMap(session -> session.getAttribute(LOGIN) instanceof Login login
                ? load(session, login, isAtWork(exchange.getRequest()))
                : Mono.empty());
    }

    private static boolean isAtWork(ServerHttpRequest request) {
        return !request.getHeaders().containsHeader(UNATTENDED)
                && !request.getPath().pathWithinApplication().value().equals(EVENTS);
    }

    private Mono<SecurityContext> load(WebSession session, Login login, boolean atWork) {
        Instant now = clock.instant();
        Instant worked = session.getAttributeOrDefault(WORKED, login.at());
        boolean late = Duration.between(login.at(), now).compareTo(settings.longest()) > 0
                || Duration.between(worked, now).compareTo(settings.idle()) > 0;
        if (atWork && !late) {
            session.getAttributes().put(WORKED, now);
        }
        Mono<SecurityContext> still = late
                ? Mono.empty()
                : crossover.call(() -> staff.find(login.staffId())
                        .filter(member -> member.enabled() && member.stamp() == login.stamp())
                        .map(member -> (SecurityContext) new SecurityContextImpl(authentication(member)))
                        .orElse(null));
        return still.switchIfEmpty(Mono.defer(() -> session.invalidate().then(Mono.empty())));
    }
}
