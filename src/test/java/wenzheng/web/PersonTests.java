package wenzheng.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wenzheng.ServedArticles;
import wenzheng.conversation.HandOvers;

/** What comes late of one conversation is not shown in the next, nor is a person expected there. */
@ServedArticles
@ExtendWith(Chromium.class)
class PersonTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final String HANDOVER = "**/handover";
    private static final String CHAT = "**/api/v1/chat";

    /** The service's events, as the test says them: each is taken when the page has come to wait for the next. */
    private static final String EVENTS = """
            window.fetch = new Proxy(fetch, { apply: (fetch, self, [url, ...rest]) => String(url).endsWith("/events")
              ? Promise.resolve(new Response(new ReadableStream({
                  pull: (stream) => new Promise((done) => {
                    window.happen = (events) => {
                      delete window.happen;
                      stream.enqueue(new TextEncoder().encode(events
                        .map(([event, data], i) => `id:${i}\\nevent:${event}\\ndata:${JSON.stringify(data)}\\n\\n`).join("")));
                      done();
                    };
                  }) }, { highWaterMark: 0 })))
              : Reflect.apply(fetch, self, [url, ...rest]) });""";

    @LocalServerPort
    private int port;

    @Autowired
    private HandOvers handOvers;

    private Page page;

    @BeforeEach
    void openChat(Chromium.Visitor visitor) {
        page = visitor.page(768);
    }

    @AfterEach
    void leaveNobodyWaiting() {
        handOvers.open().forEach(open -> handOvers.dismiss(open.conversationId()));
    }

    @Test
    void showsNoPlaceInTheQueueOfAConversationThatWasLeft() {
        chat();
        List<Route> held = new ArrayList<>();
        page.route(HANDOVER, held::add);
        page.waitForRequest(HANDOVER, this::askForAPerson);
        startOver();
        page.waitForResponse(HANDOVER, () -> held.forEach(Route::resume));
        Chromium.ask(page, QUESTION);
        assertThat(page.locator(".notice")).isEmpty();
    }

    @Test
    void showsNothingThatIsToldOfAConversationThatWasLeft() {
        page.addInitScript(EVENTS);
        chat();
        page.waitForFunction("() => window.happen");
        List<Route> held = new ArrayList<>();
        page.route(CHAT, held::add);
        page.waitForRequest(CHAT, () -> {
            page.locator("#message").fill("中原区呢？");
            page.locator(".send").click();
        });
        // Waits for the answer to what was asked here, and the others for it.
        page.evaluate("""
                happen([
                  ["reply", { conversationId: "left", messageId: "late", status: "ANSWERED", text: "您好", staff: "小王",
                              facts: [], citations: [], suggestions: [] }],
                  ["handover", { change: "TAKEN", staff: "小王" }]])""");
        startOver();
        page.unroute(CHAT);
        Chromium.ask(page, QUESTION);
        assertThat(page.locator(".turn")).hasCount(1);
        assertThat(page.locator(".notice")).isEmpty();
    }

    @Test
    void expectsNobodyInAConversationThatBeganAnew() {
        chat();
        askForAPerson();
        assertThat(page.locator(".notice")).containsText("排在第1位");
        startOver();
        assertThat(page.locator(".notice")).isEmpty();
        Request events = page.waitForRequest("**/events", () -> Chromium.ask(page, QUESTION));
        Assertions.assertThat(events.response().ok()).isTrue();
        List<Request> ended = new ArrayList<>();
        page.onRequestFailed(ended::add);
        // As when the window is put away: only who waits for a person goes on listening.
        page.evaluate("""
                Object.defineProperty(document, "hidden", { value: true });
                document.dispatchEvent(new Event("visibilitychange"));""");
        page.waitForCondition(() -> ended.contains(events));
    }

    private void chat() {
        Chromium.chat(page, "http://127.0.0.1:" + port + "/chat");
        Chromium.ask(page, QUESTION);
    }

    private void askForAPerson() {
        page.getByLabel("更多").click();
        page.getByText("找人工").click();
    }

    private void startOver() {
        page.getByLabel("更多").click();
        page.getByText("重新开始").click();
        assertThat(page.locator(".turn")).hasCount(0);
    }
}
