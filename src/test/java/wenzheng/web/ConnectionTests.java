package wenzheng.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;
import wenzheng.conversation.Conversations;

/** What is asked is asked once and answered, whatever happens to the page and its connection. */
@ServedArticles
@ExtendWith(Chromium.class)
class ConnectionTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final String CHAT = "**/api/v1/chat";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Conversations conversations;

    private Page page;

    @BeforeEach
    void openChat(Chromium.Visitor visitor) {
        page = visitor.page(768);
        Chromium.chat(page, address("/chat"));
    }

    @Test
    void asksOnceWhenTheAnswerIsLostOnItsWay(Chromium.Visitor visitor) {
        AtomicInteger sent = new AtomicInteger();
        page.route(CHAT, route -> {
            // Every second time it comes through.
            if (sent.incrementAndGet() % 2 == 1) {
                route.fetch();
                route.abort();
            } else {
                route.resume();
            }
        });
        ask(QUESTION);
        replied(page, 1);
        ask("中原区呢？");
        replied(page, 2);
        assertThat(page.locator(".turn").last()).containsText("26所");
        Assertions.assertThat(sent).hasValue(4);
        Assertions.assertThat(turns()).isEqualTo(2);
        visitor.expectedComplaints();
    }

    @Test
    void sendsByItselfWhatCouldNotBeSentOnceTheConnectionIsBack(Chromium.Visitor visitor) {
        BrowserContext context = page.context();
        context.setOffline(true);
        ask(QUESTION);
        assertThat(page.locator(".failed")).containsText("没有连上服务器");
        context.setOffline(false);
        replied(page, 1);
        assertThat(page.locator(".fact strong")).hasText("14所");
        visitor.expectedComplaints();
    }

    @Test
    void sendsAgainWhatFailedWhenAskedTo(Chromium.Visitor visitor) {
        page.route(CHAT, route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
        ask(QUESTION);
        assertThat(page.locator(".failed")).containsText("请稍后再试");
        page.unroute(CHAT);
        page.getByText("重新发送").click();
        replied(page, 1);
        assertThat(page.locator(".turn")).hasCount(1);
        visitor.expectedComplaints();
    }

    @Test
    void showsAnAnswerAsItComes(Chromium.Visitor visitor) {
        page.evaluate("""
                const words = new TextEncoder();
                window.fetch = new Proxy(fetch, { apply: (fetch, self, [url, ...rest]) => String(url).endsWith("/api/v1/chat")
                  ? Promise.resolve(new Response(new ReadableStream({ start: (stream) => {
                      window.send = (event, data) =>
                        stream.enqueue(words.encode(`event:${event}\\ndata:${JSON.stringify(data)}\\n\\n`));
                    } })))
                  : Reflect.apply(fetch, self, [url, ...rest]) });""");
        ask(QUESTION);
        assertThat(page.locator(".wait")).hasText("正在查找…");
        page.evaluate("send('status', { status: 'ANSWERED' }); send('delta', { text: '第一句。' })");
        assertThat(page.locator(".streaming")).hasText("第一句。");
        page.evaluate("send('delta', { text: '第二句。' })");
        assertThat(page.locator(".streaming")).hasText("第一句。第二句。");
        assertThat(page.locator(".streaming")).hasAttribute("aria-hidden", "true");
        page.evaluate("""
                send('done', { conversationId: 'c', messageId: 'm', status: 'SMALL_TALK', text: '第一句。第二句。',
                  facts: [], citations: [], suggestions: [], elapsedMs: 1 })""");
        replied(page, 1);
        assertThat(page.locator(".streaming")).hasCount(0);
        assertThat(page.locator(".reply .line")).hasText("第一句。第二句。");
        // The service knows no conversation of that name.
        visitor.expectedComplaints();
    }

    @Test
    void waitsAsLongAsABusyServiceAsks(Chromium.Visitor visitor) {
        AtomicInteger asked = new AtomicInteger();
        page.route(CHAT, once(route -> {
            asked.incrementAndGet();
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(429)
                    .setHeaders(Map.of("Retry-After", "1")));
        }));
        ask(QUESTION);
        replied(page, 1);
        Assertions.assertThat(asked).hasValue(1);
        visitor.expectedComplaints();
    }

    @Test
    void keepsTheConversationWhenThePageIsLoadedAnew() {
        ask(QUESTION);
        replied(page, 1);
        page.reload();
        replied(page, 1);
        assertThat(page.locator(".utterance")).containsText(QUESTION);
        ask("中原区呢？");
        replied(page, 2);
        assertThat(page.locator(".turn").last()).containsText("26所");
    }

    @Test
    void getsTheAnswerToWhatWasOnItsWayWhenThePageWasLoadedAnew() {
        ask(QUESTION);
        replied(page, 1);
        page.route(CHAT, once(Route::fetch));
        page.locator("#message").fill("中原区呢？");
        page.waitForRequest(CHAT, () -> page.keyboard().press("Enter"));
        page.unroute(CHAT);
        page.reload();
        replied(page, 2);
        assertThat(page.locator(".turn")).hasCount(2);
        assertThat(page.locator(".turn").last()).containsText("26所");
        Assertions.assertThat(turns()).isEqualTo(2);
    }

    @Test
    void showsWhatIsSaidInTheConversationWithoutBeingAskedHere() {
        ask(QUESTION);
        replied(page, 1);
        conversations.say(conversation(page), "二七区2021年要打通多少条断头路？", null);
        replied(page, 2);
        assertThat(page.locator(".turn").last()).containsText("14条");
        page.reload();
        replied(page, 2);
    }

    @Test
    void keepsTwoTabsApartEvenWhereOneIsACopyOfTheOther() {
        ask(QUESTION);
        replied(page, 1);
        Page other = page.context().newPage();
        Chromium.chat(other, address("/chat"));
        assertThat(other.locator(".turn")).hasCount(0);
        // A window opened by a page begins with a copy of what that page's tab remembers.
        Page copy = page.waitForPopup(() -> page.evaluate("window.open(location.href)"));
        assertThat(copy.locator(".completions")).isAttached();
        assertThat(copy.locator(".turn")).hasCount(0);
        copy.locator("#message").fill("中原区呢？");
        copy.locator(".send").click();
        replied(copy, 1);
        Assertions.assertThat(conversation(copy)).isNotEqualTo(conversation(page));
        assertThat(page.locator(".turn")).hasCount(1);
    }

    @Test
    void goesOnWhenTheConversationWasForgottenMeanwhile(Chromium.Visitor visitor) {
        ask(QUESTION);
        replied(page, 1);
        page.request().delete(address("/api/v1/conversations/" + conversation(page)));
        for (int turns = 2; turns <= 3; turns++) {
            ask(QUESTION);
            replied(page, turns);
        }
        visitor.expectedComplaints();
    }

    @Test
    void doesNotSendWithTheEnterThatEndsAComposition() {
        page.locator("#message").focus();
        CDPSession session = page.context().newCDPSession(page);
        JsonObject composition = new JsonObject();
        composition.addProperty("text", "zhongyuanqu");
        composition.addProperty("selectionStart", 11);
        composition.addProperty("selectionEnd", 11);
        session.send("Input.imeSetComposition", composition);
        JsonObject enter = new JsonObject();
        enter.addProperty("type", "rawKeyDown");
        enter.addProperty("key", "Enter");
        enter.addProperty("code", "Enter");
        enter.addProperty("windowsVirtualKeyCode", 229);
        session.send("Input.dispatchKeyEvent", enter);
        JsonObject words = new JsonObject();
        words.addProperty("text", "中原区有多少学校");
        session.send("Input.insertText", words);
        assertThat(page.locator("#message")).hasValue("中原区有多少学校");
        assertThat(page.locator(".turn")).hasCount(0);
        page.keyboard().press("Enter");
        assertThat(page.locator(".utterance")).containsText("中原区有多少学校");
    }

    private void ask(String question) {
        page.locator("#message").fill(question);
        page.keyboard().press("Enter");
    }

    private static void replied(Page page, int turns) {
        assertThat(page.locator(".turn .actions")).hasCount(turns);
    }

    /** Answers the first request in its own way; the others go through. */
    private static Consumer<Route> once(Consumer<Route> answer) {
        AtomicInteger asked = new AtomicInteger();
        return route -> {
            if (asked.getAndIncrement() == 0) {
                answer.accept(route);
            } else {
                route.resume();
            }
        };
    }

    private int turns() {
        return jdbc.sql("select count(*) from turn where conversation_id = :id")
                .param("id", conversation(page))
                .query(Integer.class)
                .single();
    }

    private static String conversation(Page page) {
        return (String) page.evaluate("JSON.parse(sessionStorage['wenzheng.conversation']).conversationId");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
