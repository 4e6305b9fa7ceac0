package wenzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import wenzheng.ServedArticles;

/** {@link ServedArticles} lets the pages of allowed.example use the API. */
@ServedArticles
class OriginTests {

    private static final String ALLOWED = "https://allowed.example";

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {
        "https://evil.example", "https://allowed.example.evil.example", "https://allowed.example:8443", "null",
        "https://sub.allowed.example", "http://127.0.0.1", "file://", "https://ALLOWED.example", "*", "我"
    })
    void servesNothingToPagesOfOtherSites(String origin) throws Exception {
        byte[] bytes = origin.getBytes(StandardCharsets.UTF_8);
        String sent = new String(bytes, StandardCharsets.ISO_8859_1);
        for (HttpRequest.Builder request : List.of(
                chat(),
                request("/api/v1/site"),
                request("/api/v1/documents"),
                request("/api/v1/conversations/unknown").DELETE(),
                request("/api/v1/conversations/unknown/events"),
                request("/api/v1/messages/unknown/feedback").POST(BodyPublishers.ofString("{}")),
                request("/api/v1/suggestions?q=xue"),
                request("/v1/models").header("Authorization", "Bearer first-key-of-the-tests"),
                request("/widget.js"),
                request("/widget/chat.js"),
                request("/widget/words/en.json"),
                request("/assets/icon.svg"),
                request("/chat"),
                request("/documents"),
                request("/v3/api-docs"),
                request("/actuator/health"),
                request("/v1/chat/completions").method("OPTIONS", BodyPublishers.noBody())
                        .header("Access-Control-Request-Method", "POST"),
                request("/api/v1/chat").method("OPTIONS", BodyPublishers.noBody())
                        .header("Access-Control-Request-Method", "POST"))) {
            HttpResponse<String> response = send(request.header("Origin", sent));
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).contains("没有获准").doesNotContain("14所", "管城");
            assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
            assertThat(response.headers().allValues("Vary")).contains("Origin");
        }
    }

    /** As for a picture or an old script, for which a browser sends no origin along. */
    @Test
    void servesNothingToPagesOfOtherSitesThatFetchWithoutAnOrigin() throws Exception {
        for (String path : List.of("/api/v1/suggestions?q=xue", "/widget.js", "/assets/icon.svg")) {
            HttpRequest.Builder request = request(path).header("Sec-Fetch-Mode", "no-cors");
            assertThat(send(request.copy().header("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
            assertThat(send(request.copy().header("Sec-Fetch-Site", "same-origin")).statusCode()).isEqualTo(200);
        }
        HttpRequest.Builder link = request("/chat").header("Sec-Fetch-Site", "cross-site");
        assertThat(send(link.header("Sec-Fetch-Mode", "navigate")).statusCode()).isEqualTo(200);
    }

    @Test
    void letsPagesOfAnAllowedSiteAskWithoutCredentials() throws Exception {
        HttpResponse<String> response = send(chat().header("Origin", ALLOWED));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("14所");
        assertThat(response.headers().allValues("Access-Control-Allow-Origin")).containsExactly(ALLOWED);
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void letsPagesOfAnAllowedSiteReadWhatIsWrong() throws Exception {
        HttpResponse<String> response = send(request("/api/v1/conversations/unknown").header("Origin", ALLOWED));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ALLOWED);
        assertThat(response.headers().firstValue("Access-Control-Expose-Headers")).hasValue("Retry-After");
    }

    @Test
    void tellsABrowserBeforehandWhatPagesOfAnAllowedSiteMaySend() throws Exception {
        HttpResponse<String> response = send(request("/api/v1/chat").method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", ALLOWED)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type"));
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ALLOWED);
        assertThat(response.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET,POST,DELETE");
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers").orElseThrow()).contains("*");
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void givesPagesOfAnAllowedSiteTheFilesOfTheWidget() throws Exception {
        HttpResponse<String> response = send(request("/assets/icon.svg").header("Origin", ALLOWED));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ALLOWED);
    }

    @Test
    void takesNoFormFromPagesOfAnAllowedSite() throws Exception {
        HttpRequest.Builder form = request("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("message=%E4%BD%A0%E5%A5%BD"));
        assertThat(send(form.header("Origin", ALLOWED)).statusCode()).isEqualTo(403);
    }

    @Test
    void servesItsOwnPagesAndPrograms() throws Exception {
        assertThat(send(chat()).statusCode()).isEqualTo(200);
        HttpResponse<String> own = send(chat().header("Origin", "http://127.0.0.1:" + port));
        assertThat(own.statusCode()).isEqualTo(200);
        // Behind a proxy that asks under another host, only the browser's word tells.
        assertThat(send(chat().header("Origin", "https://public.example").header("Sec-Fetch-Site", "same-origin"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tellsAPageWhatItNeedsToKnow() throws Exception {
        HttpResponse<String> site = send(request("/api/v1/site"));
        assertThat(site.body())
                .contains("\"title\":\"问政\"", "\"number\":\"12345\"", "\"voiceInput\":false", "\"messageLimit\":1000")
                .contains("\"examples\":[\"管城区2021年新建续建中小学多少所？\"", "\"districts\":[\"管城回族区\",\"中原区\"");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Www.Example.ORG/, https://www.example.org",
        "https://example.org:443, https://example.org",
        "http://example.org:8080, http://example.org:8080",
        "https://政务.example, https://xn--zfr164b.example",
        "http://[::1]:3000, http://[::1]:3000",
    })
    void writesAnAllowedOriginAsBrowsersDo(String configured, String sent) {
        assertThat(origins(configured).isAllowed(sent)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*", "https://*.example.org", "example.org", "https://example.org/chat", "null", ""})
    void refusesASettingThatIsNoSite(String configured) {
        assertThatThrownBy(() -> origins(configured)).hasMessageContaining("has \"" + configured + "\"; give each site");
    }

    private static Origins origins(String configured) {
        return new Origins(new WebSettings(
                null, List.of(), List.of(), TestSettings.LIMITS, new WebSettings.Web(List.of(configured), false)));
    }

    private HttpRequest.Builder chat() {
        return request("/api/v1/chat")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"message\":\"管城区2021年新建续建中小学多少所？\"}"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
