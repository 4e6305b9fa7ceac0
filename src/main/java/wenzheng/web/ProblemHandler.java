package wenzheng.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns every failure into problem details (RFC 9457) that say what to do, never how it failed, or into an error as the
 * OpenAI protocol has it; a browser that asked for a page gets Spring's error page instead. Comes before Spring's own
 * handler, which has order -1.
 */
@Component
@Order(-2)
class ProblemHandler implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final DisconnectedClientHelper disconnected = new DisconnectedClientHelper(getClass().getName());
    private final MessageSource messages;
    private final JsonMapper json = JsonMapper.shared();
    private final String limit;

    ProblemHandler(MessageSource messages, WebSettings settings) {
        this.messages = messages;
        limit = Long.toString(settings.limits().body().toKilobytes());
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (disconnected.checkAndLogClientDisconnectedException(failure)) {
            return Mono.empty();
        }
        if (response.isCommitted() || wantsPage(exchange.getRequest())) {
            return Mono.error(failure);
        }
        HttpStatusCode status = HttpStatus.INTERNAL_SERVER_ERROR;
        if (failure instanceof ErrorResponse known) {
            status = known.getStatusCode();
            response.getHeaders().putAll(known.getHeaders());
        } else if (isOfDatabase(failure)) {
            status = HttpStatus.SERVICE_UNAVAILABLE;
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, "30");
        }
        if (status.is5xxServerError() && !(failure instanceof Problem)) {
            LOG.error("{} {} failed", exchange.getLogPrefix(), exchange.getRequest().getMethod(), failure);
        }
        boolean openAi = Asked.isOpenAi(exchange.getRequest());
        Object problem = openAi
                ? OpenAiProblem.body(failure, status, detail(failure, status))
                : problem(status, detail(failure, status), exchange.getRequest().getPath().value());
        response.setStatusCode(status);
        response.getHeaders().setContentType(openAi ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON);
        DataBuffer body = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
        return response.writeWith(Mono.just(body));
    }

    static Map<String, Object> problem(HttpStatusCode status, String detail, String instance) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title(status));
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", instance);
        return problem;
    }

    private static boolean wantsPage(ServerHttpRequest request) {
        return !Asked.isApi(request)
                && !Asked.isOpenAi(request)
                && request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
    }

    private static String title(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null ? "Error" : known.getReasonPhrase();
    }

    /** The database is gone or cannot write, as on a full disk; questions are answered all the same. */
    private static boolean isOfDatabase(Throwable failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof UncategorizedSQLException
                || failure instanceof TransactionException;
    }

    private String detail(Throwable failure, HttpStatusCode status) {
        if (failure instanceof Problem problem) {
            return message(problem.key(), Stream.of(problem.arguments()).map(String::valueOf).toArray());
        }
        if (isOfDatabase(failure)) {
            return message("error.not-kept");
        }
        return switch (status.value()) {
            case 404 -> message("error.no-such-address");
            case 405 -> message(
                    "error.method-not-allowed",
                    failure instanceof MethodNotAllowedException wrong ? names(wrong.getSupportedMethods()) : "");
            case 406 -> message("error.not-acceptable");
            case 413 -> message("error.body-too-large", limit);
            case 415 -> message("error.unsupported-media-type");
            case 503 -> message("error.busy");
            default -> status.is4xxClientError() ? message("error.unreadable") : message("error.internal");
        };
    }

    private static String names(Set<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining("、"));
    }

    private String message(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
