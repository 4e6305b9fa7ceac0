package wenzheng.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** A request of the OpenAI protocol that cannot be served. */
class OpenAiProblem extends Problem {

    private final @Nullable String param;
    private final @Nullable String code;

    /**
     * @param param which part of the request is wrong, {@code null} where it is none
     * @param code what is wrong in the protocol's words, {@code null} where it has none
     */
    OpenAiProblem(
            HttpStatus status, @Nullable String param, @Nullable String code, String key, Object... arguments) {
        super(status, key, arguments);
        this.param = param;
        this.code = code;
    }

    /** An error as the protocol has it, whatever it comes from. */
    static Map<String, Object> body(Throwable failure, HttpStatusCode status, String message) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", type(status));
        error.put("param", failure instanceof OpenAiProblem known ? known.param : null);
        error.put("code", failure instanceof OpenAiProblem known ? known.code : code(status));
        return Map.of("error", error);
    }

    private static String type(HttpStatusCode status) {
        return switch (status.value()) {
            case 429 -> "rate_limit_error";
            default -> status.is5xxServerError() ? "server_error" : "invalid_request_error";
        };
    }

    private static @Nullable String code(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> "unknown_url";
            case 429 -> "rate_limit_exceeded";
            default -> null;
        };
    }
}
