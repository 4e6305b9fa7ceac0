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
import wenzheng.corpus.CorpusSettings;

/**
 * Refuses bodies over {@code wenzheng.limits.body}, over {@code wenzheng.corpus.limits.file} where staff upload an article:
 * at once where the length is announced, else while reading.
 */
@Component
@Order(-198)
class BodyLimitFilter implements WebFilter {

    private final long usual;
    private final long ofArticle;

    BodyLimitFilter(WebSettings settings, CorpusSettings corpus) {
        usual = settings.limits().body().toBytes();
        ofArticle = Math.max(usual, corpus.limits().file().toBytes());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long limit = Asked.isArticle(exchange.getRequest()) ? ofArticle : usual;
        if (exchange.getRequest().getHeaders().getContentLength() > limit) {
            return Mono.error(tooLarge(limit));
        }
        return chain.filter(exchange.mutate()
                .request(new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        AtomicLong read = new AtomicLong();
                        return super.getBody().handle((part, sink) -> {
                            if (read.addAndGet(part.readableByteCount()) > limit) {
                                DataBufferUtils.release(part);
                                sink.error(tooLarge(limit));
                            } else {
                                sink.next(part);
                            }
                        });
                    }
                })
                .build());
    }

    private static Problem tooLarge(long limit) {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, "error.body-too-large", limit / 1024);
    }
}
