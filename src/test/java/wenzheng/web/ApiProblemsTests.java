package wenzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.ServedArticles;

@ServedArticles
class ApiProblemsTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    private ProblemHandler problems;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"message\":\"\"}", "{\"message\":\" \\t\\u3000\\u200b\"}", "{}", "{\"message\":null}"
    })
    void refusesABlankMessage(String body) throws Exception {
        assertThat(problem(chat(body), 400)).startsWith("问题不能为空");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{", "[]", "\"你好\"", "{\"message\":5}", "{\"message\":true}", "{\"message\":[\"你好\"]}",
        "{\"message\":\"你好\",\"conversationId\":{}}", "{\"message\":\"你好\"} x"
    })
    void refusesWhatIsNoSuchJson(String body) throws Exception {
        assertThat(problem(chat(body), 400)).startsWith("请求读不懂");
    }

    @Test
    void countsTheCharactersOfAMessageAsPeopleDo() throws Exception {
        assertThat(send(chat("{\"message\":\"%s\"}".formatted("𠮷".repeat(1000)))).statusCode()).isEqualTo(200);
        assertThat(problem(chat("{\"message\":\"%s\"}".formatted("问".repeat(1001))), 400))
                .isEqualTo("问题太长，最多 1000 个字符，请精简后再发。");
    }

    @Test
    void refusesALargeBodyWithAnAnnouncedLengthAndWithout() throws Exception {
        String body = "{\"message\":\"%s\"}".formatted("a".repeat(65 * 1024));
        assertThat(problem(chat(body), 413)).isEqualTo("请求正文太大，最多 64 KiB，请精简后再发。");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest chunked = request("/api/v1/chat")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build();
        assertThat(problem(chunked, 413)).startsWith("请求正文太大");
    }

    @Test
    void saysWhichMethodsAndTypesItTakes() throws Exception {
        assertThat(problem(request("/api/v1/chat").GET().build(), 405)).endsWith("POST。");
        assertThat(problem(
                        request("/api/v1/chat").header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("你好")).build(),
                        415))
                .contains("application/json");
        assertThat(problem(
                        request("/api/v1/chat").header("Content-Type", "application/json").header("Accept", "text/html")
                                .POST(BodyPublishers.ofString("{\"message\":\"你好\"}")).build(),
                        406))
                .contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/api/v1/nothing", "/api/v1/conversations/unknown", "/api/v1/documents/unknown", "/documents/unknown"
    })
    void doesNotFindWhatIsNotThere(String path) throws Exception {
        assertThat(problem(request(path).GET().build(), 404)).startsWith("没有这");
    }

    @Test
    void saysWhatIsWrongWithARequestThatCannotBeRead() throws Exception {
        String large = "长".repeat(5_000);
        String encoded = URLEncoder.encode(large, StandardCharsets.UTF_8);
        assertThat(problem(request("/api/v1/suggestions?q=" + encoded).build(), 414)).startsWith("网址或请求头太长");
        assertThat(problem(request("/api/v1/site").header("X-Long", encoded).build(), 431)).startsWith("网址或请求头太长");
        for (String line : List.of("GET /% HTTP/1.1", "GET /api/v1/site?q=%zz HTTP/1.1", "NONSENSE")) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write((line + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400")
                        .contains("application/problem+json", "\"status\":400", "请求读不懂");
            }
        }
    }

    /** Without EventLoopResponses, 6 of 1,000 such requests were never read. */
    @Test
    void answersEveryRequestOfAConnectionThatIsKeptAlive() throws Exception {
        HttpRequest request = request("/api/v1/conversations/unknown").timeout(Duration.ofSeconds(20)).build();
        for (int i = 0; i < 600; i++) {
            assertThat(send(request).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesAnUnknownRating() throws Exception {
        HttpRequest feedback = request("/api/v1/messages/any/feedback")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"rating\":\"best\"}"))
                .build();
        assertThat(problem(feedback, 400)).isEqualTo("rating 只能是 up 或 down。");
    }

    @ParameterizedTest
    @CsvSource({"'  ', 问题不能为空", "aaaa, 问题太长"})
    void keepsAConversationOnThePageWhenAFormsQuestionIsRefused(String message, String problem) throws Exception {
        JsonNode reply = JsonMapper.shared().readTree(send(chat("{\"message\":\"你好\"}")).body());
        String fields = "conversationId=%s&message=%s"
                .formatted(reply.get("conversationId").asString(), message.replace("a", "a".repeat(300)));
        HttpResponse<String> page = send(request("/")
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields.replace(' ', '+')))
                .build());
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(problem, reply.get("text").asString());
    }

    @Test
    void refusesAFormOfAnotherSite() throws Exception {
        HttpRequest.Builder form = request("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("message=%E4%BD%A0%E5%A5%BD"));
        assertThat(send(form.copy().build()).statusCode()).isEqualTo(200);
        assertThat(send(form.copy().header("Sec-Fetch-Site", "cross-site").build()).statusCode()).isEqualTo(403);
        assertThat(send(form.copy().header("Origin", "https://evil.example").build()).statusCode()).isEqualTo(403);
        assertThat(send(form.copy().header("Origin", "http://127.0.0.1:" + port).build()).statusCode()).isEqualTo(200);
    }

    @Test
    void letsABrowserUseOnlyThisSitesFiles() throws Exception {
        HttpResponse<String> page = send(request("/").GET().build());
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body()).doesNotContain("<style", "style=", "onclick");
    }

    @Test
    void showsABrowserAPageForAnAddressThatIsNotThere() throws Exception {
        HttpResponse<String> page = send(request("/nothing").header("Accept", "text/html").GET().build());
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("没有这个页面").doesNotContain("Whitelabel");
    }

    private HttpRequest chat(String body) {
        return request("/api/v1/chat")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    @Test
    void saysThatAskingGoesOnWhileTheDatabaseCannotBeUsed() {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/api/v1/conversations/a"));
        problems.handle(exchange, new CannotCreateTransactionException("no space left")).block();
        MockServerHttpResponse response = exchange.getResponse();
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("30");
        assertThat(response.getBodyAsString().block()).contains("政策问题可以照常提问").doesNotContain("space");
    }

    /** The detail of the problem that the request gets. */
    private String problem(HttpRequest request, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(response.body()).doesNotContain("Exception");
        return problem.get("detail").asString();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
