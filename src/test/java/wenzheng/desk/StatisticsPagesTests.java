package wenzheng.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wenzheng.ServedArticles;
import wenzheng.conversation.Conversations;
import wenzheng.web.Chromium;

/** A supervisor looks at what citizens and callers ask, from a number to the words, and takes it along. */
@ServedArticles
@ExtendWith(Chromium.class)
class StatisticsPagesTests {

    private static final String PASSWORD = "long-enough-a-password";
    private static final String UNKNOWN = "中原区空中缆车几点发车？";

    @LocalServerPort
    private int port;

    @Autowired
    private Staff staff;

    @Autowired
    private StaffStore store;

    @Autowired
    private Caller caller;

    @Autowired
    private Conversations conversations;

    @BeforeEach
    void hire() {
        for (Map.Entry<String, Role> each : Map.of(
                        "see-wang", Role.CLERK, "see-li", Role.CLERK, "see-supervisor", Role.SUPERVISOR)
                .entrySet()) {
            if (store.find(each.getKey()).isEmpty()) {
                staff.add(store.find(Staff.FIRST).orElseThrow(), each.getKey(), "", each.getValue(), PASSWORD);
            }
        }
    }

    @Test
    void leadsFromTheFiguresToTheWordsAndOutAsATable(Chromium.Visitor visitor) throws IOException {
        Page citizen = Chromium.chat(visitor.page(360), address("/chat"));
        Chromium.ask(citizen, UNKNOWN);
        citizen.locator(".turn").last().locator("[data-rating=down]").click();
        assertThat(citizen.locator(".reason")).isVisible();
        Chromium.ask(citizen, "我的手机是13812345678");
        for (String asked : List.of("请问中原区空中缆车几点发车", "中原区的空中缆车几点发车？", "=中原区空中缆车几点发车")) {
            conversations.say(null, asked, null);
        }
        conversations.say(null, "中原区2021年新建续建中小学多少所？", null);
        for (String clerk : List.of("see-wang", "see-li")) {
            var asked = new Caller.Asked(UUID.randomUUID().toString(), UNKNOWN, null, null);
            caller.ask(store.find(clerk).orElseThrow(), asked);
        }

        Page page = visitor.page(1280);
        page.addInitScript(DeskPagesTests.AXE);
        loggedIn(page, "/desk/statistics");
        page.locator("select[name=district]").selectOption("中原区");
        page.locator("select[name=channel]").selectOption("WEB");
        page.locator("input[name=from]").press("Enter");
        page.waitForURL(url -> url.contains("channel=WEB"));
        assertThat(page.locator("select[name=district]")).hasValue("中原区");
        Locator unanswered = page.locator(".figures").filter(new Locator.FilterOptions().setHas(page.locator("a[href*='unanswered.csv']")));
        assertThat(page.locator(".figures").first().locator("canvas")).isVisible();
        Locator table = unanswered.locator("details");
        Assertions.assertThat(table.getAttribute("open")).isNull();
        DeskPagesTests.looks(page, "statistics-filled", 1280);
        table.locator("summary").press("Enter");
        Locator row = table.locator("tr").filter(new Locator.FilterOptions().setHasText("缆车"));
        assertThat(row.locator("td")).hasText("4");
        DeskPagesTests.looks(page, "statistics-table", 1280);

        Download csv = page.waitForDownload(() -> unanswered.locator("a[href*='unanswered.csv']").press("Enter"));
        Assertions.assertThat(csv.suggestedFilename()).isEqualTo("unanswered.csv");
        Assertions.assertThat(Files.readString(csv.path())).contains("空中缆车").doesNotContain("13812345678", "\"=");
        Download xlsx = page.waitForDownload(() -> unanswered.locator("a[href*='unanswered.xlsx']").press("Enter"));
        Assertions.assertThat(Files.readAllBytes(xlsx.path())).startsWith('P', 'K');

        Chromium.leads(page, () -> row.locator("a").press("Enter"));
        assertThat(page.locator("h1")).hasText("提问记录");
        assertThat(page.getByText("只列意思相同的提问")).isVisible();
        assertThat(page.locator("tbody tr")).hasCount(4);
        assertThat(page.locator("select[name=channel]")).hasValue("WEB");
        DeskPagesTests.looks(page, "conversations-filled", 1280);
        page.locator("select[name=rating]").selectOption("DOWN");
        Chromium.leads(page, () -> page.locator("input[name=from]").press("Enter"));
        assertThat(page.locator("tbody tr")).hasCount(1);
        Chromium.leads(page, () -> page.locator("tbody a").press("Enter"));
        assertThat(page.locator(".said.citizen").last()).containsText("[手机号]");
        assertThat(page.locator("main")).not().containsText("13812345678");
        DeskPagesTests.looks(page, "record", 1280);
        page.navigate(address("/desk/conversations?channel=PHONE"));
        Chromium.leads(page, () -> page.locator("tbody a").first().press("Enter"));
        assertThat(page.locator(".said.citizen").first()).containsText("缆车");

        narrow(visitor);
    }

    /** On a phone in the dark, in English, and where no script runs. */
    private void narrow(Chromium.Visitor visitor) {
        for (boolean script : new boolean[] {true, false}) {
            Page page = visitor.page(360, options -> options.setColorScheme(ColorScheme.DARK)
                    .setJavaScriptEnabled(script)
                    .setLocale(script ? "en-GB" : "zh-CN"));
            if (script) {
                page.addInitScript(DeskPagesTests.AXE);
            }
            loggedIn(page, "/desk/statistics");
            page.navigate(address("/desk/statistics?district=中原区"));
            assertThat(page.locator("canvas").first()).isVisible(visible(script));
            assertThat(page.locator(".figures").first().locator("table")).isVisible(visible(!script));
            shows(page, "statistics-dark-360-" + script, script);
            page.navigate(address("/desk/conversations?district=中原区"));
            shows(page, "conversations-dark-360-" + script, script);
            page.locator("tbody a").first().click();
            assertThat(page.locator(".said.citizen").first()).isVisible();
            page.waitForLoadState();
            shows(page, "record-dark-360-" + script, script);
        }
    }

    private static LocatorAssertions.IsVisibleOptions visible(boolean is) {
        return new LocatorAssertions.IsVisibleOptions().setVisible(is);
    }

    private static void shows(Page page, String what, boolean script) {
        if (script) {
            DeskPagesTests.looks(page, what, 360);
        } else {
            Chromium.picture(page, "desk-%s-360".formatted(what));
        }
    }

    private void loggedIn(Page page, String path) {
        page.navigate(address(path));
        page.locator("#username").fill("see-supervisor");
        page.locator("#password").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(address(path));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
