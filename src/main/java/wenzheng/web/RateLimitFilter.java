package wenzheng.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets each client address make so many requests at once and so many a minute, and as many for suggestions; pages,
 * files and what the staff does are free.
 */
@Component
@Order(-199)
class RateLimitFilter implements WebFilter {

    /** Addresses remembered at the same time; an address is forgotten when its bucket has long been full again. */
    private static final int ADDRESSES = 100_000;

    private final WebSettings.Limits limits;
    private final TrustedProxies proxies;
    private final Cache<String, Bucket> buckets;

    RateLimitFilter(WebSettings settings, TrustedProxies proxies) {
        limits = settings.limits();
        this.proxies = proxies;
        long minutesToFill = limits.burst() / limits.perMinute() + 1L;
        buckets = Caffeine.newBuilder()
                .maximumSize(ADDRESSES)
                .expireAfterAccess(Duration.ofMinutes(minutesToFill))
                .build();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!isLimited(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        // Whoever shares an address with a fast typist can still ask.
        String kind = Asked.isSuggestions(exchange.getRequest()) ? "suggestions " : "";
        Bucket bucket = buckets.get(kind + proxies.clientOf(exchange.getRequest()), _ -> fullBucket());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return chain.filter(exchange);
        }
        Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
        return Mono.error(new Problem(wait, HttpStatus.TOO_MANY_REQUESTS, "error.too-many-requests"));
    }

    private static boolean isLimited(ServerHttpRequest request) {
        return Asked.isApi(request)
                || Asked.isOpenAi(request)
                || Asked.isLogin(request)
                || request.getMethod() == HttpMethod.POST && !Asked.isDesk(request);
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(limits.burst()).refillGreedy(limits.perMinute(), Duration.ofMinutes(1)))
                .build();
    }
}
