package wenzheng.desk;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import wenzheng.WenzhengApplication;
import wenzheng.corpus.Held;
import wenzheng.corpus.Tending;

/** Measures how long each page of the desk takes over HTTP, with {@link BenchmarkRecords} in its database. */
public final class DeskBenchmark {

    private static final String PASSWORD = "the-benchmark's-administrator";
    private static final int ROUNDS = 100;
    private static final int WARM_UP = 30;
    private static final int TARGET = 300;

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
                "--logging.level.root=warn"));
        String database = System.getenv("WENZHENG_TEST_DATABASE");
        if (database != null) {
            settings.add("--spring.datasource.url=" + database);
        }
        try (var program = new SpringApplicationBuilder(WenzhengApplication.class).run(settings.toArray(String[]::new))) {
            DeskBenchmark benchmark = new DeskBenchmark(program);
            int questions = Integer.parseInt(arguments[0]);
            long began = System.nanoTime();
            if (benchmark.number("select count(*) from recorded_question") == 0) {
                new BenchmarkRecords(program, benchmark.now, benchmark.zone).fill(questions);
            }
            System.out.printf("%n%d questions in %d s, on %s%n%n", questions, (System.nanoTime() - began) / 1_000_000_000,
                    database == null ? "H2" : "PostgreSQL");
            benchmark.measure();
        }
    }

    private void measure() throws Exception {
        Map<String, String> pages = pages();
        Map<String, Callable<HttpResponse<String>>> work = new LinkedHashMap<>();
        pages.forEach((shown, path) -> work.put(shown, () -> client.get(path)));
        work.put("POST /desk/answer", () -> client.post("/desk/answer", Map.of(
                "call", UUID.randomUUID().toString(), "q", "中原区新建续建中小学多少所")));
        // Code is compiled as it is used: all are asked for before any is measured.
        for (int round = 0; round < WARM_UP; round++) {
            for (Callable<HttpResponse<String>> each : work.values()) {
                each.call();
            }
            client.get("/desk/password");
        }
        System.out.printf("| Page | Half within | 95 of 100 within |%n|---|---|---|%n");
        int slow = 0;
        for (Map.Entry<String, Callable<HttpResponse<String>>> each : work.entrySet()) {
            slow += time(each.getKey(), each.getValue()) > TARGET ? 1 : 0;
            client.get("/desk/password");
        }
        System.out.printf("%n%d of %d above %d ms. Not measured: %s%n", slow, work.size(), TARGET, unmeasured(pages));
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
        long taken = number("select max(id) from handover where state = 'TAKEN'");
        long correction = proposed();
        Held kept = kept();
        List<String> paths = new ArrayList<>(List.of(
                "/desk", "/desk/results?call=%s&q=中原区新建续建中小学多少所".formatted(UUID.randomUUID()),
                "/desk/results?call=%s&q=中原&district=%s&year=2021".formatted(UUID.randomUUID(), district),
                "/desk/article?id=%s&p=1".formatted(any()),
                "/desk/queue", "/desk/queue/list", "/desk/queue/" + taken, "/desk/queue/%d/transcript".formatted(taken),
                "/desk/queue/%d/proposal".formatted(taken),
                "/desk/orders", "/desk/orders?q=中原", "/desk/orders?q=没有人这样写过", "/desk/orders?district=" + district,
                "/desk/orders?state=draft&before=2000",
                "/desk/orders/" + number("select max(id) from work_order"), "/desk/orders.csv", "/desk/orders.xlsx",
                "/desk/articles", "/desk/articles/drafts", "/desk/articles/drafts/" + draft(ARTICLE).id(),
                "/desk/articles/live?id=" + any(), "/desk/articles/withdraw?id=" + any(),
                "/desk/articles/kept", "/desk/articles/kept/" + kept.id(), "/desk/articles/effects/" + effects(),
                "/desk/dictionary", "/desk/dictionary/work",
                "/desk/corrections", "/desk/corrections/" + correction,
                "/desk/corrections/%d/trial?q=惠济区2022年建成多少所小学".formatted(correction),
                "/desk/corrections/sources?q=中原区新建续建中小学多少所",
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
                "/desk/operation", "/desk/password"));
        Map<String, String> pages = new LinkedHashMap<>();
        for (String path : paths) {
            String shown = path.replace(all, "90 days").replace(year, "360 days")
                    .replace("from=%s&to=%s".formatted(early, early), "1 day")
                    .replaceAll("call=[^&]+&|[0-9a-f]{8}[0-9a-f-]+|-?[0-9]{7,}", "…")
                    .replace("…q", "q");
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

    private Tending tending() {
        return program.getBean(Tending.class);
    }

    private Held draft(String text) throws Exception {
        Path file = tending().incoming();
        Files.writeString(file, text);
        return tending().draft("惠济计划.md", file, Staff.FIRST);
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

    /** Addresses of the desk that none of the pages is of. */
    private List<String> unmeasured(Map<String, String> pages) {
        List<PathContainer> asked = pages.values().stream()
                .map(path -> URLDecoder.decode(path.replaceFirst("\\?.*", ""), StandardCharsets.UTF_8))
                .map(PathContainer::parsePath)
                .toList();
        return program.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(mapping -> mapping.getPatternsCondition().getPatterns().stream())
                .filter(pattern -> pattern.getPatternString().startsWith("/desk"))
                .filter(pattern -> asked.stream().noneMatch(pattern::matches))
                .map(PathPattern::getPatternString)
                .sorted()
                .toList();
    }

    /** @return 95 of 100 within, in milliseconds */
    private static double time(String page, Callable<HttpResponse<String>> work) throws Exception {
        double[] millis = new double[ROUNDS];
        int status = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            HttpResponse<String> response = work.call();
            millis[round] = (System.nanoTime() - began) / 1e6;
            status = response.statusCode();
        }
        Arrays.sort(millis);
        String shown = page.length() > 70 ? page.substring(0, 70) + "…" : page;
        if (status != 200) {
            throw new IllegalStateException("%s: status %d".formatted(page, status));
        }
        System.out.printf("| `%s` | %.0f ms | %.0f ms |%n", shown, millis[ROUNDS / 2], millis[ROUNDS * 95 / 100 - 1]);
        return millis[ROUNDS * 95 / 100 - 1];
    }
}
