package wenzheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import wenzheng.answer.SpanReader;

/** The whole path of a question, over real HTTP, the trained reader in it. */
@ServedArticles
@TestPropertySource(properties = {
    "wenzheng.reader.enabled=true",
    "wenzheng.data-directory=target/test-data-reader",
    "spring.datasource.url=jdbc:h2:mem:reader;DB_CLOSE_DELAY=-1"
})
class EndToEndTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    private int port;

    @Autowired
    private SpanReader reader;

    /** What is answered before it is loaded may be said otherwise. */
    @BeforeEach
    void awaitReader() {
        reader.awaitLoaded();
    }

    @Test
    void answersFromTheRightArticleAndFollowsUpWithAnotherDistrict() throws Exception {
        JsonNode first = ask(json.createObjectNode().put("message", QUESTION));
        assertThat(first.get("status").asString()).isEqualTo("ANSWERED");
        assertThat(first.get("text").asString()).isEqualTo("管城回族区（2021年）：新建、续建中小学14所。");
        JsonNode citation = first.get("citations").get(0);
        assertThat(citation.get("id").asInt()).isEqualTo(1);
        assertThat(citation.get("documentId").asString()).isEqualTo("000_62df4c3117623599");
        assertThat(citation.get("title").asString()).isEqualTo("蓝图已绘，如何实施？管城回族区将在七个方面“破局”");
        assertThat(citation.get("district").asString()).isEqualTo("管城回族区");
        assertThat(citation.get("year").asInt()).isEqualTo(2021);
        assertThat(citation.get("section").asString()).isEqualTo("公共服务 › 加大优质教育资源引进力度");
        assertThat(citation.get("passage").asString()).contains(citation.get("quote").asString());
        assertThat(citation.get("quote").asString()).isEqualTo("新建、续建中小学14所");
        assertThat(citation.get("url").asString()).matches("/documents/000_62df4c3117623599#p[0-9]+");
        assertThat(first.get("facts").get(0)).isEqualTo(json.readTree("""
                {"district": "管城回族区", "year": 2021, "text": "新建、续建中小学14所。", "figure": "14所",
                 "value": 14, "unit": "所", "citations": [1]}"""));
        assertThat(first.get("elapsedMs").isIntegralNumber()).isTrue();

        JsonNode second = ask(json.createObjectNode()
                .put("message", "中原区呢？")
                .put("conversationId", first.get("conversationId").asString()));
        assertThat(second.get("conversationId")).isEqualTo(first.get("conversationId"));
        assertThat(second.get("text").asString()).startsWith("中原区（2021年）：").contains("26所");
        assertThat(second.get("citations").get(0).get("documentId").asString()).isEqualTo("003_7f52989ee4a54a82");
    }

    @Test
    void sendsTheSameReplyAsEvents() throws Exception {
        HttpResponse<String> response = client.send(
                post("/api/v1/chat", json.createObjectNode().put("message", QUESTION))
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        List<String> names = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        JsonNode last = json.nullNode();
        for (String event : response.body().split("\n\n")) {
            String name = event.lines().filter(line -> line.startsWith("event:")).findFirst().orElseThrow();
            String data = event.lines().filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
            names.add(name.substring("event:".length()));
            last = json.readTree(data.substring("data:".length()));
            if (names.getLast().equals("delta")) {
                text.append(last.get("text").asString());
            }
        }
        assertThat(names).startsWith("status", "delta").endsWith("citation", "done");
        assertThat(last.get("text").asString()).isEqualTo(text.toString());
        assertThat(last.get("status").asString()).isEqualTo("ANSWERED");
    }

    @Test
    void keepsTheConversationUntilItIsForgotten() throws Exception {
        JsonNode reply = ask(json.createObjectNode().put("message", "我的手机是13812345678，" + QUESTION));
        String conversation = "/api/v1/conversations/" + reply.get("conversationId").asString();
        JsonNode messages = json.readTree(get(conversation).body()).get("messages");
        assertThat(messages.get(0).get("role").asString()).isEqualTo("user");
        assertThat(messages.get(0).get("text").asString()).isEqualTo("我的手机是[手机号]，" + QUESTION);
        assertThat(messages.get(1).get("messageId")).isEqualTo(reply.get("messageId"));
        assertThat(messages.get(1).get("citations")).isEqualTo(reply.get("citations"));

        String feedback = "/api/v1/messages/" + reply.get("messageId").asString() + "/feedback";
        assertThat(send(post(feedback, json.createObjectNode().put("rating", "up")).build()).statusCode())
                .isEqualTo(204);
        assertThat(send(request(conversation).DELETE().build()).statusCode()).isEqualTo(204);
        assertThat(get(conversation).statusCode()).isEqualTo(404);
        assertThat(send(post(feedback, json.createObjectNode().put("rating", "up")).build()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsAboutItselfToMachines() throws Exception {
        ask(json.createObjectNode().put("message", QUESTION));
        assertThat(get("/actuator/health/readiness").body()).contains("\"UP\"");
        assertThat(get("/actuator/health/liveness").body()).contains("\"UP\"");
        assertThat(get("/v3/api-docs").body()).contains("/api/v1/chat", "NO_ANSWER", "text/event-stream", "problem+json");
        assertThat(get("/actuator/prometheus").body())
                .contains("wenzheng_questions_total{", "wenzheng_pipeline_step_seconds_count{step=\"retrieve\"}");
        assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(json.readTree(get("/api/v1/documents").body())).hasSize(3);
    }

    private JsonNode ask(ObjectNode body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(post("/api/v1/chat", body).build());
        assertThat(response.statusCode()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder post(String path, ObjectNode body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
