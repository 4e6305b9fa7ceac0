package wenzheng.desk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.server.WebSessionOAuth2ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * What was sent to a provider along with somebody, in the session that they come back to; and the page of the desk that
 * they go on to then, which the provider is not told. It is the only session that somebody unknown has, so it ends soon:
 * there is room for so many.
 */
final class StartedLogins implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String NEXT = "next";

    /** An attribute of the exchange that somebody comes back with. */
    private static final String NEXT_OF_STARTED = StartedLogins.class.getName() + ".next";

    private final WebSessionOAuth2ServerAuthorizationRequestRepository sessions =
            new WebSessionOAuth2ServerAuthorizationRequestRepository();

    @Override
    public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
        return sessions.loadAuthorizationRequest(exchange);
    }

    @Override
    public Mono<Void> saveAuthorizationRequest(OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
        String next = DeskSecurity.checked(next(exchange));
        OAuth2AuthorizationRequest withNext = OAuth2AuthorizationRequest.from(request)
                .attributes(kept -> kept.put(NEXT, next))
                .build();
        return sessions.saveAuthorizationRequest(withNext, exchange)
                .then(exchange.getSession())
                .doOnNext(StartedLogins::shorten)
                .then();
    }

    @Override
    public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
        return sessions.removeAuthorizationRequest(exchange)
                .doOnNext(request -> exchange.getAttributes().put(NEXT_OF_STARTED, request.getAttribute(NEXT)));
    }

    /**
     * Where to go on from a login by a provider: with what the link to it said when it is begun, and with what was kept of
     * that when somebody is back.
     *
     * @return as it came, to be checked; {@code null} where nothing was said, or nothing begun
     */
    static @Nullable String next(ServerWebExchange exchange) {
        String kept = exchange.getAttribute(NEXT_OF_STARTED);
        return kept == null ? exchange.getRequest().getQueryParams().getFirst(NEXT) : kept;
    }

    private static void shorten(WebSession session) {
        if (!StaffSessions.isLoggedIn(session)) {
            session.setMaxIdleTime(LONGEST);
        }
    }
}
