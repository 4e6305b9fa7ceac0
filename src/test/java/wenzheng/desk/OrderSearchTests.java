package wenzheng.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;
import wenzheng.web.Chromium;

/** Orders are searched for with words of callers, which are in no address. */
@ServedArticles
@ExtendWith(Chromium.class)
class OrderSearchTests {

    private static final String CLERK = "search-clerk";
    private static final String WORDS = "路灯";

    @LocalServerPort
    private int port;

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void write() {
        colleagues.hire(CLERK, "小王", Role.CLERK);
        for (int i = 1; i <= WorkOrders.PAGE + 1; i++) {
            order(WORDS + "不亮，第" + i + "次来电", i % 2 == 0);
        }
        order("医保怎么办", true);
    }

    private void order(String question, boolean saved) {
        jdbc.sql("""
                        insert into work_order (saved, created_by, changed_by, created_at, changed_at, question, summary,
                                                district, category, evidence, said)
                        values (:saved, :by, :by, current_timestamp, current_timestamp, :question, '', '', '', '', '')""")
                .param("saved", saved)
                .param("by", CLERK)
                .param("question", question)
                .update();
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from work_order where created_by = :by").param("by", CLERK).update();
    }

    @Test
    void findsPagesAndExportsOrdersByWordsThatAreInNoAddress(Chromium.Visitor visitor) throws Exception {
        Page page = visitor.page(1440);
        List<Request> requests = new ArrayList<>();
        page.onRequest(requests::add);
        page.addInitScript(DeskPagesTests.AXE);
        logIn(page);
        assertThat(page.locator("tbody")).containsText("医保怎么办");
        page.locator("[name=q][type=search]").pressSequentially(WORDS);
        assertThat(page.locator("tbody")).not().containsText("医保怎么办");
        assertThat(page.locator("tbody tr")).hasCount(WorkOrders.PAGE);
        DeskPagesTests.looks(page, "orders-found", 1440);
        page.setViewportSize(390, 740);
        DeskPagesTests.looks(page, "orders-found", 390);
        page.setViewportSize(1440, 900);

        String exported = exported(page, "CSV");
        Assertions.assertThat(exported).contains("第1次来电").doesNotContain("医保怎么办");
        Assertions.assertThat(exported(page, "XLSX")).startsWith("PK");
        page.getByText("更早的").click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody")).containsText("第1次来电");
        Assertions.assertThat(exported(page, "CSV")).contains("第2次来电").doesNotContain("医保怎么办");

        page.locator("tbody a").click();
        assertThat(page.locator("#question")).hasValue(WORDS + "不亮，第1次来电");
        page.goBack();
        assertThat(page.locator("[name=q][type=search]")).hasValue(WORDS);
        assertThat(page.locator("tbody")).not().containsText("医保怎么办");
        page.locator("select[name=state]").selectOption("saved");
        assertThat(page.locator("tbody tr")).hasCount(WorkOrders.PAGE / 2);
        Assertions.assertThat(page.url()).isEqualTo(address("/desk/orders"));
        page.locator("nav a[href='/desk/orders']").click();
        assertThat(page.locator("tbody")).containsText("医保怎么办");
        assertThat(page.locator("[name=q][type=search]")).hasValue("");

        Assertions.assertThat(requests)
                .anyMatch(request -> request.url().endsWith("/desk/orders/search"))
                .noneMatch(request -> decoded(request.url()).contains(WORDS)
                        || decoded(request.headers().getOrDefault("referer", "")).contains(WORDS));
    }

    @Test
    void findsThemWithoutScriptsToo(Chromium.Visitor visitor) {
        Page page = visitor.page(1440, options -> options.setJavaScriptEnabled(false));
        logIn(page);
        page.locator("[name=q][type=search]").fill("医保");
        page.locator("[name=q][type=search]").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("[name=q][type=search]")).hasValue("医保");
        Assertions.assertThat(page.url()).isEqualTo(address("/desk/orders/search"));
        page.navigate(page.url());
        assertThat(page.locator("tbody tr")).hasCount(WorkOrders.PAGE);
    }

    private static String exported(Page page, String format) throws IOException {
        Download download = page.waitForDownload(() -> page.getByText("导出" + format).click());
        return new String(Files.readAllBytes(download.path()), StandardCharsets.UTF_8);
    }

    private void logIn(Page page) {
        page.navigate(address("/desk/orders"));
        page.locator("#username").fill(CLERK);
        page.locator("#password").fill(Colleagues.PASSWORD);
        page.locator("#password").press("Enter");
        page.waitForURL(Pattern.compile(".*/desk/orders"));
    }

    private static String decoded(String address) {
        return URLDecoder.decode(address, StandardCharsets.UTF_8);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
