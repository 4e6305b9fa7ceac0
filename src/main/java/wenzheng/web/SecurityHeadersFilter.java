package wenzheng.web;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Headers that keep a browser to what the pages need: own files only, nothing inline, no frames. It and the filters up
 * to -198 come before Spring Security's, which has -100, so that they hold for the desk's pages too.
 */
@Component
@Order(-201)
class SecurityHeadersFilter implements WebFilter {

    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final boolean secure;
    private final String permissions;

    SecurityHeadersFilter(WebSettings settings) {
        permissions = "camera=(), geolocation=(), microphone=(%s)".formatted(settings.web().voiceInput() ? "self" : "");
        secure = settings.publicUrl() != null && "https".equals(settings.publicUrl().getScheme());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("Content-Security-Policy", CONTENT);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        // Not no-referrer: a browser would then send its own forms with "Origin: null".
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Permissions-Policy", permissions);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        if (secure) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        cacheControl(exchange.getRequest(), headers);
        return chain.filter(exchange);
    }

    /** Words of a conversation are not stored on the way; a page is, by the browser alone, so that "back" works. */
    private static void cacheControl(ServerHttpRequest request, HttpHeaders headers) {
        String path = request.getPath().value();
        if (Asked.isDesk(request)) {
            headers.setCacheControl("no-store");
        } else if (path.equals("/") || path.equals("/chat")) {
            headers.setCacheControl("private, no-cache");
        } else if (Asked.isOpenAi(request) || Asked.isApi(request) && !path.startsWith("/api/v1/documents")) {
            headers.setCacheControl("no-store");
        }
    }
}
