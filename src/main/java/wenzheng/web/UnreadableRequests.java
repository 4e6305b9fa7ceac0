package wenzheng.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives problem details to requests that Netty refuses before any filter sees them: those whose first line or headers
 * are too long, or are none. It would answer them with a status alone. Each ends its connection.
 */
@Component
class UnreadableRequests implements NettyServerCustomizer {

    private static final String NAME = "wenzheng.unreadableRequests";

    private final MessageSource messages;

    UnreadableRequests(MessageSource messages) {
        this.messages = messages;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        Problems problems = new Problems();
        return server.doOnChannelInit((_, channel, _) -> {
            if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, NAME, problems);
            }
        });
    }

    @Sharable
    private final class Problems extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            String key = message instanceof FullHttpResponse response && !response.content().isReadable()
                    ? switch (response.status().code()) {
                        case 400 -> "error.unreadable";
                        case 414, 431 -> "error.headers-too-large";
                        default -> "";
                    }
                    : "";
            if (key.isEmpty()) {
                context.write(message, promise);
                return;
            }
            FullHttpResponse bare = (FullHttpResponse) message;
            byte[] body = body(HttpStatusCode.valueOf(bare.status().code()), key);
            FullHttpResponse whole = new DefaultFullHttpResponse(
                    bare.protocolVersion(), bare.status(), Unpooled.wrappedBuffer(body));
            whole.headers()
                    .set(bare.headers())
                    .set("Content-Type", MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                    .set("Content-Length", body.length)
                    .set("X-Content-Type-Options", "nosniff")
                    .set("Connection", "close");
            bare.release();
            context.write(whole, promise.unvoid().addListener(ChannelFutureListener.CLOSE));
        }
    }

    private byte[] body(HttpStatusCode status, String key) {
        Map<String, Object> problem = ProblemHandler.problem(
                status, messages.getMessage(key, null, Locale.SIMPLIFIED_CHINESE), "");
        // Nobody knows which address it was for.
        problem.remove("instance");
        return JsonMapper.shared().writeValueAsBytes(problem);
    }
}
