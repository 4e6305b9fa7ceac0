package wenzheng.web;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

/**
 * Writes every response on its connection's event loop, wherever it was made. Up to 1.3.8 at least, Reactor Netty may
 * never read the next request of a kept-alive connection when that arrives while a response written by another thread
 * is being finished (github.com/reactor/reactor-netty/issues/4361): without this, 6 of 1,000 requests hung.
 */
@Component
class EventLoopResponses implements HttpHandlerDecoratorFactory {

    @Override
    public HttpHandler apply(HttpHandler handler) {
        return (request, response) -> {
            Object connection = ServerHttpRequestDecorator.getNativeRequest(request);
            return handler.handle(
                    request, connection instanceof Connection open ? new OnEventLoop(response, open) : response);
        };
    }

    private static final class OnEventLoop extends ServerHttpResponseDecorator {

        private final Scheduler eventLoop;

        OnEventLoop(ServerHttpResponse response, Connection connection) {
            super(response);
            eventLoop = Schedulers.fromExecutor(connection.channel().eventLoop());
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return super.writeWith(body).subscribeOn(eventLoop);
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return super.writeAndFlushWith(Flux.from(body).publishOn(eventLoop)).subscribeOn(eventLoop);
        }

        @Override
        public Mono<Void> setComplete() {
            return super.setComplete().subscribeOn(eventLoop);
        }
    }
}
