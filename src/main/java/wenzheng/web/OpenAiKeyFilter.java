package wenzheng.web;

import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import wenzheng.language.Sha256;
import wenzheng.operation.ApiKeys;

/** Lets only holders of a key use the OpenAI protocol; without any key it is not there. */
@Component
@Order(3)
class OpenAiKeyFilter implements WebFilter {

    private static final String SCHEME = "bearer ";

    private final List<byte[]> keys;
    private final ApiKeys made;
    private final Crossing crossing;

    OpenAiKeyFilter(OpenAiSettings settings, ApiKeys made, Crossing crossing) {
        this.made = made;
        this.crossing = crossing;
        keys = settings.apiKeys().stream().map(Sha256::of).toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!Asked.isOpenAi(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return crossing.call(() -> may(authorization)).flatMap(may -> switch (may) {
            case KNOWN -> chain.filter(exchange);
            case NO_KEYS -> Mono.error(new Problem(HttpStatus.NOT_FOUND, "error.no-such-address"));
            case UNKNOWN -> {
                exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                yield Mono.error(
                        new OpenAiProblem(HttpStatus.UNAUTHORIZED, null, "invalid_api_key", "error.bad-api-key"));
            }
        });
    }

    private enum May { KNOWN, UNKNOWN, NO_KEYS }

    private May may(@Nullable String authorization) {
        if (keys.isEmpty() && !made.any()) {
            return May.NO_KEYS;
        }
        return isKnown(authorization) ? May.KNOWN : May.UNKNOWN;
    }

    /** Takes the same time for any key of a length: digests are compared, each whole, with all. */
    private boolean isKnown(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String key = authorization.substring(SCHEME.length()).strip();
        byte[] given = Sha256.of(key);
        boolean known = false;
        for (byte[] each : keys) {
            known |= MessageDigest.isEqual(each, given);
        }
        return known || made.knows(key);
    }
}
