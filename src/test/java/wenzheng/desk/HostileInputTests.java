package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.ServedArticles;
import wenzheng.conversation.Corrections;
import wenzheng.conversation.HandOver;
import wenzheng.conversation.HandOvers;
import wenzheng.corpus.Held;
import wenzheng.corpus.Tending;

/**
 * Hostile text in whatever the desk's handlers take and its pages send, found by asking both, and in what citizens say:
 * nothing fails, and nothing of it is markup, a template, a formula or somebody's number on any page or in any file
 * afterwards. A handler with a parameter of a new sort, or an address without an example, fails.
 */
@Tag("database")
@ServedArticles
class HostileInputTests {

    private static final String PASSWORD = "long-enough-a-password";
    private static final String ME = "hostile-administrator";
    private static final String VICTIM = "hostile-victim";
    private static final String QUESTION = "管城区2021年新建、续建中小学多少所？";
    private static final String ARTICLE = "000_62df4c3117623599";
    private static final String QUOTE = "加快学校建设，新建、续建中小学14所";

    private static final String MARKUP = "\"'><b-hostile a=b>${9973*9967}[[${9973*9967}]]";
    private static final String PRODUCT = Integer.toString(9973 * 9967);
    private static final List<String> NUMBERS = List.of("13812345678", "110101199003077758");

    /** Each as it is sent. */
    private static final Map<String, String> HOSTILE = new LinkedHashMap<>();

    static {
        Map.of(
                "markup", MARKUP,
                "template", "__${9973*9967}__*{9973*9967}#{desk.title}{0}T(java.lang.Math)</textarea><b-hostile>'; drop table audit;--",
                "formula", "=HYPERLINK(\"https://b-hostile.example\")",
                "controls", "\u0000\u0001\u001b[31m\u007f\u0085\uFFFEx\u202e\u2066y\u200b\r\nSet-Cookie: hostile=1",
                "pairs", "a" + "𠮷".repeat(3_000),
                "day", "+999999999-12-31").forEach((name, text) -> HOSTILE.put(name, url(text)));
        HOSTILE.put("personal", url("手机" + String.join(" 证", NUMBERS)));
        if (System.getenv("WENZHENG_TEST_DATABASE") != null) {
            // What is hostile to a database; the rest is the same on each, and takes its time.
            HOSTILE.keySet().retainAll(Set.of("markup", "controls", "pairs"));
        }
    }

    /** Pages where a person's number may stand: names that an administrator gives, and what articles say. */
    private static final List<String> NUMBERS_STAY = List.of(
            "/desk/staff", "/desk/articles", "/desk/articles/drafts", "/desk/articles/drafts/{id}", "/desk/articles/live");

    /** @param fields of a form or an address, by name, with their types */
    private record Handler(RequestMethod method, String pattern, List<String> variables, Map<String, Class<?>> fields) {

        String address() {
            return method + " " + pattern;
        }

