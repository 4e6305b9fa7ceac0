package wenzheng.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes Telegram's calls. A filter before all others, since what holds for people does not hold for Telegram: it calls
 * from few addresses, often, and has neither session nor form; the secret it sends along is what it is known by. What it
 * is not told is well, it sends again.
 */
final class WebhookFilter implements WebFilter, Ordered, AutoCloseable {

    static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookFilter.class);

    /** Bytes; a message of 4,096 characters with all its marks and the message it replies to has a tenth. */
    private static final int LONGEST = 1 << 20;

    private final TelegramBot bot;
    private final byte[] secret;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("telegram-webhook-", 0).factory());

    WebhookFilter(TelegramBot bot) {
        this.bot = bot;
        secret = bot.secret().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (request.getMethod() != HttpMethod.POST
                || !request.getPath().value().equals(TelegramSettings.PATH)) {
            return chain.filter(exchange);
        }
        if (!isTelegram(request.getHeaders().getFirst(SECRET))) {
            return end(exchange, HttpStatus.FORBIDDEN);
        }
        return DataBufferUtils.join(request.getBody(), LONGEST)
                .map(WebhookFilter::text)
                .flatMap(body -> Mono.fromFuture(CompletableFuture.supplyAsync(() -> receive(body), threads), true))
                .onErrorResume(DataBufferLimitException.class, _ -> Mono.just(HttpStatus.CONTENT_TOO_LARGE))
                .defaultIfEmpty(HttpStatus.BAD_REQUEST)
                .flatMap(status -> end(exchange, status));
    }

    private boolean isTelegram(@Nullable String sent) {
        return sent != null && MessageDigest.isEqual(secret, sent.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataBuffer body) {
        try {
            return body.toString(StandardCharsets.UTF_8);
        } finally {
            DataBufferUtils.release(body);
        }
    }

    private HttpStatus receive(String body) {
        if (!bot.isOpen()) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        try {
            bot.receive(List.of(BotApi.read(body)));
            return HttpStatus.OK;
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return HttpStatus.BAD_REQUEST;
        } catch (RuntimeException failed) {
            LOG.error("Telegram: an update could not be stored; Telegram will send it again", failed);
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
    }

    private static Mono<Void> end(ServerWebExchange exchange, HttpStatus status) {
        exchange.getResponse().setStatusCode(status);
        return exchange.getResponse().setComplete();
    }

    @Override
    public void close() {
        threads.close();
    }
}
