package wenzheng.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.ServedArticles;
import wenzheng.corpus.Held;
import wenzheng.corpus.Tending;
import wenzheng.language.Dictionary;
import wenzheng.language.Segmenter;
import wenzheng.web.Chromium;

/** A supervisor tends an article from its upload to its withdrawal, and the dictionary; a clerk looks on. */
@ServedArticles
@ExtendWith(Chromium.class)
class TendPagesTests {

    private static final String PASSWORD = "long-enough-a-password";
    private static final String QUESTION = "惠济区2022年新建小学多少所？";
    private static final String PLAN = """
            # <script>alert(1)</script>惠济区2022年民生实事

            ## 教育

            惠济区2022年新建小学%d所，分布在各个街道，全部由区政府投资建设，年底前全部交付使用，方便群众就近入学。

            ## 食堂

            惠济区2022年建成社区食堂7座，老人可以就近用餐，用餐价格由区里统一公布。

            ## 换电

            惠济区2022年建成换电站12座，群众可以就近使用，收费标准由区里统一公布。
            """;

    @LocalServerPort
    private int port;

    @Autowired
    private Staff staff;

    @Autowired
    private StaffStore store;

    @Autowired
    private Tending tending;

    @Autowired
    private Segmenter segmenter;

    @BeforeEach
    void hire() {
        for (Role role : Role.values()) {
            String name = "tend-" + role.name().toLowerCase(Locale.ROOT);
            if (store.find(name).isEmpty()) {
                staff.add(store.find(Staff.FIRST).orElseThrow(), name, "小李", role, PASSWORD);
            }
        }
    }

    @Test
    void tendsAnArticleFromItsUploadToItsReturn(Chromium.Visitor visitor) throws Exception {
        Page page = loggedIn(visitor, 1440, Role.SUPERVISOR, "/desk/articles");
        page.locator("#files").setInputFiles(new FilePayload[] {
            file("../惠济计划.md", PLAN.formatted(3)), file("坏的.docx", "PK\u0003\u0004 nothing more")
        });
        assertThat(page.locator("#uploads li")).hasCount(2);
        assertThat(page.locator("#drafts li")).hasCount(2);
        assertThat(page.locator("#drafts .problem")).hasCount(1);
        assertThat(page.locator("#uploads")).containsText("已上传");
        DeskPagesTests.looks(page, "articles", 1440);
        Assertions.assertThat(answer()).doesNotContain("3所");

        Chromium.leads(page, () -> page.locator("#drafts a").getByText("惠济计划.md").click());
        assertThat(page.locator("#cut-title")).containsText("切成3段");
        assertThat(page.locator("h1")).containsText("<script>alert(1)</script>惠济区2022年民生实事");
        page.locator("#title").fill("惠济区民生实事");
        page.locator("#until").fill("2099-12-31");
        DeskPagesTests.looks(page, "draft", 1440);
        page.locator("h1").click();
        Chromium.leads(page, () -> page.keyboard().press("p"));
        assertThat(page.locator("h1")).hasText("惠济区民生实事");
        Assertions.assertThat(answer()).contains("3所");
        Assertions.assertThat(Files.readString(Path.of(ServedArticles.DIRECTORY, "catalog.yml")))
                .contains("  title: 惠济区民生实事\n  valid-until: 2099-12-31\n");

        page.locator("#files").setInputFiles(file("新稿.md", PLAN.formatted(5)));
        page.waitForURL(Pattern.compile(".*/drafts/[0-9a-f]+"));
        assertThat(page.locator("#replaces")).hasValue("惠济计划");
        assertThat(page.locator("#effects li.card").first()).containsText(QUESTION);
        assertThat(page.locator("#effects .given").nth(0)).containsText("3所");
        assertThat(page.locator("#effects .given").nth(1)).containsText("5所");
        assertThat(page.locator("#effects > p > strong")).isVisible();
        DeskPagesTests.looks(page, "replace", 1440);
        Assertions.assertThat(answer()).contains("3所");
        Chromium.leads(page, () -> page.keyboard().press("p"));
        assertThat(page.locator("#cut-title")).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*/live.*"));
        Assertions.assertThat(answer()).contains("5所");

        Chromium.leads(page, () -> page.keyboard().press("w"));
        assertThat(page.locator("#effects li.card").first()).containsText(QUESTION);
        assertThat(page.locator("#effects .given").nth(1)).not().containsText("5所");
        assertThat(page.locator("#effects > p > strong")).isVisible();
        DeskPagesTests.looks(page, "withdraw", 1440);
        page.keyboard().press("w");
        page.waitForURL("**/kept");
        Assertions.assertThat(answer()).doesNotContain("5所");
        DeskPagesTests.looks(page, "kept", 1440);

        Locator withdrawn = page.locator("main li").filter(new Locator.FilterOptions().setHasText("已撤下"));
        Chromium.leads(page, () -> withdrawn.first().locator("a").click());
        assertThat(page.locator("#effects li.card").or(page.locator("#effects button")).first()).isVisible();
        page.keyboard().press("r");
        page.waitForURL(Pattern.compile(".*/live.*"));
        Assertions.assertThat(answer()).contains("5所");

        addsToTheDictionary(page);

        page.navigate(address("/desk/audit"));
        assertThat(page.locator("table")).containsText("发布文章");
        assertThat(page.locator("table")).containsText("替换文章");
        assertThat(page.locator("table")).containsText("修改词典");
        tending.withdraw("惠济计划", tending.find("惠济计划").orElseThrow().version(), "li");
        tending.held(Held.State.DRAFT).forEach(draft -> tending.discard(draft.id()));
    }

