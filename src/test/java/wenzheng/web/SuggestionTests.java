package wenzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.ServedArticles;

@ServedArticles
class SuggestionTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void completesAQuestionByPinyin() throws Exception {
        List<String> suggestions = List.of();
        // Each request tries at least one question more.
        for (int i = 0; i < 50 && suggestions.size() < 2; i++) {
            suggestions = suggestions("zhongxiaoxue");
        }
        assertThat(suggestions)
                .contains("管城回族区2021年新建、续建中小学多少所？", "中原区2021年新建续建中小学、幼儿园多少所？");
    }

    @Test
    void showsExamplesBeforeAnythingWasAsked() throws Exception {
        List<String> suggestions = List.of();
        for (int i = 0; i < 50 && suggestions.size() < 6; i++) {
            suggestions = suggestions("");
        }
        assertThat(suggestions).hasSize(6).contains("管城区2021年新建续建中小学多少所？");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<img src=x onerror=alert(1)>", "' or 1=1 --", "\u202e\u202d\u2066", "\u0000\ud800", "${jndi:ldap://evil}", "%", "~", "^", "\u001f"
    })
    void findsNothingForWhatNobodyMeansToAsk(String typed) throws Exception {
        assertThat(suggestions(typed)).allMatch(text -> text.endsWith("？") && !text.contains("<"));
    }

    @Test
    void staysCalmAboutLongWords() throws Exception {
        assertThat(suggestions("学".repeat(300))).hasSizeLessThanOrEqualTo(6);
        assertThat(get("学".repeat(10_000)).statusCode()).isBetween(400, 499);
    }

    private List<String> suggestions(String typed) throws Exception {
        HttpResponse<String> response = get(typed);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        List<String> suggestions = new ArrayList<>();
        for (JsonNode text : JsonMapper.shared().readTree(response.body()).get("suggestions")) {
            suggestions.add(text.asString());
        }
        return suggestions;
    }

    private HttpResponse<String> get(String typed) throws Exception {
        URI address = URI.create("http://127.0.0.1:%d/api/v1/suggestions?q=%s"
                .formatted(port, URLEncoder.encode(typed, StandardCharsets.UTF_8)));
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