        boolean takes(String path) {
            return PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path.split("\\?")[0]));
        }
    }

    private final JsonMapper json =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private final Set<String> wrong = new LinkedHashSet<>();
    private final Set<String> shown = new TreeSet<>();
    /** By how an address begins: what stands for its variable. */
    private final Map<String, String> examples = new TreeMap<>();
    private final Map<String, String> usual = new TreeMap<>();

    @TempDir
    private Path directory;

    @LocalServerPort
    private int port;

    @Autowired
    private Staff staff;

    @Autowired
    private StaffStore store;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private Corrections corrections;

    @Autowired
    private Tending tending;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private DeskClient client;
    private String conversation = "";

    @BeforeEach
    void setTheScene() throws Exception {
        StaffMember first = store.find(Staff.FIRST).orElseThrow();
        Map.of(ME, Role.ADMINISTRATOR, VICTIM, Role.CLERK).forEach((name, role) -> {
            if (store.find(name).isEmpty()) {
                staff.add(first, name, name, role, PASSWORD);
            }
        });
        client = DeskClient.loggedIn(port, ME, PASSWORD);
        examples.put("/desk/staff/", Long.toString(store.find(VICTIM).orElseThrow().id()));
        examples.put("/desk/statistics/", "asked");

        String call = UUID.randomUUID().toString();
        String panel = client.post("/desk/answer", Map.of("call", call, "q", QUESTION)).body();
        String lookUp = panel.replaceAll("(?s).*data-look-up=\"([^\"]+)\".*", "$1");
        examples.put("/desk/calls/", call);
        examples.put("/desk/orders/", last(client.post("/desk/orders", Map.of("lookUp", lookUp))));

        JsonNode said = json.readTree(tell("chat", Map.of("message", QUESTION)).body());
        conversation = said.get("conversationId").asString();
        String turn = said.get("messageId").asString();
        tell("conversations/" + conversation + "/handover", Map.of());
        HandOver open = handOvers.open().getLast();
        client.post("/desk/queue/%d/take".formatted(open.id()), Map.of());
        tell("conversations/" + conversation + "/callback", Map.of("message", "x", "phone", "0371-12345678", "consent", true));
        examples.put("/desk/queue/", Long.toString(open.id()));
        examples.put("/desk/callbacks/", Long.toString(handOvers.callbacks().getLast().id()));
        examples.put("/desk/conversations/", jdbc.sql("select number from conversation where id = :id")
                .param("id", conversation)
                .query(String.class)
                .single());

        long correction = corrections.report(turn, null).orElseThrow();
        LocalDate until = LocalDate.now().plusMonths(6);
        corrections.propose(
                correction, 0, new Corrections.Draft(QUESTION, "新建、续建中小学14所", ARTICLE, QUOTE, until), "somebody");
        examples.put("/desk/corrections/", Long.toString(correction));

        examples.put("/desk/articles/kept/", withdrawn(published("hostile-kept.txt")));
        String live = published("hostile-live.txt");
        examples.put("/desk/articles/drafts/", uploaded("hostile-draft.txt"));
        examples.put("/desk/articles/drafts/{id}/publish", uploaded("hostile-broken.docx"));
        examples.put("/desk/articles/effects/", "none");
        client.post("/desk/operation/keys", Map.of("name", "hostile"));
        examples.put("/desk/operation/keys/", jdbc.sql("select max(id) from api_key").query(String.class).single());

        Map.of("call", call, "q", QUESTION, "lookUp", lookUp, "turn", turn, "question", QUESTION, "words", "新建、续建中小学14所",
                        "article", ARTICLE, "quote", QUOTE, "until", until.toString(), "id", live)
                .forEach(usual::put);
        Map.of("stamp", "1", "name", "", "role", "CLERK", "enabled", "yes", "mode", "ON", "reason", "x", "set", "written",
                        "questions", QUESTION, "held", examples.get("/desk/articles/drafts/"))
                .forEach(usual::put);
    }

    @AfterEach
    void leaveNothingOfIt() throws Exception {
        handOvers.open().forEach(open -> handOvers.close(open.id(), ME));
        handOvers.callbacks().forEach(callback -> handOvers.called(callback.id()));
        client.send(client.request("/api/v1/conversations/" + conversation).DELETE());
        for (String rows : List.of(
                "correction", "feedback", "api_key where created_by = '" + ME + "'", "audit where staff = '" + ME + "'",
                "work_order where created_by = '" + ME + "'", "desk_lookup where staff = '" + ME + "'")) {
            jdbc.sql("delete from " + rows).update();
        }
        store.rename(store.find(VICTIM).orElseThrow().id(), VICTIM);
        tending.held(Held.State.DRAFT).forEach(draft -> tending.discard(draft.id()));
        tending.withdraw("hostile-live", tending.find("hostile-live").orElseThrow().version(), ME);
        client.get("/desk/corrections");
    }

    @Test
    void takesWhateverIsWrittenIntoAnyFieldForText() throws Exception {
        List<Handler> handlers = handlers();
        Map<String, Set<String>> sent = sentByPages(handlers);
        assertThat(sent.get("POST /desk/orders/{id}")).as("what pages send is found").contains("summary", "said");
        List<String> tables = tables();
        for (Handler handler : handlers) {
            for (Collection<String> fields : together(handler, sent.getOrDefault(handler.address(), Set.of()))) {
                for (String name : HOSTILE.keySet()) {
                    if (!handler.pattern().equals("/desk/articles/live") || name.equals("markup") || name.equals("controls")) {
                        send(handler, fields, name);
                    }
                }
            }
            for (String variable : handler.variables()) {
                for (String name : HOSTILE.keySet()) {
                    String path = handler.pattern().replace("{" + variable + "}", shortened(HOSTILE.get(name)));
                    judge(handler.address() + " " + variable + " " + name, handler.method() == RequestMethod.GET
                            ? client.get(path)
                            : client.post(path, Map.of()));
                }
            }
        }
        logInWith();
        sayAsACitizen();
        for (Handler handler : handlers) {
            boolean export = handler.pattern().matches(".*(csv|xlsx)");
            if ((handler.method() == RequestMethod.GET || export) && !handler.pattern().equals("/desk/events")) {
                look(handler);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(shown).as("where it is seen, as text").contains(
                "/desk/operation", "/desk/queue", "/desk/queue/{id}", "/desk/corrections", "/desk/corrections/{id}",
                "/desk/conversations", "/desk/conversations/{number}", "/desk/calls/{call}");
        assertThat(tables()).isEqualTo(tables);
    }

    private List<Handler> handlers() {
        List<Handler> handlers = new ArrayList<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((info, method) -> patterns(info)
                .filter(pattern -> pattern.startsWith("/desk"))
                .forEach(pattern -> info.getMethodsCondition().getMethods()
                        .forEach(each -> handlers.add(handler(each, pattern, method)))));
        assertThat(handlers).hasSizeGreaterThan(60);
        handlers.sort((one, other) -> one.address().compareTo(other.address()));
        return handlers;
    }

    private static Stream<String> patterns(RequestMappingInfo info) {
        return info.getPatternsCondition().getPatterns().stream().map(Object::toString);
    }

    private static Handler handler(RequestMethod method, String pattern, HandlerMethod code) {
        List<String> variables = new ArrayList<>();
        Map<String, Class<?>> fields = new LinkedHashMap<>();
        for (MethodParameter each : code.getMethodParameters()) {
            each.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            if (each.hasParameterAnnotation(PathVariable.class)) {
                variables.add(each.getParameterName());
            } else if (each.hasParameterAnnotation(RequestParam.class)) {
                fields.put(each.getParameterName(), each.getParameterType());
            } else if (each.hasParameterAnnotation(ModelAttribute.class)) {
                for (RecordComponent field : each.getParameterType().getRecordComponents()) {
                    fields.put(field.getName(), field.getType());
                }
            } else {
                assertThat(each.getParameterType())
                        .as("%s takes what this test does not know", code)
                        .isIn(StaffMember.class, Locale.class, ServerHttpRequest.class);
            }
        }
        return new Handler(method, pattern, variables, fields);
    }

    /** What the forms and boxes on the pages send, by address. */
    private Map<String, Set<String>> sentByPages(List<Handler> handlers) throws Exception {
        Map<String, Set<String>> sent = new TreeMap<>();
        for (Handler page : handlers) {
            if (page.method() != RequestMethod.GET || page.pattern().matches(".*(events|csv|xlsx)")) {
                continue;
            }
            Document shown = Jsoup.parse(client.get(path(page)).body());
            for (Element each : shown.select("[action], [formaction], [hx-post], [hx-get]")) {
                Element form = each.closest("form");
                Set<String> names = new TreeSet<>((form == null || each.hasAttr("name") ? each : form).select("[name]").eachAttr("name"));
                names.remove("_csrf");
                for (String attribute : List.of("action", "formaction", "hx-post", "hx-get")) {
                    boolean post = attribute.equals("hx-post")
                            || !attribute.equals("hx-get") && form != null && form.attr("method").equals("post");
                    handlers.stream()
                            .filter(handler -> each.hasAttr(attribute) && handler.takes(each.attr(attribute)))
                            .filter(handler -> handler.method() == (post ? RequestMethod.POST : RequestMethod.GET))
                            .forEach(handler -> sent.computeIfAbsent(handler.address(), _ -> new TreeSet<>()).addAll(names));
                }
            }
        }
        return sent;
    }

    /** What pages send, each on its own; the other fields at once, those that hold text and those that do not. */
    private static List<Collection<String>> together(Handler handler, Set<String> sent) {
        List<Collection<String>> together = new ArrayList<>();
        handler.fields().keySet().stream().filter(sent::contains).forEach(field -> together.add(List.of(field)));
        handler.fields().keySet().stream()
                .filter(field -> !sent.contains(field))
                .collect(Collectors.partitioningBy(field -> handler.fields().get(field) == String.class))
                .values()
                .forEach(fields -> {
                    if (!fields.isEmpty()) {
                        together.add(fields);
                    }
                });
        return together;
    }

    private void send(Handler handler, Collection<String> fields, String name) throws Exception {
        Map<String, String> form = new TreeMap<>();
        handler.fields().keySet().forEach(field -> form.put(field, url(usual.getOrDefault(field, ""))));
        switch (handler.address()) {
            case "POST /desk/articles/live" ->
                form.put("version", url(tending.find("hostile-live").orElseThrow().version()));
            case "POST /desk/articles/drafts" -> form.put("name", "hostile.txt");
            case "POST /desk/dictionary/try" -> form.put("word", url("新词甲乙"));
            default -> {}
        }
        boolean get = handler.method() == RequestMethod.GET;
        boolean upload = handler.pattern().equals("/desk/articles/drafts");
        fields.forEach(field -> form.put(field, get || upload ? shortened(HOSTILE.get(name)) : HOSTILE.get(name)));
        String encoded = form.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
        String what = handler.address() + " " + fields + " " + name;
        if (get) {
            judge(what, client.get(path(handler) + "?" + encoded));
        } else if (upload) {
            judge(what, upload(encoded));
        } else {
            jdbc.sql("update correction set state = 'PROPOSED', stamp = 1 where id = :id")
                    .param("id", Long.valueOf(examples.get("/desk/corrections/")))
                    .update();
            judge(what, client.postEncoded(path(handler), encoded));
        }
    }

    private void logInWith() throws Exception {
        for (String field : List.of("username", "password", "next")) {
            for (String name : HOSTILE.keySet()) {
                DeskClient nobody = new DeskClient(port);
                nobody.get("/desk/login");
                String others = field.equals("next") ? "username=" + ME + "&password=" + PASSWORD + "&" : "username=nobody&";
                judge("log in " + field + " " + name, nobody.postEncoded("/desk/login", others + field + "=" + HOSTILE.get(name)));
            }
        }
    }

    private void sayAsACitizen() throws Exception {
        List<String> texts = List.of(
                MARKUP, "\ud842", "管城区\u0000\u202e\udc00多少所", "=1+1,\"b-hostile\"", "手机" + NUMBERS.getFirst(), "a" + "𠮷".repeat(999));
        String turn = usual.get("turn");
        for (String text : texts) {
            judge("said " + text, tell("chat", Map.of("message", text)));
            judge("in a conversation " + text, tell("chat", Map.of("message", text, "conversationId", conversation)));
            judge("a remark " + text, tell("messages/" + turn + "/feedback", Map.of("rating", "down", "comment", text)));
            for (String phone : List.of("0371-12345678", text)) {
                judge("to call back " + text, tell(
                        "conversations/" + conversation + "/callback", Map.of("message", text, "phone", phone, "consent", true)));
            }
        }
        tell("messages/" + turn + "/feedback", Map.of("rating", "down", "comment", MARKUP));
        tell("chat", Map.of("message", MARKUP, "conversationId", conversation));
        String other = json.readTree(tell("chat", Map.of("message", MARKUP)).body()).get("messageId").asString();
        tell("messages/" + other + "/feedback", Map.of("rating", "down", "comment", MARKUP));
    }

    private HttpResponse<String> tell(String path, Map<String, Object> body) throws Exception {
        return client.send(client.request("/api/v1/" + path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    /** Of an answer to something hostile. */
    private void judge(String what, HttpResponse<String> response) {
        if (response.statusCode() >= 500) {
            wrong.add("%s: %d".formatted(what, response.statusCode()));
        }
        response.headers().firstValue("Location").filter(to -> !to.startsWith("/desk")).ifPresent(to -> wrong.add(what + " leads to " + to));
        if (response.headers().allValues("Set-Cookie").stream().anyMatch(cookie -> cookie.startsWith("hostile"))) {
            wrong.add(what + " sets a cookie");
        }
        boolean page = response.headers().firstValue("Content-Type").orElse("").contains("html");
        if (page && response.body().contains("<b-hostile") || response.body().contains(PRODUCT)) {
            wrong.add(what + " is taken for more than text");
        }
    }

    /** Of a page or a file afterwards. */
    private void look(Handler handler) throws Exception {
        String what = handler.pattern();
        HttpResponse<byte[]> response =
                handler.method() == RequestMethod.GET ? client.bytes(path(handler)) : client.exported(path(handler));
        if (response.statusCode() >= 500) {
            wrong.add("%s: %d".formatted(what, response.statusCode()));
        }
        if (what.endsWith(".xlsx")) {
            spreadsheet(what, response.body());
            return;
        }
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (body.contains(PRODUCT) || Pattern.compile("[\\p{Cc}\u202a-\u202e\u2066-\u2069&&[^\r\n\t]]").matcher(body).find()) {
            wrong.add(what + " shows what a template made, or controls");
        }
        if (!NUMBERS_STAY.contains(what) && NUMBERS.stream().anyMatch(body::contains)) {
            wrong.add(what + " shows somebody's number");
        }
        if (body.contains("b-hostile")) {
            shown.add(what);
        }
        if (what.endsWith(".csv")) {
            commaSeparated(what, body);
            return;
        }
        Document page = Jsoup.parse(body);
        if (!page.select("b-hostile").isEmpty()) {
            wrong.add(what + " has it as markup");
        }
        for (Element table : page.select("table")) {
            int heads = table.select("thead th, thead td").size();
            for (Element row : table.select("tbody tr")) {
                if (row.children().size() != heads) {
                    wrong.add(what + " has a row with other columns than the head's");
                }
            }
        }
    }

    private void commaSeparated(String what, String body) {
        List<String> cells = Pattern.compile("(?:^\uFEFF?|,|\n)\"((?:[^\"]|\"\")*)\"").matcher(body).results()
                .map(found -> found.group(1))
                .toList();
        if (cells.isEmpty() || cells.stream().anyMatch(cell -> cell.strip().matches("(?s)[=+@-].*"))) {
            wrong.add(what + " holds formulas");
        }
        if (!body.replaceAll("\"(?:[^\"]|\"\")*\"", "").matches("\uFEFF(?:,*\r\n)+")) {
            wrong.add(what + " is no table");
        }
    }

    private void spreadsheet(String what, byte[] bytes) throws Exception {
        Path file = Files.write(directory.resolve("sheet.xlsx"), bytes);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().filter(each -> each.getName().endsWith(".xml")).toList()) {
                byte[] part = read(zip, entry);
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(part));
                String text = new String(part, StandardCharsets.UTF_8);
                if (text.contains("<f>") || text.contains(">=HYPERLINK") || NUMBERS.stream().anyMatch(text::contains)) {
                    wrong.add(what + " holds a formula or somebody's number");
                }
            }
        }
    }

    private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream part = zip.getInputStream(entry)) {
            return part.readAllBytes();
        }
    }

    private String path(Handler handler) {
        if (handler.variables().isEmpty()) {
            return handler.pattern().equals("/desk/articles/live") || handler.pattern().equals("/desk/articles/withdraw")
                    ? handler.pattern() + (handler.method() == RequestMethod.GET ? "?id=hostile-live" : "")
                    : handler.pattern();
        }
        String example = examples.entrySet().stream()
                .filter(each -> handler.pattern().startsWith(each.getKey()))
                .max((one, other) -> Integer.compare(one.getKey().length(), other.getKey().length()))
                .orElseThrow(() -> new AssertionError("no example for " + handler.pattern()))
                .getValue();
        return handler.pattern().replaceAll("\\{[^}]*}", example);
    }

    private String published(String name) throws Exception {
        String draft = uploaded(name);
        client.post("/desk/articles/drafts/" + draft + "/publish", Map.of());
        return name.substring(0, name.lastIndexOf('.'));
    }

    private String withdrawn(String article) {
        tending.withdraw(article, tending.find(article).orElseThrow().version(), ME);
        return tending.held(Held.State.WITHDRAWN).getFirst().id();
    }

    private String uploaded(String name) throws Exception {
        return last(upload("name=" + name));
    }

    private HttpResponse<String> upload(String query) throws Exception {
        return client.send(client.request("/desk/articles/drafts?" + query)
                .header("Content-Type", "application/octet-stream")
                .header("X-XSRF-TOKEN", client.token())
                .POST(HttpRequest.BodyPublishers.ofString(
                        "惠济区2022年工作要点\n\n惠济区2022年建成换电站12座，群众可以就近使用，收费标准由区里统一公布。\n")));
    }

    private List<String> tables() {
        return jdbc.sql("select lower(table_name) from information_schema.tables where lower(table_schema) = 'public'")
                .query(String.class)
                .list()
                .stream()
                .sorted()
                .toList();
    }

    private static String last(HttpResponse<String> response) {
        String to = response.headers().firstValue("Location").orElseThrow(() -> new AssertionError(response.body()));
        return to.substring(to.lastIndexOf('/') + 1);
    }

    /** So that Netty takes it in an address. */
    private static String shortened(String encoded) {
        return encoded.length() < 3_000 ? encoded : encoded.substring(0, 600).replaceAll("%[0-9A-F]?$", "");
    }

    private static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