    private void addsToTheDictionary(Page page) {
        page.navigate(address("/desk/dictionary"));
        page.locator("#word").fill("换电站");
        page.locator("#said").fill("电驴补给点");
        page.locator("#set").selectOption("written");
        page.locator("#questions").fill("惠济区2022年建成电驴补给点多少座？\n惠济区2022年新建小学多少所？");
        page.locator("h1").click();
        page.keyboard().press("t");
        assertThat(page.locator("#effects > p > strong")).containsText("试了2个问题");
        DeskPagesTests.looks(page, "dictionary", 1440);
        Assertions.assertThat(segmenter.dictionary().synonyms()).isEmpty();
        Chromium.leads(page, () -> page.keyboard().press("p"));
        assertThat(page.locator("#work")).containsText("已启用");
        Assertions.assertThat(segmenter.dictionary().synonyms()).containsOnlyKeys("电驴补给点");
        page.locator("#said").fill("");
        page.locator("#word").fill("民生实事");
        page.locator("h1").click();
        Chromium.leads(page, () -> page.keyboard().press("p"));
        assertThat(page.locator("#work")).containsText("民生实事");
        assertThat(page.locator("#work")).containsText("已启用");
        Assertions.assertThat(segmenter.dictionary().words()).containsExactly("民生实事");
        for (int left = 2; left > 0; left--) {
            page.navigate(address("/desk/dictionary"));
            Chromium.leads(page, () -> page.locator("section li button").first().click());
            assertThat(page.locator("#work")).containsText("已启用");
        }
        Assertions.assertThat(segmenter.dictionary()).isEqualTo(Dictionary.NONE);
    }

    @Test
    void letsAClerkLookAtArticlesOnAPhone(Chromium.Visitor visitor) {
        Page page = loggedIn(visitor, 360, Role.CLERK, "/desk/articles");
        assertThat(page.locator("#upload")).hasCount(0);
        DeskPagesTests.looks(page, "articles", 360);
        Chromium.leads(page, () -> page.locator("main table a").first().click());
        assertThat(page.locator("#cut-title")).isVisible();
        assertThat(page.locator("#title")).isDisabled();
        DeskPagesTests.looks(page, "article", 360);
        page.navigate(address("/desk/dictionary"));
        DeskPagesTests.looks(page, "dictionary", 360);
    }

    private Page loggedIn(Chromium.Visitor visitor, int width, Role role, String path) {
        Page page = visitor.page(width);
        page.addInitScript(DeskPagesTests.AXE);
        page.navigate(address(path));
        page.locator("#username").fill("tend-" + role.name().toLowerCase(Locale.ROOT));
        page.locator("#password").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(address(path));
        return page;
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "application/octet-stream", text.getBytes(StandardCharsets.UTF_8));
    }

    /** To the question that citizens ask. */
    private String answer() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address("/api/v1/chat")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(Map.of("message", QUESTION))))
                .build();
        String reply = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JsonMapper.shared().readTree(reply).get("text").asString();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
