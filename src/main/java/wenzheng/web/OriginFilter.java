package wenzheng.web;

import java.time.Duration;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Serves this site's own pages, the sites that may embed the widget, and programs, which send no {@code Origin}. Any
 * other site's pages are refused, whatever they ask for, before anything is done. There are no credentials to send.
 */
@Component
@Order(-200)
class OriginFilter implements WebFilter {

    private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE);

    /** A browser asks again after that time whether it may ask. */
    private static final Duration PREFLIGHT = Duration.ofMinutes(10);

    private final Origins origins;

    OriginFilter(Origins origins) {
        this.origins = origins;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders asked = exchange.getRequest().getHeaders();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = asked.getOrigin();
        if (origin == null ? !isOfAnotherSitesPage(asked) : origins.isOwn(asked)) {
            return chain.filter(exchange);
        }
        if (origin == null || !origins.isAllowed(origin)) {
            return Mono.error(new Problem(HttpStatus.FORBIDDEN, "error.foreign-origin"));
        }
        headers.setAccessControlAllowOrigin(origin);
        headers.setAccessControlExposeHeaders(List.of(HttpHeaders.RETRY_AFTER));
        if (CorsUtils.isPreFlightRequest(exchange.getRequest())) {
            headers.setAccessControlAllowMethods(METHODS);
            // The star stands for all but the first, and holds because no credentials are allowed.
            headers.setAccessControlAllowHeaders(List.of(HttpHeaders.AUTHORIZATION, "*"));
            headers.setAccessControlMaxAge(PREFLIGHT);
            exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
            return exchange.getResponse().setComplete();
        }
        return chain.filter(exchange);
    }

    /** A page that fetches as if for a picture or an old script has no origin sent along; modules and the chat do. */
    private static boolean isOfAnotherSitesPage(HttpHeaders headers) {
        return "cross-site".equals(headers.getFirst("Sec-Fetch-Site"))
                && "no-cors".equals(headers.getFirst("Sec-Fetch-Mode"));
    }
}
