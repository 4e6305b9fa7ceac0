package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.ServedArticles;
import wenzheng.conversation.ConversationEvents;
import wenzheng.conversation.HandOver;
import wenzheng.conversation.HandOvers;

/** A citizen on the web, who asks for a person, and clerks at the desk. */
@Tag("database")
@ServedArticles
class QueueTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";

    private final HttpClient citizen = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    private int port;

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private ConversationEvents conversationEvents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient wang;
    private DeskClient li;

    @BeforeEach
    void logIn() throws Exception {
        wang = colleagues.loggedIn("queue-wang", "小王", Role.CLERK);
        li = colleagues.loggedIn("queue-li", "小李", Role.CLERK);
    }

    @AfterEach
    void leaveNobodyWaiting() {
        handOvers.open().forEach(open -> {
            handOvers.withdraw(open.conversationId());
            if (open.clerk() != null) {
                handOvers.close(open.id(), open.clerk());
            }
        });
    }

    @Test
    void goesFromTheAssistantToAClerkAndBackInTheSameChat() throws Exception {
        String id = say(null, QUESTION).get("conversationId").asString();
        assertThat(handover("GET", id).get("state").asString()).isEqualTo("ASSISTANT");
        JsonNode asked = handover("POST", id);
        assertThat(asked.get("state").asString()).isEqualTo("WAITING");
        assertThat(asked.get("place").asInt()).isEqualTo(1);
        assertThat(say(id, "中原区呢？").get("text").asString()).as("while waiting").contains("26所");

        HandOver open = handOvers.open().getFirst();
        assertThat(wang.get("/desk/queue").body()).contains("第1位", "中原区呢？");
        assertThat(wang.get("/desk/queue/" + open.id()).body()).contains(QUESTION, "14所", "请求人工");
        assertThat(wang.post("/desk/queue/%d/words".formatted(open.id()), Map.of("words", "抢话")).statusCode()).isEqualTo(409);
        assertThat(wang.post("/desk/queue/%d/take".formatted(open.id()), Map.of()).statusCode()).isEqualTo(303);
        assertThat(li.post("/desk/queue/%d/take".formatted(open.id()), Map.of()).statusCode()).isEqualTo(409);
        assertThat(li.post("/desk/queue/%d/close".formatted(open.id()), Map.of()).statusCode()).isEqualTo(409);
        JsonNode standing = handover("GET", id);
        assertThat(standing.get("state").asString()).isEqualTo("TAKEN");
        assertThat(standing.get("staff").asString()).isEqualTo("小王");

        JsonNode passedOn = say(id, "我的手机是13812345678，管城区2021年新建多少所学校");
        assertThat(passedOn.get("status").asString()).isEqualTo("HANDED_OVER");
        assertThat(passedOn.get("text").asString()).isEqualTo("已转给小王。");
        assertThat(wang.get("/desk/queue/%d/transcript".formatted(open.id())).body())
                .contains("我的手机是[手机号]")
                .doesNotContain("已转给小王", "13812345678");
        assertThat(proposal(open.id())).contains("14所", "蓝图已绘").doesNotContain("hx-get");

        try (Events events = new Events(id)) {
            wang.post("/desk/queue/%d/draft".formatted(open.id()), Map.of("words", "您好，"));
            assertThat(events.until("typing")).isNotNull();
            wang.post("/desk/queue/%d/words".formatted(open.id()), Map.of("words", "您好，<b>14所</b>"));
            JsonNode written = events.until("小王");
            assertThat(written.get("text").asString()).isEqualTo("您好，<b>14所</b>");
            assertThat(written.get("status").asString()).isEqualTo("HANDED_OVER");
            wang.post("/desk/queue/%d/back".formatted(open.id()), Map.of());
            assertThat(events.until("HANDED_BACK").get("staff").asString()).isEqualTo("小王");
        }
        HttpResponse<String> ended = wang.get("/desk/queue/%d/transcript".formatted(open.id()));
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.body()).contains("这个对话已经结束").doesNotContain(QUESTION);
        assertThat(wang.get("/desk/queue/987654321/transcript").statusCode()).isEqualTo(404);
        assertThat(say(id, "中原区呢？").get("text").asString()).as("the assistant again").contains("26所");
        JsonNode history = json.readTree(send(request("/api/v1/conversations/" + id)).body()).get("messages");
        assertThat(history.toString()).contains("您好，<b>14所</b>", "\"staff\":\"小王\"");
    }

    @Test
    void isTakenByExactlyOneOfManyWhoTryAtOnce() throws Exception {
        String id = say(null, QUESTION).get("conversationId").asString();
        handover("POST", id);
        long open = handOvers.open().getFirst().id();
        List<Callable<Boolean>> clerks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "clerk-" + i;
            clerks.add(() -> handOvers.take(open, name, name));
        }
        long taken = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(clerks)) {
                taken += each.get() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(1);
    }

    @Test
    void letsASupervisorAloneEndWhatAClerkWhoIsAwayHasTaken() throws Exception {
        String id = say(null, QUESTION).get("conversationId").asString();
        handover("POST", id);
        long open = handOvers.open().getFirst().id();
        wang.post("/desk/queue/%d/take".formatted(open), Map.of());
        DeskClient zhao = colleagues.loggedIn("queue-zhao", "赵班长", Role.SUPERVISOR);
        assertThat(li.get("/desk/queue/" + open).body()).contains(QUESTION).doesNotContain("交回助手");
        assertThat(zhao.get("/desk/queue/" + open).body()).contains("交回助手").doesNotContain("id=\"words\"");
        assertThat(zhao.post("/desk/queue/%d/words".formatted(open), Map.of("words", "抢话")).statusCode()).isEqualTo(409);
        assertThat(li.post("/desk/queue/%d/back".formatted(open), Map.of()).statusCode()).isEqualTo(409);
        assertThat(zhao.post("/desk/queue/%d/back".formatted(open), Map.of()).statusCode()).isEqualTo(303);
        assertThat(say(id, "中原区呢？").get("text").asString()).as("the assistant again").contains("26所");
    }

    @Test
    void keepsTheQueueInOrderAndLetsACitizenLeaveIt() throws Exception {
        String first = say(null, QUESTION).get("conversationId").asString();
        String second = say(null, QUESTION).get("conversationId").asString();
        assertThat(handover("POST", first).get("place").asInt()).isEqualTo(1);
        assertThat(handover("POST", second).get("place").asInt()).isEqualTo(2);
        assertThat(handover("POST", first).get("place").asInt()).as("asked again").isEqualTo(1);
        AtomicInteger told = new AtomicInteger();
        Runnable deaf = conversationEvents.listen(second, told::incrementAndGet);
        assertThat(send(request("/api/v1/conversations/" + first + "/handover").DELETE()).statusCode()).isEqualTo(204);
        deaf.run();
        assertThat(told).as("whoever moves up is told at once").hasValue(1);
        assertThat(handover("GET", second).get("place").asInt()).isEqualTo(1);
        assertThat(send(request("/api/v1/conversations/" + second).DELETE()).statusCode()).isEqualTo(204);
        assertThat(handOvers.open()).as("a forgotten conversation").isEmpty();
        assertThat(send(request("/api/v1/conversations/none/handover").POST(HttpRequest.BodyPublishers.noBody())).statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsThoseWhoWaitTheirPlaceWhenItChanges() throws Exception {
        String first = say(null, QUESTION).get("conversationId").asString();
        String second = say(null, QUESTION).get("conversationId").asString();
        handover("POST", first);
        handover("POST", second);
        String third = say(null, QUESTION).get("conversationId").asString();
        try (Events events = new Events(second);
                Events late = new Events(third)) {
            assertThat(events.until("place").get("place").asInt()).as("a page that was away").isEqualTo(2);
            assertThat(handover("POST", third).get("place").asInt()).isEqualTo(3);
            assertThat(late.until("place").get("place").asInt()).isEqualTo(3);
            wang.post("/desk/queue/%d/take".formatted(handOvers.open().getFirst().id()), Map.of());
            assertThat(events.until("place").get("place").asInt()).as("one was taken").isEqualTo(1);
            assertThat(late.until("place").get("place").asInt()).isEqualTo(2);
            say(first, "在吗？");
            send(request("/api/v1/conversations/" + second).DELETE());
            assertThat(late.until("place").get("place").asInt()).as("one was forgotten").isEqualTo(1);
            wang.post("/desk/queue/%d/take".formatted(handOvers.open().getLast().id()), Map.of());
            assertThat(late.until("").toString()).as("told that alone").contains("TAKEN", "小王");
        }
    }

    @Test
    void showsForHowLongACitizenWhoKeepsTheirPlaceHasBeenAway() throws Exception {
        String id = say(null, QUESTION).get("conversationId").asString();
        handover("POST", id);
        HandOver open = handOvers.open().getFirst();
        assertThat(open.seenAt()).as("no page of theirs was ever there").isNull();
        assertThat(wang.get("/desk/queue").body()).contains("第1位").doesNotContain("市民已离开");
        seenBefore(open.id());
        assertThat(wang.get("/desk/queue/list").body()).contains("第1位", "市民已离开页面2分钟");
        wang.post("/desk/queue/%d/take".formatted(open.id()), Map.of());
        assertThat(wang.get("/desk/queue").body()).contains("市民已离开页面2分钟");
        assertThat(li.get("/desk/queue").body()).contains("市民已离开页面2分钟");
        String unseen = "/desk/queue/%d/unseen".formatted(open.id());
        assertThat(wang.get("/desk/queue/" + open.id()).body()).contains("市民已离开页面2分钟", unseen);
        Instant before = Instant.now();
        try (Events events = new Events(id)) {
            events.until("TAKEN");
            wang.post("/desk/queue/%d/draft".formatted(open.id()), Map.of("words", "您好"));
            events.until("typing");
            assertThat(handOvers.find(open.id()).orElseThrow().seenAt()).isAfter(before.minusSeconds(60));
        }
        assertThat(wang.get(unseen).body()).doesNotContain("市民已离开");
        wang.post("/desk/queue/%d/close".formatted(open.id()), Map.of());
        assertThat(wang.get(unseen).statusCode()).as("ended").isEqualTo(200);
    }

    @Test
    void showsThatACitizenWhoWaitsHasComeBack() throws Exception {
        String id = say(null, QUESTION).get("conversationId").asString();
        handover("POST", id);
        seenBefore(handOvers.open().getFirst().id());
        assertThat(wang.get("/desk/queue/list").body()).contains("市民已离开页面2分钟");
        try (Events events = new Events(id)) {
            events.until("place");
            assertThat(wang.get("/desk/queue/list").body()).contains("第1位").doesNotContain("市民已离开");
        }
    }

    /** Has the citizen's page been there last two and a half minutes ago; of no use while it is there. */
    private void seenBefore(long handOver) {
        jdbc.sql("update handover set seen_at = :at where id = :id")
                .param("at", OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(125))
                .param("id", handOver)
                .update();
    }

    @Test
    void keepsWhatAClerkIsWritingAndWhatWasSaidWhileSomebodyWasAway() throws Exception {
        String id = say(null, QUESTION).get("conversationId").asString();
        handover("POST", id);
        long open = handOvers.open().getFirst().id();
        wang.post("/desk/queue/%d/take".formatted(open), Map.of());
        wang.post("/desk/queue/%d/draft".formatted(open), Map.of("words", "写了一半"));
        say(id, "在吗？");
        wang.post("/desk/queue/%d/words".formatted(open), Map.of("words", "在的"));
        wang.post("/desk/queue/%d/draft".formatted(open), Map.of("words", "又写了一半"));
        DeskClient again = colleagues.loggedIn("queue-wang", "小王", Role.CLERK);
        assertThat(again.get("/desk/queue/" + open).body()).contains("又写了一半", "在吗？", "在的");
        try (Events events = new Events(id)) {
            assertThat(events.until("在的").get("staff").asString()).isEqualTo("小王");
        }
    }

    @Test
    void keepsAMessageApartWithConsentUntilItsCallIsDone() throws Exception {
        String id = say(null, QUESTION).get("conversationId").asString();
        String body = "{\"message\": \"请回电，身份证110101199003077758\", \"phone\": \"%s\", \"consent\": %s}";
        assertThat(leave(id, body.formatted("0371-12345678", "false"))).isEqualTo(400);
        assertThat(leave(id, body.formatted("<script>", "true"))).isEqualTo(400);
        assertThat(leave("none", body.formatted("0371-12345678", "true"))).isEqualTo(404);
        assertThat(leave(id, body.formatted("0371-12345678", "true"))).isEqualTo(204);
        String page = wang.get("/desk/queue").body();
        assertThat(page).contains("0371-12345678", "请回电").doesNotContain("110101199003077758");
        assertThat(send(request("/api/v1/conversations/" + id)).body()).doesNotContain("0371-12345678", "请回电");
        long callback = handOvers.callbacks().getFirst().id();
        assertThat(wang.post("/desk/callbacks/%d/done".formatted(callback), Map.of()).statusCode()).isEqualTo(303);
        assertThat(handOvers.callbacks()).isEmpty();
    }

    private JsonNode say(String id, String message) throws Exception {
        var body = json.createObjectNode().put("message", message);
        if (id != null) {
            body.put("conversationId", id);
        }
        return json.readTree(send(request("/api/v1/chat")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())))
                .body());
    }

    /** What the page shows once it is worked out. */
    private String proposal(long id) throws Exception {
        String path = "/desk/queue/%d/proposal".formatted(id);
        String shown = wang.get(path).body();
        while (shown.contains("hx-get=\"" + path)) {
            shown = wang.get(path).body();
        }
        return shown;
    }

    private JsonNode handover(String method, String id) throws Exception {
        return json.readTree(send(request("/api/v1/conversations/" + id + "/handover")
                        .method(method, HttpRequest.BodyPublishers.noBody()))
                .body());
    }

    private int leave(String id, String body) throws Exception {
        return send(request("/api/v1/conversations/" + id + "/callback")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return citizen.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** The citizen's stream of events, from the beginning. */
    private final class Events implements AutoCloseable {

        private final InputStream stream;
        private final BufferedReader lines;

        Events(String id) throws Exception {
            stream = citizen.send(
                            request("/api/v1/conversations/" + id + "/events").build(),
                            HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }

        /** The data of the next event that has this in its name or its data. */
        JsonNode until(String words) throws Exception {
            boolean named = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                named |= line.startsWith("event:") && line.contains(words);
                if (line.startsWith("data:") && (named || line.contains(words))) {
                    return json.readTree(line.substring("data:".length()));
                }
            }
            throw new AssertionError("the stream ended without " + words);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
