package wenzheng.desk;

import java.lang.management.ManagementFactory;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import wenzheng.WenzhengApplication;
import wenzheng.answer.SpanReader;
import wenzheng.conversation.HandOver;
import wenzheng.conversation.HandOvers;
import wenzheng.corpus.Article;
import wenzheng.corpus.Held;
import wenzheng.corpus.Tending;
import wenzheng.language.Sentences;
import wenzheng.search.SentenceVectors;

/** Measures how long each page of the desk, and what clerks wait for, takes over HTTP, with {@link BenchmarkRecords}. */
public final class DeskBenchmark {

    private static final String PASSWORD = "the-benchmark's-administrator";
    private static final int ROUNDS = 100;

    /** Rounds before those that count; none more of a page that took {@link #WARM} already. */
    private static final int WARM_UP = 30;

    private static final Duration WARM = Duration.ofSeconds(2);

    /** As the page does that waits for a proposal. */
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofMillis(300);

    private static final int TARGET = 300;

    /** Addresses that no page is measured of, and why. */
    private static final Map<String, String> LEFT_OUT = Map.of("/desk/events", "a stream that stays open");

    private static final List<Integer> DONE = List.of(200, 204, 303);

    /** Something whose time is taken, by how it is shown. */
    private interface Work extends Callable<HttpResponse<?>> {}

    private static final String ARTICLE = """
            # 惠济区2022年民生实事

            ## 教育

            惠济区2022年新建小学3所，分布在各个街道，全部由区政府投资建设，年底前全部交付使用，方便群众就近入学。
            """;

    private final ConfigurableApplicationContext program;
    private final JdbcTemplate jdbc;
    private final Instant now = Instant.now();
    private final ZoneId zone = ZoneId.of("Asia/Shanghai");
    private final DeskClient client;

    private DeskBenchmark(ConfigurableApplicationContext program) throws Exception {
        this.program = program;
        jdbc = program.getBean(JdbcTemplate.class);
        client = DeskClient.loggedIn(
                Integer.parseInt(program.getEnvironment().getRequiredProperty("local.server.port")), Staff.FIRST, PASSWORD);
    }

