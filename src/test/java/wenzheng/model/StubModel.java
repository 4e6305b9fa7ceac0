package wenzheng.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A model that speaks the OpenAI protocol over HTTP, streaming, and says what a test wants. */
final class StubModel implements AutoCloseable {

    /** One way to behave. */
    interface Manner {
        void reply(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final String scheme;
    private volatile Function<String, Manner> manners = _ -> says("");

    /** What it was sent, oldest first. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    StubModel() {
        this(null);
    }

    /** @param certificate {@code null} for plain HTTP */
    StubModel(@Nullable SSLContext certificate) {
        try {
            InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            if (certificate == null) {
                server = HttpServer.create(here, 0);
            } else {
                HttpsServer secured = HttpsServer.create(here, 0);
                secured.setHttpsConfigurator(new HttpsConfigurator(certificate));
                server = secured;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        scheme = certificate == null ? "http" : "https";
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(request);
            try {
                manners.apply(request).reply(exchange);
            } catch (IOException gone) {
                // The program left, as it should where a test makes it wait.
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("%s://localhost:%d/v1".formatted(scheme, server.getAddress().getPort()));
    }

    StubModel behaves(Manner manner) {
        return behavesBy(_ -> manner);
    }

    /** @param other by the request it is sent */
    StubModel behavesBy(Function<String, Manner> other) {
        manners = other;
        requests.clear();
        return this;
    }

    /** Streams the text in small pieces and ends. */
    static Manner says(String text) {
        return exchange -> {
            OutputStream out = stream(exchange);
            for (int at = 0; at < text.length(); at += 7) {
                send(out, text.substring(at, Math.min(text.length(), at + 7)));
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        };
    }

    static Manner fails(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static OutputStream stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    static void send(OutputStream out, String text) throws IOException {
        Map<String, Object> chunk = Map.of(
                "id", "1",
                "object", "chat.completion.chunk",
                "choices", List.of(Map.of("index", 0, "delta", Map.of("content", text))));
        out.write(("data: " + JsonMapper.shared().writeValueAsString(chunk) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Keeps the connection open and says nothing until the test is over. */
    void waitForTheEnd() {
        try {
            closed.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the test is over by then. */
    boolean isOver(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
