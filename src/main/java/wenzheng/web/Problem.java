package wenzheng.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A request that cannot be served: its status, and the key of the message that says what to do. */
class Problem extends ResponseStatusException {

    private final String key;
    private final transient Object[] arguments;
    private final @Nullable Duration retryAfter;

    Problem(HttpStatus status, String key, Object... arguments) {
        this(null, status, key, arguments);
    }

    /** @param retryAfter when a repeat may succeed */
    Problem(@Nullable Duration retryAfter, HttpStatus status, String key, Object... arguments) {
        super(status, key);
        this.key = key;
        this.arguments = arguments;
        this.retryAfter = retryAfter;
    }

    String key() {
        return key;
    }

    Object[] arguments() {
        return arguments;
    }

    /** {@code Retry-After} in whole seconds, at least one, where a repeat may succeed. */
    @Override
    public HttpHeaders getHeaders() {
        HttpHeaders headers = new HttpHeaders();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        return headers;
    }
}