    /** @param arguments how many questions; the directory for the data, which is empty or of an earlier run */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        Path articles = data.resolve("served");
        if (!Files.exists(articles)) {
            Files.createDirectories(articles);
            try (Stream<Path> seeds = Files.list(Path.of("seeds"))) {
                for (Path seed : seeds.filter(Files::isRegularFile).toList()) {
                    Files.copy(seed, articles.resolve(seed.getFileName()));
                }
            }
        }
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--wenzheng.data-directory=" + data,
                "--wenzheng.corpus.directory=" + articles,
                "--wenzheng.desk.admin-password=" + PASSWORD,
                "--wenzheng.limits.burst=1000000",
                "--wenzheng.office-hours=MON-SUN 00:00-24:00",
                // As the program is given away, not as the tests have it.
                "--wenzheng.reader.enabled=true",
                "--wenzheng.reader.deadline=300ms",
                "--wenzheng.search.vectors=true",
                "--logging.level.root=warn"));
        String database = System.getenv("WENZHENG_TEST_DATABASE");
        if (database != null) {
            settings.add("--spring.datasource.url=" + database);
        }
        long began = System.nanoTime();
        try (var program = new SpringApplicationBuilder(WenzhengApplication.class).run(settings.toArray(String[]::new))) {
            program.getBean(SpanReader.class).awaitLoaded();
            program.getBean(SentenceVectors.class).await();
            DeskBenchmark benchmark = new DeskBenchmark(program);
            if (benchmark.number("select count(*) from recorded_question") == 0) {
                new BenchmarkRecords(program, benchmark.now, benchmark.zone).fill(Integer.parseInt(arguments[0]));
            }
            benchmark.measure(began);
        }
    }

    private void measure(long began) throws Exception {
        jdbc.execute("analyze");
        Map<String, String> pages = pages();
        List<String> forgotten = unmeasured(RequestMethod.GET, pages.values());
        forgotten.removeAll(LEFT_OUT.keySet());
        if (!forgotten.isEmpty()) {
            throw new IllegalStateException("%s: say here how these are measured, or why not".formatted(forgotten));
        }
        Map<String, Work> work = new LinkedHashMap<>();
        pages.forEach((shown, path) ->
                work.put(shown, () -> path.matches(".*[.](csv|xlsx)(\\?.*)?") ? client.bytes(path) : client.get(path)));
        System.out.printf("%n%s, %,d questions; %d cores, at a load of %.1f before. Made in %s.%n%n",
                jdbc.execute((Connection connection) -> connection.getMetaData().getDatabaseProductName() + " "
                        + connection.getMetaData().getDatabaseProductVersion().replaceFirst(" .*", "")),
                number("select count(*) from recorded_question"), Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), since(began));
        System.out.printf("| Page | Half within | 95 of 100 within |%n|---|---|---|%n");
        int slow = time(work);
        Map<String, Work> actions = actions();
        slow += time(actions);
        System.out.printf("%n%d of %d above %d ms; all in %s. Not measured: %s; and these actions, which nobody on the line"
                        + " waits for: %s.%n",
                slow, work.size() + actions.size(), TARGET, since(began),
                LEFT_OUT.entrySet().stream().map(each -> "`%s` (%s)".formatted(each.getKey(), each.getValue()))
                        .collect(Collectors.joining(", ")),
                unmeasured(RequestMethod.POST, actions.keySet().stream().map(shown -> shown.replaceFirst("POST ", "")
                                .replace("…", "1")).toList()).stream()
                        .map(path -> "`%s`".formatted(path)).collect(Collectors.joining(", ")));
    }

    private static String since(long began) {
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        return "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /** What clerks wait for; each time with another question, conversation or order. */
    private Map<String, Work> actions() {
        int all = ROUNDS + WARM_UP;
        List<String> asked = jdbc.queryForList("select wording from recorded_question where kind = 'ANSWERED'"
                + " group by wording order by wording fetch first %d rows only".formatted(all), String.class);
        Iterator<String> questions = Stream.generate(asked::stream).flatMap(each -> each).iterator();
        Iterator<String> lookUps = jdbc.queryForList("select id from desk_lookup l where not exists (select 1 from work_order o"
                + " where o.lookup_id = l.id) order by id fetch first %d rows only".formatted(all), String.class).iterator();
        Iterator<String> turns = jdbc.queryForList(
                "select id from turn order by id fetch first %d rows only".formatted(all), String.class).iterator();
        List<Long> open = askedForAPerson(2 * all);
        Iterator<Long> waiting = open.subList(0, all).iterator();
        Iterator<Long> first = open.subList(0, all).iterator();
        Iterator<Long> whole = open.subList(all, 2 * all).iterator();
        long draft = number("select max(id) from work_order where not saved");
        long saved = number("select max(id) from work_order where saved");
        Map<String, String> written = Map.of("question", "中原区新建续建中小学多少所", "summary", "26所。", "district", "中原区",
                "category", "教育", "evidence", "新建续建中小学26所", "said", "来电人问中小学。");
        Map<String, Work> actions = new LinkedHashMap<>();
        String call = UUID.randomUUID().toString();
        actions.put("POST /desk/results", () -> client.post("/desk/results", Map.of("call", call, "q", "中原区新建续建中小学多少所")));
        actions.put("the same, of a district and a year", () -> client.post(
                "/desk/results", Map.of("call", call, "q", "中原", "district", "中原区", "year", "2021")));
        actions.put("POST /desk/answer", () -> client.post(
                "/desk/answer", Map.of("call", UUID.randomUUID().toString(), "q", questions.next())));
        String lookUp = String.valueOf(jdbc.queryForObject("select max(id) from desk_lookup", String.class));
        actions.put("POST /desk/used", () -> client.post("/desk/used", Map.of("id", lookUp, "how", "aloud")));
        Map<String, Map<String, String>> searches = new LinkedHashMap<>();
        searches.put("POST /desk/orders/search, of 中原", Map.of("q", "中原"));
        searches.put("the same, of words that nobody wrote", Map.of("q", "没有人这样写过"));
        searches.put("the same, of a district", Map.of("district", "中原区"));
        searches.put("the same, of older drafts", Map.of("state", "draft", "before", "2000"));
        searches.forEach((shown, search) -> actions.put(shown, () -> client.post("/desk/orders/search", search)));
        for (String export : List.of("/desk/orders.csv", "/desk/orders.xlsx")) {
            actions.put("POST " + export, () -> client.post(export, Map.of()));
        }
        actions.put("POST /desk/orders", () -> client.post("/desk/orders", Map.of("lookUp", lookUps.next())));
        actions.put("POST /desk/orders/…/draft", () -> client.post("/desk/orders/%d/draft".formatted(draft), written));
        actions.put("POST /desk/orders/…", () -> client.post("/desk/orders/" + saved, written));
        long correction = proposed();
        actions.put("POST /desk/corrections/…/trial", () -> client.post(
                "/desk/corrections/%d/trial".formatted(correction), Map.of("q", "惠济区2022年建成多少所小学")));
        actions.put("POST /desk/corrections/sources", () -> client.post(
                "/desk/corrections/sources", Map.of("q", "中原区新建续建中小学多少所")));
        actions.put("POST /desk/corrections/marks", () -> client.post("/desk/corrections/marks", Map.of("turn", turns.next())));
        actions.put("POST /desk/queue/…/take", () -> client.post("/desk/queue/%d/take".formatted(waiting.next()), Map.of()));
        actions.put("/desk/queue/…/proposal, of another conversation", () -> client.get(proposal(first.next())));
        actions.put("the same, until it is shown", () -> shown(proposal(whole.next())));
        actions.put("POST /desk/queue/…/draft", () -> client.post(
                "/desk/queue/%d/draft".formatted(open.getFirst()), Map.of("words", "您好，我来帮您。")));
        actions.put("POST /desk/queue/…/words", () -> client.post(
                "/desk/queue/%d/words".formatted(open.getFirst()), Map.of("words", "您好，我来帮您。")));
        return actions;
    }

    private static String proposal(long handOver) {
        return "/desk/queue/%d/proposal".formatted(handOver);
    }

    /** Asks as the page does. */
    private HttpResponse<String> shown(String path) throws Exception {
        HttpResponse<String> response = client.get(path);
        while (response.body().contains("hx-get")) {
            Thread.sleep(UNTIL_ASKED_AGAIN);
            response = client.get(path);
        }
        return response;
    }

    /** @return hand-overs of so many conversations that had none */
    private List<Long> askedForAPerson(int conversations) {
        HandOvers handOvers = program.getBean(HandOvers.class);
        List<String> ids = jdbc.queryForList("select c.id from conversation c where not exists (select 1 from handover h"
                + " where h.conversation_id = c.id) and exists (select 1 from turn t where t.conversation_id = c.id)"
                + " order by c.number desc fetch first %d rows only".formatted(conversations), String.class);
        ids.forEach(handOvers::ask);
        return handOvers.open().stream().filter(open -> ids.contains(open.conversationId())).map(HandOver::id).toList();
    }

    /** By how they are shown: ids of this run's own are left out. */
    private Map<String, String> pages() throws Exception {
        String district = "中原区";
        LocalDate today = LocalDate.ofInstant(now, zone);
        String all = "from=%s&to=%s".formatted(today.minusDays(BenchmarkRecords.DAYS - 1), today);
        String year = "from=%s&to=%s".formatted(today.minusDays(BenchmarkRecords.COUNTED_DAYS - 1), today);
        LocalDate early = today.minusDays(BenchmarkRecords.DAYS - 5);
        long often = number("select meaning from recorded_question where meaning is not null and kind = 'ANSWERED'"
                + " group by meaning order by count(*) desc fetch first 1 rows only");
        long middle = number("select max(id) from recorded_question where asked_on < date '%s'"
                .formatted(today.minusDays(BenchmarkRecords.DAYS / 2)));
        long taken = askedForAPerson(1).getFirst();
        program.getBean(HandOvers.class).take(taken, Staff.FIRST, "小王");
        long correction = proposed();
        Held kept = kept();
        List<String> paths = new ArrayList<>(List.of(
                "/desk", "/desk/article?id=%s&p=1".formatted(any()),
                "/desk/queue", "/desk/queue/list", "/desk/queue/count", "/desk/queue/" + taken, "/desk/queue/%d/transcript".formatted(taken),
                "/desk/queue/%d/unseen".formatted(taken), "/desk/queue/%d/proposal".formatted(taken),
                "/desk/orders", "/desk/orders/search", "/desk/orders/" + number("select max(id) from work_order"),
                "/desk/articles", "/desk/articles/drafts", "/desk/articles/drafts/" + draft(ARTICLE).id(),
                "/desk/articles/live?id=" + any(), "/desk/articles/withdraw?id=" + any(),
                "/desk/articles/kept", "/desk/articles/kept/" + kept.id(), "/desk/articles/effects/" + effects(),
                "/desk/dictionary", "/desk/dictionary/work",
                "/desk/corrections", "/desk/corrections/" + correction, source(),
                "/desk/statistics", "/desk/statistics?" + all, "/desk/statistics?" + year,
                "/desk/statistics?%s&district=%s&channel=WEB".formatted(all, district),
                "/desk/statistics?%s&topic=rural".formatted(year),
                "/desk/statistics?from=%s&to=%s".formatted(early, early)));
        for (String table : Statistics.TABLES) {
            paths.add("/desk/statistics/%s.csv?%s".formatted(table, all));
        }
        paths.addAll(List.of(
                "/desk/statistics/day.xlsx?" + year, "/desk/statistics/asked.xlsx?" + all,
                "/desk/conversations", "/desk/conversations?" + all, "/desk/conversations?%s&before=%d".formatted(all, middle),
                "/desk/conversations?from=%s&to=%s".formatted(early, early),
                "/desk/conversations?%s&kind=NO_ANSWER&district=%s".formatted(all, district),
                "/desk/conversations?%s&kind=REFUSED&channel=API&topic=science".formatted(all),
                "/desk/conversations?%s&rating=DOWN&topic=rural".formatted(all),
                "/desk/conversations?%s&rating=UP&kind=NO_ANSWER&before=%d".formatted(all, middle),
                "/desk/conversations?%s&district=没有这个区".formatted(all),
                "/desk/conversations?%s&meaning=%d".formatted(all, often),
                "/desk/conversations?%s&meaning=%d&kind=NO_ANSWER".formatted(all, often),
                "/desk/conversations/" + number("select number from conversation where id = (select conversation_id from turn"
                        + " where turn_number = 3 fetch first 1 rows only)"),
                "/desk/calls/" + jdbc.queryForObject("select max(call_id) from desk_lookup", String.class),
                "/desk/audit", "/desk/audit?staff=clerk7", "/desk/audit?staff=nobody&before=9000", "/desk/staff",
                "/desk/operation", "/desk/password", "/desk/login"));
        Map<String, String> pages = new LinkedHashMap<>();
        for (String path : paths) {
            String shown = path.replace(all, "90 days").replace(year, "360 days")
                    .replace("from=%s&to=%s".formatted(early, early), "1 day")
                    .replaceAll("[0-9a-f]{8}[0-9a-f-]+|-?[0-9]{7,}", "…");
            pages.put(shown, encoded(path));
        }
        return pages;
    }

    private static String encoded(String path) {
        return Pattern.compile("[^\\x00-\\x7f]+").matcher(path)
                .replaceAll(found -> URLEncoder.encode(found.group(), StandardCharsets.UTF_8));
    }

    private long number(String sql) {
        Long number = jdbc.queryForObject(sql, Long.class);
        return number == null ? 0 : number;
    }

    private String any() {
        return tending().listed().getFirst().article().id();
    }

    /** A sentence of an article, quoted. */
    private String source() {
        Article article = tending().listed().getFirst().article();
        return article.passages().stream()
                .flatMap(passage -> Sentences.sentences(passage.text()).stream().map(span -> span.of(passage.text())))
                .filter(sentence -> sentence.matches("[\\p{IsHan}，。、]{10,100}"))
                .findFirst()
                .map(sentence -> "/desk/corrections/source?article=%s&quote=%s".formatted(article.id(), sentence))
                .orElseThrow();
    }

    private Tending tending() {
        return program.getBean(Tending.class);
    }

    private Held draft(String text) throws Exception {
        Path file = tending().incoming();
        Files.writeString(file, text);
        return tending().draft("惠济计划.md", file, null, Staff.FIRST);
    }

    /** An article that was withdrawn. */
    private Held kept() throws Exception {
        String id = tending().publish(draft(ARTICLE).id(), Staff.FIRST);
        tending().withdraw(id, tending().find(id).orElseThrow().version(), Staff.FIRST);
        return tending().held(Held.State.WITHDRAWN).getFirst();
    }

    /** A correction with a proposal. */
    private long proposed() {
        jdbc.update("""
                update correction set state = 'PROPOSED', question = '惠济区2022年新建小学多少所？', words = '3所。',
                       document_id = '惠济计划', digest = '', quote = '新建小学3所', expires_on = date '2999-12-31',
                       proposed_by = 'clerk1', proposed_at = reported_at
                where id in (select id from correction where state = 'REPORTED' order by id fetch first 20 rows only)""");
        return number("select min(id) from correction where state = 'PROPOSED'");
    }

    /** What a word would change, when it is known. */
    private String effects() throws Exception {
        client.get("/desk/dictionary");
        var begun = Pattern.compile("/desk/articles/effects/([0-9a-f-]{36})").matcher(client.post("/desk/dictionary/try", Map.of(
                "word", "换电站", "said", "电驴补给点", "set", "written", "questions", "惠济区有多少电驴补给点？")).body());
        if (!begun.find()) {
            throw new IllegalStateException("nothing is tried");
        }
        Effects.Comparison run = program.getBean(Effects.class).find(begun.group(1)).orElseThrow();
        while (!run.ended()) {
            Thread.sleep(100);
        }
        return run.id();
    }

    /** Addresses of the desk that none of the paths is of. */
    private List<String> unmeasured(RequestMethod method, Collection<String> paths) {
        List<PathContainer> asked = paths.stream()
                .map(path -> URLDecoder.decode(path.replaceFirst("\\?.*", ""), StandardCharsets.UTF_8))
                .map(PathContainer::parsePath)
                .toList();
        return program.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(method))
                .flatMap(mapping -> mapping.getPatternsCondition().getPatterns().stream())
                .filter(pattern -> pattern.getPatternString().startsWith("/desk"))
                .filter(pattern -> asked.stream().noneMatch(pattern::matches))
                .map(PathPattern::getPatternString)
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** @return how many are slower than they should be */
    private int time(Map<String, Work> work) throws Exception {
        // Code is compiled as it is used: all are asked for before any is measured.
        Map<String, Long> spent = new HashMap<>();
        for (int round = 0; round < WARM_UP; round++) {
            for (Map.Entry<String, Work> each : work.entrySet()) {
                if (spent.getOrDefault(each.getKey(), 0L) < WARM.toNanos()) {
                    spent.merge(each.getKey(), nanos(each.getKey(), each.getValue()), Long::sum);
                }
            }
            client.get("/desk/password");
        }
        int slow = 0;
        for (Map.Entry<String, Work> each : work.entrySet()) {
            double[] millis = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                millis[round] = nanos(each.getKey(), each.getValue()) / 1e6;
            }
            client.get("/desk/password");
            Arrays.sort(millis);
            double most = millis[ROUNDS * 95 / 100 - 1];
            String page = each.getKey();
            System.out.printf("| `%s` | %.0f ms | %.0f ms |%n",
                    page.length() > 70 ? page.substring(0, 70) + "…" : page, millis[ROUNDS / 2], most);
            slow += most > TARGET ? 1 : 0;
        }
        return slow;
    }

    private static long nanos(String page, Work work) throws Exception {
        long began = System.nanoTime();
        HttpResponse<?> response = work.call();
        long nanos = System.nanoTime() - began;
        if (!(page.startsWith("POST") ? DONE : List.of(200)).contains(response.statusCode())) {
            throw new IllegalStateException("%s: status %d".formatted(page, response.statusCode()));
        }
        return nanos;
    }
}
