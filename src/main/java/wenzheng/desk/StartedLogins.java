package wenzheng.desk;

import java.time.Duration;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.server.WebSessionOAuth2ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * What was sent to a provider along with somebody, in the session that they come back to. It is the only session that
 * somebody unknown has, so it ends soon: there is room for so many.
 */
final class StartedLogins implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final WebSessionOAuth2ServerAuthorizationRequestRepository sessions =
            new WebSessionOAuth2ServerAuthorizationRequestRepository();

    @Override
    public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
        return sessions.loadAuthorizationRequest(exchange);
    }

    @Override
    public Mono<Void> saveAuthorizationRequest(OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
        return sessions.saveAuthorizationRequest(request, exchange)
                .then(exchange.getSession())
                .doOnNext(StartedLogins::shorten)
                .then();
    }

    @Override
    public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
        return sessions.removeAuthorizationRequest(exchange);
    }

    private static void shorten(WebSession session) {
        if (!StaffSessions.isLoggedIn(session)) {
            session.setMaxIdleTime(LONGEST);
        }
    }
}
