package wenzheng.desk;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wenzheng.ServedArticles;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.HandOvers;
import wenzheng.web.Chromium;

/** A page of the desk that nobody works at lets the session end. */
@ServedArticles
@ExtendWith(Chromium.class)
class LeftAloneTests {

    private static final String CLERK = "alone-clerk";
    private static final String UNATTENDED = "desk-unattended";
    private static final FulfillOptions NO_NEWS = new FulfillOptions().setContentType("text/event-stream").setBody("");

    @LocalServerPort
    private int port;

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private Conversations conversations;

    @Autowired
    private HandOvers handOvers;

    @AfterEach
    void leaveNobodyWaiting() {
        handOvers.open().forEach(open -> handOvers.dismiss(open.conversationId()));
    }

    @Test
    void asksNoMoreByItselfAfterAWhileAndSaysSoOfWhatItIsMovedToAsk(Chromium.Visitor visitor) {
        colleagues.hire(CLERK, "小王", Role.CLERK);
        String conversation = conversations.say(null, "管城区2021年新建续建中小学多少所？", null).conversationId();
        handOvers.ask(conversation);
        long number = handOvers.open().getFirst().id();
        handOvers.take(number, CLERK, "小王");
        Page page = visitor.page(1440);
        page.clock().install();
        // What other tests did may be news yet.
        page.route("**/desk/events", route -> route.fulfill(NO_NEWS));
        page.navigate(address("/desk/queue"));
        page.locator("#username").fill(CLERK);
        page.locator("#password").fill(Colleagues.PASSWORD);
        page.locator("#password").press("Enter");
        page.waitForURL(address("/desk/queue"));
        asksWhileSomebodyWorks(page, "/desk/queue/list");
        page.navigate(address("/desk/queue/" + number));
        asksWhileSomebodyWorks(page, "/desk/queue/" + number + "/unseen");
    }

    private void asksWhileSomebodyWorks(Page page, String path) {
        page.keyboard().press("Shift");
        page.waitForRequest(address(path), () -> page.clock().runFor("00:31"));
        page.clock().fastForward("10:00");
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        page.clock().runFor("05:00");
        page.evaluate("document.title");
        Assertions.assertThat(asked).noneMatch(each -> each.endsWith(path) || each.endsWith("/count"));
        var news = page.waitForRequest("**/desk/queue/count", () -> page.evaluate("htmx.trigger(document.body, 'news')"));
        Assertions.assertThat(news.headers()).containsEntry(UNATTENDED, "true");
        page.keyboard().press("Shift");
        var atWork = page.waitForRequest(address(path), () -> page.clock().runFor("00:31"));
        Assertions.assertThat(atWork.headers()).doesNotContainKey(UNATTENDED);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
