package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;
import wenzheng.corpus.Articles;

/** What a clerk looks up for a caller, and the orders made of it. */
@Tag("database")
@ServedArticles
class CallerTests {

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private StaffStore store;

    @Autowired
    private Caller caller;

    @Autowired
    private Articles articles;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient clerk;

    @BeforeEach
    void logIn() throws Exception {
        clerk = colleagues.loggedIn("caller-clerk", "小王", Role.CLERK);
    }

    @Test
    void findsPassagesWhileTypingByDistrictAndYearAndKeepsNothing() throws Exception {
        long before = lookUps();
        String call = UUID.randomUUID().toString();
        assertThat(typing(call, "新建中小", "", "")).contains("管城回族区", "中原区");
        String filtered = typing(call, "新建中小学", "中原区", "2021");
        assertThat(filtered).contains("中原区").doesNotContain("管城回族区</span>");
        assertThat(typing(call, "新建中小学", "", "1999")).contains("没有相关段落");
        assertThat(typing(call, "", "", "")).doesNotContain("passage", "没有相关段落");
        assertThat(lookUps()).isEqualTo(before);
    }

    @Test
    void answersWithQuoteAndVintageFollowsUpAndRecordsWhatWasUsed() throws Exception {
        String call = UUID.randomUUID().toString();
        String answer = ask(call, "管城区2021年新建续建中小学多少所？");
        assertThat(answer)
                .contains("管城回族区（2021年）：新建、续建中小学14所。", "<mark lang=\"zh-Hans\">新建、续建中小学14所</mark>", "2021年的情况")
                .contains("管城回族区，2021年，新建、续建中小学14所。出自《蓝图已绘");
        assertThat(typing(call, "中原区呢", "", ""))
                .as("while a follow-up is typed")
                .contains("新建续建中小学");
        assertThat(ask(call, "中原区呢？")).contains("26所");
        assertThat(ask(UUID.randomUUID().toString(), "北京市朝阳区公积金")).contains("文章没有说到");

        String id = answer.replaceAll("(?s).*data-look-up=\"([^\"]+)\".*", "$1");
        assertThat(clerk.post("/desk/used", Map.of("id", id, "how", "aloud")).statusCode()).isEqualTo(204);
        Map<String, Object> row = jdbc.sql("select staff, status, question, read_at, sent_at from desk_lookup where id = :id")
                .param("id", id)
                .query()
                .singleRow();
        assertThat(row.get("staff")).isEqualTo("caller-clerk");
        assertThat(row.get("status")).isEqualTo("ANSWERED");
        assertThat(row.get("read_at")).isNotNull();
        assertThat(row.get("sent_at")).isNull();
    }

    @Test
    void showsThePassageInItsArticle() throws Exception {
        String link = ask(UUID.randomUUID().toString(), "管城区2021年新建续建中小学多少所？")
                .replaceAll("(?s).*?hx-get=\"(/desk/article[^\"]+)\".*", "$1");
        String article = clerk.get(link.replace("&amp;", "&")).body();
        assertThat(article).contains("蓝图已绘", "id=\"here\"", "<mark>新建、续建中小学14所</mark>");
        assertThat(clerk.get("/desk/article?id=none").statusCode()).isEqualTo(404);
    }

    @Test
    void linksBelowTheAddressThatPeopleUseHoweverManySlashesItEndsWith() {
        StaffMember member = store.find("caller-clerk").orElseThrow();
        var form = new CallerController.Form(UUID.randomUUID().toString(), "管城区2021年新建续建中小学多少所？", "", "");
        for (String slashes : List.of("", "/", "//")) {
            CallerController desk = new CallerController(caller, articles, URI.create("https://chat.example.org" + slashes));
            assertThat(desk.answer(member, form).modelAttributes()).containsEntry("publicUrl", "https://chat.example.org");
        }
    }

