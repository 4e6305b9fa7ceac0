package wenzheng.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.Corrections;
import wenzheng.conversation.HandOvers;
import wenzheng.web.Chromium;

/** What staff write stays theirs until it is taken, whatever the server answers instead, or if it answers nothing. */
@ServedArticles
@ExtendWith(Chromium.class)
class KeptWordsTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final int NO_ANSWER = 0;

    /** A token of an ended session, a body too large, and what a server and a proxy before it say in trouble. */
    private static final List<Integer> ANSWERS = List.of(403, 413, 500, 503, NO_ANSWER);

    @LocalServerPort
    private int port;

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private Corrections corrections;

    @Autowired
    private Conversations conversations;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient supervisor;

    @BeforeEach
    void logIn() throws Exception {
        supervisor = colleagues.loggedIn("kept-supervisor", "小王", Role.SUPERVISOR);
    }

    @AfterEach
    void leaveNothingOpen() {
        jdbc.sql("delete from correction").update();
        corrections.list();
        handOvers.open().forEach(open -> handOvers.dismiss(open.conversationId()));
    }

    @Test
    void keepsWhatAPageSentThatWasNotTaken(Chromium.Visitor visitor) throws Exception {
        Page page = loggedIn(visitor);
        keeps(page, savedOrder(), "#summary", "#order button[type=submit]");
        keeps(page, "/desk/corrections/" + proposed(), "[name=reason]", ".reject button");
        keeps(page, "/desk/dictionary", "#word", "[data-key=p]");
        visitor.expectedComplaints();
    }

    private void keeps(Page page, String path, String field, String button) {
        for (int status : ANSWERS) {
            String words = "写下的话" + status;
            page.navigate(address(path));
            page.locator(field).fill(words);
            answerPosts(page, status);
            page.locator(button).click();
            assertThat(page.locator(field)).hasCount(0);
            page.unrouteAll();
            page.navigate(address("/desk/queue"));
            page.navigate(address(path));
            assertThat(page.locator(field)).hasValue(words);
            page.locator(field).fill(words + "改");
            answerPosts(page, status);
            page.locator(button).click();
            assertThat(page.locator(field)).hasCount(0);
            page.unrouteAll();
            if (status == NO_ANSWER) {
                // The browser's own page stands in the place of the one that was left.
                page.navigate(address(path));
            } else {
                page.goBack();
            }
            assertThat(page.locator(field)).hasValue(words + "改");
        }
    }

    @Test
    void forgetsWhatWasTaken(Chromium.Visitor visitor) throws Exception {
        Page page = loggedIn(visitor);
        String order = savedOrder();
        page.navigate(address(order));
        page.locator("#summary").fill("已答复");
        page.locator("#order button[type=submit]").click();
        page.waitForURL(address("/desk/orders"));
        page.navigate(address(order));
        assertThat(page.locator("#summary")).hasValue("已答复");
        Assertions.assertThat(kept(page)).isEqualTo(List.of());
    }

    @Test
    void keepsWhatStaysOnItsPageUntilItIsTaken(Chromium.Visitor visitor) throws Exception {
        Page page = loggedIn(visitor);
        staysOnItsPage(page, "/desk/corrections/" + reported(), "#words", "#propose button[type=submit]");
        staysOnItsPage(page, conversation(), "#words", "#write button[type=submit]");
        staysOnItsPage(page, "/desk", "#q", "#ask button[type=submit]");
        visitor.expectedComplaints();
    }

    private void staysOnItsPage(Page page, String path, String field, String button) {
        for (int status : ANSWERS) {
            String words = "写下的话" + status;
            page.navigate(address(path));
            page.locator(field).fill(words);
            for (Locator empty : page.locator("form:has(" + field + ") [required]").all()) {
                if (empty.inputValue().isEmpty()) {
                    empty.fill("原话");
                }
            }
            answerPosts(page, status);
            page.locator(button).first().click();
            assertThat(page.locator(status == 403 ? "#lost" : "#broken")).isVisible();
            assertThat(page.locator(field)).hasValue(words);
            page.unrouteAll();
            page.reload();
            assertThat(page.locator(field)).hasValue(words);
        }
    }

    @Test
    void keepsAProposalWithItsSourceThatWasRefused(Chromium.Visitor visitor) throws Exception {
        Page page = loggedIn(visitor);
        page.navigate(address("/desk/corrections/" + reported()));
        page.locator("#results .passage")
                .filter(new Locator.FilterOptions().setHasText("中小学14所"))
                .first()
                .click();
        assertThat(page.locator("#words")).isFocused();
        String quote = page.locator("#quote").inputValue();
        String article = page.locator("[name=article]").inputValue();
        page.locator("#words").fill("全区新建、续建中小学共15所");
        String until = LocalDate.now().plusMonths(2).toString();
        page.locator("[name=until]").fill(until);
        page.locator("#words").press("Control+Enter");
        assertThat(page.locator("#problem")).containsText("15所");
        page.reload();
        assertThat(page.locator("#words")).hasValue("全区新建、续建中小学共15所");
        assertThat(page.locator("#quote")).hasValue(quote);
        assertThat(page.locator("[name=article]")).hasValue(article);
        assertThat(page.locator("[name=until]")).hasValue(until);
        page.locator("#words").fill("全区新建、续建中小学共14所");
        page.locator("#words").press("Control+Enter");
        assertThat(page.locator("h1 .tag")).hasText("待批准");
        Assertions.assertThat(kept(page)).isEqualTo(List.of());
    }

    @Test
    void saysWhatToDoWithAFormOfAnEndedSession(Chromium.Visitor visitor) throws Exception {
        Page page = loggedIn(visitor);
        String order = savedOrder();
        page.navigate(address(order));
        page.locator("#summary").fill("已答复，还要回电");
        Page other = page.context().newPage();
        other.navigate(address("/desk/password"));
        other.locator(".leave button").click();
        logIn(other);
        page.locator("#order button[type=submit]").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("写下的内容还在");
        page.goBack();
        assertThat(page.locator("#summary")).hasValue("已答复，还要回电");
        page.locator("#order button[type=submit]").click();
        page.waitForURL(address("/desk/orders"));
        page.navigate(address(order));
        assertThat(page.locator("#summary")).hasValue("已答复，还要回电");
        Assertions.assertThat(kept(page)).isEqualTo(List.of());
        visitor.expectedComplaints();
    }

    private static void answerPosts(Page page, int status) {
        page.route("**/desk/**", route -> {
            if (!route.request().method().equals("POST")) {
                route.resume();
            } else if (status == NO_ANSWER) {
                route.abort();
            } else {
                route.fulfill(new Route.FulfillOptions().setStatus(status).setContentType("text/html").setBody("<p>no"));
            }
        });
    }

    private static Object kept(Page page) {
        return page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith(document.body.dataset.me))");
    }

    private String savedOrder() throws Exception {
        String panel = supervisor.post(
                        "/desk/answer", Map.of("call", UUID.randomUUID().toString(), "q", QUESTION))
                .body();
        String lookUp = panel.replaceAll("(?s).*data-look-up=\"([^\"]+)\".*", "$1");
        String order = supervisor.post("/desk/orders", Map.of("lookUp", lookUp)).headers().firstValue("Location").orElseThrow();
        supervisor.post(order, Map.of("question", QUESTION));
        return order;
    }

    private long reported() {
        return corrections
                .report(conversations.say(null, QUESTION, null).messageId(), null)
                .orElseThrow();
    }

    private long proposed() {
        long id = reported();
        Assertions.assertThat(corrections.propose(
                        id,
                        corrections.find(id).orElseThrow().stamp(),
                        new Corrections.Draft(
                                QUESTION, "新建、续建中小学14所", "000_62df4c3117623599", "新建、续建中小学14所",
                                LocalDate.now().plusMonths(2)),
                        "somebody"))
                .isEmpty();
        return id;
    }

    private String conversation() {
        String id = conversations.say(null, QUESTION, null).conversationId();
        handOvers.ask(id);
        long number = handOvers.open().getFirst().id();
        handOvers.take(number, "kept-supervisor", "小王");
        return "/desk/queue/" + number;
    }

    private Page loggedIn(Chromium.Visitor visitor) {
        Page page = visitor.page(1440);
        page.navigate(address("/desk/login"));
        logIn(page);
        return page;
    }

    private void logIn(Page page) {
        page.locator("#username").fill("kept-supervisor");
        page.locator("#password").fill(Colleagues.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(address("/desk"));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
