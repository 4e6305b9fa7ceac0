package wenzheng.web;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import wenzheng.corpus.CorpusSettings;

/**
 * Refuses bodies over {@code wenzheng.limits.body}, over {@code wenzheng.corpus.limits.file} where staff upload an article,
 * over 512 KiB where they send a form: at once where the length is announced, else while reading.
 */
@Component
@Order(-198)
class BodyLimitFilter implements WebFilter {

    /** More than the longest form: a work order of 32,200 characters, of which each takes nine bytes there. */
    private static final long FORM = DataSize.ofKilobytes(512).toBytes();

    private final long usual;
    private final long ofForm;
    private final long ofArticle;

    BodyLimitFilter(WebSettings settings, CorpusSettings corpus) {
        usual = settings.limits().body().toBytes();
        ofForm = Math.max(usual, FORM);
        ofArticle = Math.max(usual, corpus.limits().file().toBytes());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        long limit = Asked.isArticle(request) ? ofArticle : Asked.isDesk(request) ? ofForm : usual;
        if (request.getHeaders().getContentLength() > limit) {
            return Mono.error(tooLarge(limit));
        }
        return chain.filter(exchange.mutate()
                .request(new ServerHttpRequestDecorator(request) {
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