    @Test
    void draftsAnOrderOnceMasksItFindsItAndExportsIt() throws Exception {
        String call = UUID.randomUUID().toString();
        String first = ask(call, "我的手机是13812345678，管城区2021年新建续建中小学多少所？");
        String lookUp = first.replaceAll("(?s).*data-look-up=\"([^\"]+)\".*", "$1");
        ask(call, "中原区呢？");
        String order = location(clerk.post("/desk/orders", Map.of("lookUp", lookUp)));
        assertThat(location(clerk.post("/desk/orders", Map.of("lookUp", lookUp)))).isEqualTo(order);
        assertThat(clerk.get(order).body())
                .contains("草稿", "[手机号]", "管城回族区", "公共服务", "新建、续建中小学14所", "中原区呢？", "26所")
                .doesNotContain("13812345678");

        Map<String, String> written = Map.of(
                "question", "=cmd|' /C calc'!A0", "summary", "请回电13912345678，<b>急</b>", "district", "管城回族区",
                "category", "教育", "evidence", "100%_!", "said", "");
        assertThat(clerk.post(order + "/draft", written).statusCode()).isEqualTo(204);
        assertThat(clerk.get(order).body()).contains("草稿", "请回电[手机号]，&lt;b&gt;急&lt;/b&gt;").doesNotContain("<b>急");
        assertThat(clerk.post(order, Map.of("summary", "x")).statusCode()).as("a form without its fields").isEqualTo(400);
        assertThat(clerk.post(order, written).statusCode()).isEqualTo(303);
        assertThat(clerk.get(order).body()).contains("已保存");

        String id = order.substring(order.lastIndexOf('/') + 1);
        String link = "href=\"/desk/orders/%s\"".formatted(id);
        assertThat(found(Map.of("q", "100%_!"))).contains(link);
        assertThat(found(Map.of("q", "100%_x"))).doesNotContain(link);
        assertThat(found(Map.of("state", "draft"))).doesNotContain(link);
        assertThat(found(Map.of("state", "saved", "district", "管城回族区"))).contains(link);
        assertThat(found(Map.of("district", "中原区"))).doesNotContain(link);
        assertThat(clerk.get("/desk/orders?q=" + url("100%_x")).body()).as("words in an address").contains(link);

        HttpResponse<String> other = clerk.post("/desk/orders.csv", Map.of("q", "100%_x"));
        assertThat(other.body()).contains("\"编号\"").doesNotContain("calc");
        HttpResponse<String> csv = clerk.post("/desk/orders.csv", Map.of("q", "100%_!"));
        assertThat(csv.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"orders.csv\"");
        assertThat(csv.body()).contains("\"编号\"", "\"'=cmd|' /C calc'!A0\"", "请回电[手机号]").doesNotContain("13912345678");
        HttpResponse<String> xlsx = clerk.post("/desk/orders.xlsx", Map.of());
        assertThat(xlsx.statusCode()).isEqualTo(200);
        assertThat(xlsx.body()).startsWith("PK");
    }

    @Test
    void savesAnOrderWhoseFieldsAreAllFull() throws Exception {
        String panel = ask(UUID.randomUUID().toString(), "管城区2021年新建续建中小学多少所？");
        String lookUp = panel.replaceAll("(?s).*data-look-up=\"([^\"]+)\".*", "$1");
        String order = location(clerk.post("/desk/orders", Map.of("lookUp", lookUp)));
        Document form = Jsoup.parse(clerk.get(order).body());
        Map<String, String> written = new TreeMap<>();
        form.select("#order [maxlength]").forEach(field ->
                written.put(field.attr("name"), "说".repeat(Integer.parseInt(field.attr("maxlength")))));
        assertThat(written).containsKeys("question", "said");
        assertThat(location(clerk.post(order, written))).isEqualTo("/desk/orders");
        Document saved = Jsoup.parse(clerk.get(order).body());
        assertThat(saved.select("#said").val()).isEqualTo(written.get("said"));
    }

    @Test
    void escapesWhateverIsWrittenIntoAField() throws Exception {
        List<String> attacks = List.of(
                "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' or '1'='1", "';drop table staff;--",
                "${1234*1000}", "[[${T(java.lang.Runtime).getRuntime()}]]", "__${1234*1000}__::x", "%s%n", "\\u0000");
        String call = UUID.randomUUID().toString();
        for (String attack : attacks) {
            assertThat(ask(call, attack)).doesNotContain("<script", "<img", "1234000");
            assertThat(typing(call, attack, attack, attack)).doesNotContain("<script", "<img");
            HttpResponse<String> list =
                    clerk.post("/desk/orders/search", Map.of("q", attack, "district", attack, "state", attack));
            assertThat(list.statusCode()).isEqualTo(200);
            assertThat(list.body()).doesNotContain("<script>", "<img src=x");
            assertThat(clerk.get("/desk/article?id=%s&quote=%s".formatted(url(attack), url(attack))).statusCode()).isEqualTo(404);
            assertThat(clerk.get("/desk/login?next=" + url(attack)).body()).contains("value=\"/desk\"");
        }
        assertThat(store.all()).isNotEmpty();
        assertThat(clerk.post("/desk/results", Map.of("call", "wrong", "q", "a")).statusCode()).isEqualTo(400);
        assertThat(clerk.post("/desk/results", Map.of("call", call, "q", "a".repeat(301))).statusCode()).isEqualTo(400);
        assertThat(clerk.get("/desk/orders/x").statusCode()).isEqualTo(400);
    }

    private String found(Map<String, String> search) throws Exception {
        return clerk.post("/desk/orders/search", search).body();
    }

    private String typing(String call, String question, String district, String year) throws Exception {
        return clerk.post("/desk/results", Map.of("call", call, "q", question, "district", district, "year", year)).body();
    }

    private String ask(String call, String question) throws Exception {
        return clerk.post("/desk/answer", Map.of("call", call, "q", question)).body();
    }

    private long lookUps() {
        return jdbc.sql("select count(*) from desk_lookup").query(Long.class).single();
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static String url(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
