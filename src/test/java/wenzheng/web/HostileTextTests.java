package wenzheng.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Articles, questions and addresses written by an attacker: they are shown as what they are, text; nothing in them
 * runs, links elsewhere or breaks the layout. A script that ran would set {@code hacked}, and one that the policy
 * stopped would be a complaint in the console.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "wenzheng.data-directory=target/hostile-data",
            "wenzheng.search.vectors=false",
            "wenzheng.reader.enabled=false",
            "spring.datasource.url=jdbc:h2:mem:hostile;DB_CLOSE_DELAY=-1",
            "wenzheng.limits.burst=10000"
        })
@ExtendWith(Chromium.class)
class HostileTextTests {

    private static final String MARKUP = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";
    private static final String LINK = "javascript:window.hacked=1";
    private static final String TURNED = "\u202e所四十\u202c\u2066右\u2067左";
    private static final String LONG = "长".repeat(5_000) + "w".repeat(5_000);
    private static final String TITLE = "'\"><svg onload=window.hacked=1> " + MARKUP + TURNED;
    private static final String QUESTION = "金水区2021年新建中小学多少所？";

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void articles(DynamicPropertyRegistry properties) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/hostile-articles"));
        Files.writeString(folder.resolve("hostile.txt"), """
                一、教育%1$s%2$s

                2021年，金水区新建中小学14所%1$s，%3$s。详见%4$s。

                %5$s
                """.formatted(MARKUP, TURNED, TURNED, LINK, LONG));
        Files.writeString(folder.resolve("catalog.yml"), """
                - file: hostile
                  title: "%s"
                  district: 金水区
                  year: 2021
                  outlet: "%s"
                """.formatted(yaml(TITLE), yaml(LONG.substring(0, 200) + MARKUP)));
        properties.add("wenzheng.corpus.directory", folder::toString);
    }

    @Test
    void showsArticlesAndQuestionsOfAnAttackerAsText(Chromium.Visitor visitor) {
        Page page = visitor.page(360);
        page.onDialog(dialog -> Assertions.fail("a dialog: " + dialog.message()));
        Chromium.chat(page, address("/chat"));
        Chromium.ask(page, QUESTION);
        assertThat(page.locator(".words").first()).containsText("14所");
        page.locator("summary").first().click();
        assertThat(page.locator(".sources .title").first()).containsText("<svg onload=window.hacked=1> " + MARKUP);
        assertThat(page.locator(".sources blockquote").first()).containsText(MARKUP);
        harmless(page);
        for (String question : new String[] {MARKUP + "学校", TURNED + "学校", LONG.substring(4_500, 5_490)}) {
            Chromium.ask(page, question);
            harmless(page);
        }
        page.reload();
        assertThat(page.locator(".turn")).hasCount(4);
        harmless(page);
        page.locator(".read a").first().evaluate("link => link.click()");
        assertThat(page.locator("p:target")).containsText(MARKUP);
        harmless(page);
        page.navigate(address("/documents"));
        assertThat(page.locator("li a")).containsText(MARKUP);
        harmless(page);
    }

    @Test
    void showsThemAsTextWithoutScriptToo(Chromium.Visitor visitor) {
        Page page = visitor.page(360, options -> options.setJavaScriptEnabled(false));
        page.navigate(address("/chat"));
        for (String question : new String[] {QUESTION, MARKUP, LONG.substring(4_500, 5_490)}) {
            page.locator("#message").fill(question);
            page.locator(".send").click();
            assertThat(page.locator(".utterance").last()).containsText(question);
            Chromium.fits(page);
        }
        assertThat(page.locator(".turns img, .turns script, .turns svg")).hasCount(0);
    }

    @Test
    void takesNothingOfAnAddressForMarkup(Chromium.Visitor visitor) {
        Page page = visitor.page(360);
        for (String path : new String[] {
            "/documents/hostile?quote=" + URLEncoder.encode(MARKUP, StandardCharsets.UTF_8),
            "/documents/" + URLEncoder.encode(MARKUP, StandardCharsets.UTF_8).replace("+", "%20"),
            "/chat?message=" + URLEncoder.encode(MARKUP, StandardCharsets.UTF_8) + "#" + MARKUP,
            "/documents/" + "x".repeat(2_000)
        }) {
            page.navigate(address(path));
            assertThat(page.locator("h1")).isVisible();
            harmless(page);
        }
        visitor.expectedComplaints();
    }

    /** Whatever the service were to send, a page of another site is not at its mercy. */
    @Test
    void takesNothingOfAReplyForMarkupOrALinkElsewhere(Chromium.Visitor visitor) {
        Page page = visitor.page(360);
        String text = (MARKUP + TURNED + LONG).replace("\"", "\\\"");
        String citation = """
                {"id": 1, "documentId": "x", "title": "%1$s", "district": "%1$s", "year": 2021, "section": "%1$s",
                 "passage": "%1$s", "quote": "%1$s", "answer": null, "url": "%2$s#p1"}""";
        String reply = """
                {"conversationId": "c", "messageId": "<m>", "status": "ANSWERED", "text": "%1$s",
                 "facts": [{"district": "%1$s", "year": null, "text": "%1$s", "figure": "%1$s", "value": 1,
                            "unit": "%1$s", "citations": [1]},
                           {"district": "二", "year": null, "text": "二", "figure": "1", "value": 2,
                            "unit": "%1$s", "citations": [2]}],
                 "citations": [%2$s, %3$s], "suggestions": ["%1$s"], "elapsedMs": 1}"""
                .formatted(text, citation.formatted(text, LINK), citation.formatted(text, "https://evil.example/"));
        page.route("**/api/v1/chat", route -> route.fulfill(new Route.FulfillOptions()
                .setHeaders(Map.of("Content-Type", "text/event-stream"))
                .setBody("event: done\ndata: " + reply.replace("\n", " ") + "\n\n")));
        page.route("**/api/v1/suggestions*", route -> route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody("{\"suggestions\": [\"%s\"]}".formatted(text))));
        page.route("**/events", Route::abort);
        Chromium.chat(page, address("/chat"));
        Chromium.fits(page);
        page.locator("#message").fill("学校");
        assertThat(page.locator("[role=option]")).hasCount(1);
        harmless(page);
        Chromium.ask(page, "学校");
        page.locator("summary").first().click();
        page.locator("summary").last().click();
        assertThat(page.locator(".chart")).isVisible();
        assertThat(page.locator(".read a")).hasCount(0);
        harmless(page);
        visitor.expectedComplaints();
    }

    private static void harmless(Page page) {
        Assertions.assertThat(page.evaluate("window.hacked")).isNull();
        assertThat(page.locator("main img, main script, main iframe, svg[onload], a[href^='javascript']")).hasCount(0);
        Assertions.assertThat(page.locator(".turns, .sources, .welcome").allInnerTexts())
                .noneMatch(text -> text.contains("\u202e"));
        Chromium.fits(page);
    }

    private static String yaml(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
