package wenzheng.web;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refuses bodies over {@code wenzheng.limits.body}: at once where the length is announced, else while reading. */
@Component
@Order(-198)
class BodyLimitFilter implements WebFilter {

    private final long limit;

    BodyLimitFilter(WebSettings settings) {
        limit = settings.limits().body().toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getHeaders().getContentLength() > limit) {
            return Mono.error(tooLarge());
        }
        return chain.filter(exchange.mutate()
                .request(new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        AtomicLong read = new AtomicLong();
                        return super.getBody().handle((part, sink) -> {
                            if (read.addAndGet(part.readableByteCount()) > limit) {
                                DataBufferUtils.release(part);
                                sink.error(tooLarge());
                            } else {
                                sink.next(part);
                            }
                        });
                    }
                })
                .build());
    }

    private Problem tooLarge() {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, "error.body-too-large", limit / 1024);
    }
}
