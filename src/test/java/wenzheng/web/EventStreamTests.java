package wenzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.ServedArticles;

@ServedArticles
@Timeout(120)
class EventStreamTests {

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    private int port;

    @AfterEach
    void close() {
        client.shutdownNow();
    }

    @Test
    void tellsOfRepliesAsTheyComeAndAgainToAPageThatWasAway() throws Exception {
        JsonNode first = ask("管城区2021年新建续建中小学多少所？", null);
        String conversation = first.get("conversationId").asString();
        try (BufferedReader stream = open(conversation, null)) {
            Map<String, String> event = next(stream);
            assertThat(event).containsEntry("id", "1").containsEntry("event", "reply").containsEntry("retry", "3000");
            assertThat(json.readTree(event.get("data")).get("text")).isEqualTo(first.get("text"));

            JsonNode second = ask("中原区呢？", conversation);
            event = next(stream);
            assertThat(event).containsEntry("id", "2");
            assertThat(json.readTree(event.get("data")).get("messageId")).isEqualTo(second.get("messageId"));
            assertThat(json.readTree(event.get("data")).get("citations")).isEqualTo(second.get("citations"));
        }
        JsonNode third = ask("二七区呢？", conversation);
        try (BufferedReader stream = open(conversation, "2")) {
            Map<String, String> event = next(stream);
            assertThat(event).containsEntry("id", "3");
            assertThat(json.readTree(event.get("data")).get("messageId")).isEqualTo(third.get("messageId"));
        }
    }

    @Test
    void endsWhenTheConversationIsForgotten() throws Exception {
        String conversation = ask("你好", null).get("conversationId").asString();
        long last = json.readTree(send(request("/api/v1/conversations/" + conversation)).body())
                .get("lastEventId")
                .asLong();
        try (BufferedReader stream = open(conversation, Long.toString(last))) {
            send(request("/api/v1/conversations/" + conversation).DELETE());
            assertThat(next(stream)).containsEntry("event", "end");
            assertThat(stream.readLine()).isNull();
        }
        assertThat(send(events(conversation, null)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "99999999999999999999", "", "1'; drop table turn"})
    void tellsEverythingToAPageThatKnowsNoEvent(String lastEventId) throws Exception {
        String conversation = ask("你好", null).get("conversationId").asString();
        try (BufferedReader stream = open(conversation, lastEventId)) {
            assertThat(next(stream)).containsEntry("id", "1");
        }
    }

    @Test
    void goesOnAfterANumberThatWasNeverGiven() throws Exception {
        String conversation = ask("你好", null).get("conversationId").asString();
        try (BufferedReader stream = open(conversation, "999")) {
            assertThat(stream.readLine()).isNotNull();
            ask("谢谢", conversation);
            assertThat(next(stream)).containsEntry("id", "2");
        }
    }

    @Test
    void refusesAPageThatWaitsTooOften() throws Exception {
        String conversation = ask("你好", null).get("conversationId").asString();
        List<HttpResponse<InputStream>> answers = new ArrayList<>();
        do {
            answers.add(client.send(events(conversation, null).build(), HttpResponse.BodyHandlers.ofInputStream()));
        } while (answers.getLast().statusCode() == 200 && answers.size() <= 20);
        HttpResponse<InputStream> refused = answers.removeLast();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(refused.body()).asString(StandardCharsets.UTF_8).contains("连接太多");
        send(request("/api/v1/conversations/" + conversation).DELETE());
        for (HttpResponse<InputStream> stream : answers) {
            assertThat(stream.body()).asString(StandardCharsets.UTF_8).contains("event:end");
        }
        open(ask("你好", null).get("conversationId").asString(), null).close();
    }

    @Test
    void opensSoManyStreamsAtOnceAndNoMore() {
        OpenStreams streams = new OpenStreams(TestSettings.with(List.of(), TestSettings.LIMITS));
        streams.open("a");
        streams.open("a");
        refuses(streams, "a", HttpStatus.TOO_MANY_REQUESTS);
        streams.open("b");
        streams.open("c");
        refuses(streams, "d", HttpStatus.SERVICE_UNAVAILABLE);
        streams.close("a");
        streams.open("d");
        refuses(streams, "a", HttpStatus.SERVICE_UNAVAILABLE);
        streams.close("d");
        streams.open("a");
    }

    private static void refuses(OpenStreams streams, String client, HttpStatus status) {
        assertThatThrownBy(() -> streams.open(client)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(status);
            assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("30");
        });
    }

    private BufferedReader open(String conversation, String lastEventId) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(
                events(conversation, lastEventId).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The fields of the next event; comments are left out. */
    private static Map<String, String> next(BufferedReader stream) throws IOException {
        Map<String, String> event = new HashMap<>();
        while (!event.containsKey("data")) {
            for (String line = stream.readLine(); line != null && !line.isEmpty(); line = stream.readLine()) {
                String[] field = line.split(":", 2);
                event.put(field[0], field[1]);
            }
        }
        return event;
    }

    private HttpRequest.Builder events(String conversation, String lastEventId) {
        HttpRequest.Builder events = request("/api/v1/conversations/" + conversation + "/events")
                .header("Accept", "text/event-stream");
        return lastEventId == null ? events : events.header("Last-Event-ID", lastEventId);
    }

    private JsonNode ask(String message, String conversation) throws IOException, InterruptedException {
        String body = json.createObjectNode().put("message", message).put("conversationId", conversation).toString();
        return json.readTree(send(request("/api/v1/chat")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
