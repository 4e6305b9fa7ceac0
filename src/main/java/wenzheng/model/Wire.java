package wenzheng.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * LangChain4j's way to a server for one call, which leaves nothing behind when it is closed. Reads on a virtual thread:
 * LangChain4j's own client reads on the common pool, which on two cores is one thread for all calls of the program.
 */
final class Wire implements HttpClient, HttpClientBuilder, AutoCloseable {

    /** Bytes that are read of one response; what goes on is cut off. */
    private static final int LONGEST = 8 << 20;

    private final java.net.http.HttpClient client;
    private final Duration limit;

    Wire(Duration limit) {
        this.limit = limit;
        // Some servers drop the upgrade to HTTP/2 that a client offers in the clear.
        client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Thread.ofVirtual().name("model").start(() -> {
            try {
                HttpResponse<InputStream> response = client.send(converted(request), BodyHandlers.ofInputStream());
                try (InputStream body = new Cut(response.body())) {
                    listener.onOpen(opened(response));
                    parser.parse(body, listener);
                    listener.onClose();
                }
            } catch (IOException | InterruptedException | RuntimeException failed) {
                listener.onError(failed);
            }
        });
    }

    /** @throws UnsupportedOperationException always: answers come as streams */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("answers come as streams");
    }

    private java.net.http.HttpRequest converted(HttpRequest request) {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(limit)
                .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    private static SuccessfulHttpResponse opened(HttpResponse<?> response) {
        if (response.statusCode() / 100 != 2) {
            throw new HttpException(response.statusCode(), "");
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .build();
    }

    @Override
    public Duration connectTimeout() {
        return limit;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return limit;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** Ends after {@value #LONGEST} bytes. */
    private static final class Cut extends FilterInputStream {

        private int left = LONGEST;

        Cut(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? super.read() : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = left > 0 ? super.read(bytes, from, Math.min(length, left)) : -1;
            left -= Math.max(0, read);
            return read;
        }
    }
}
