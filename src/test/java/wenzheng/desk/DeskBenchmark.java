package wenzheng.desk;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.WenzhengApplication;
import wenzheng.conversation.Channel;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.Pipeline;
import wenzheng.conversation.QuestionRecords;
import wenzheng.conversation.RecordedQuestion;
import wenzheng.conversation.Turn;

/**
 * Fills a database with recorded questions of 90 days, and measures how long each page of the desk takes over HTTP. Asks
 * what the sets of questions among the tests ask, some often and most seldom, and answers as the program does.
 */
public final class DeskBenchmark {

    private static final String PASSWORD = "the-benchmark's-administrator";
    private static final int DAYS = 90;
    private static final int KINDS_OF_QUESTIONS = 400;
    private static final int ROUNDS = 40;
    private static final int WARM_UP = 5;
    private static final int BATCH = 2_000;
    private static final Path SETS = Path.of("src/test/resources/questions");

    /** @param json the reply as it is stored */
    private record Sample(RecordedQuestion recorded, GivenReply reply, String json, String utterance) {}

    private final ConfigurableApplicationContext program;
    private final JdbcTemplate jdbc;
    private final Random random = new Random(7);
    private final Instant now = Instant.now();
    private final ZoneId zone = ZoneId.of("Asia/Shanghai");

    private DeskBenchmark(ConfigurableApplicationContext program) {
        this.program = program;
        jdbc = program.getBean(JdbcTemplate.class);
    }

    /** @param arguments how many questions; the directory for the data, which is empty */
    public static void main(String[] arguments) throws Exception {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--wenzheng.data-directory=" + arguments[1],
                "--wenzheng.desk.admin-password=" + PASSWORD,
                "--wenzheng.limits.burst=1000000",
                "--logging.level.root=warn"));
        String database = System.getenv("WENZHENG_TEST_DATABASE");
        if (database != null) {
            settings.add("--spring.datasource.url=" + database);
        }
        try (var program = new SpringApplicationBuilder(WenzhengApplication.class).run(settings.toArray(String[]::new))) {
            DeskBenchmark benchmark = new DeskBenchmark(program);
            long began = System.nanoTime();
            benchmark.fill(Integer.parseInt(arguments[0]));
            System.out.printf("%n%s questions in %d s, on %s%n%n", arguments[0], (System.nanoTime() - began) / 1_000_000_000,
                    database == null ? "H2" : "PostgreSQL");
            benchmark.measure();
        }
    }

    private void fill(int questions) throws Exception {
        List<Sample> samples = samples();
        List<Object[]> conversations = new ArrayList<>();
        List<Object[]> turns = new ArrayList<>();
        List<Object[]> lookUps = new ArrayList<>();
        List<Object[]> records = new ArrayList<>();
        List<Object[]> feedback = new ArrayList<>();
        List<Object[]> handOvers = new ArrayList<>();
        List<Object[]> orders = new ArrayList<>();
        List<Object[]> audit = new ArrayList<>();
        for (int number = 0; number < questions; ) {
            boolean call = random.nextInt(5) == 0;
            String id = UUID.randomUUID().toString();
            OffsetDateTime at = now.minusSeconds(random.nextInt(DAYS * 86_400)).atOffset(ZoneOffset.UTC);
            LocalDate day = LocalDate.ofInstant(at.toInstant(), zone);
            String channel = call ? "PHONE" : random.nextInt(3) == 0 ? "TELEGRAM" : random.nextInt(8) == 0 ? "API" : "WEB";
            if (!call) {
                conversations.add(new Object[] {id, at, at});
            }
            for (int turn = 0; turn <= random.nextInt(4) && number < questions; turn++, number++) {
                // Some are asked often, most seldom.
                Sample sample = samples.get((int) (samples.size() * Math.pow(random.nextDouble(), 3)));
                RecordedQuestion kept = sample.recorded();
                String own = UUID.randomUUID().toString();
                if (call) {
                    lookUps.add(new Object[] {
                        own, id, "clerk" + random.nextInt(20), at, sample.utterance(), kept.kind(), sample.json()
                    });
                } else {
                    turns.add(new Object[] {own, id, turn, sample.utterance(), kept.kind(), sample.json(), at, 12});
                }
                records.add(new Object[] {
                    call ? null : own, call ? own : null, day, channel, kept.district(), kept.topic(), kept.kind(),
                    kept.meaning(), kept.wording()
                });
                if (!call && random.nextInt(12) == 0) {
                    feedback.add(new Object[] {own, random.nextInt(3) == 0 ? "DOWN" : "UP", at});
                }
                if (call && random.nextInt(5) == 0) {
                    orders.add(new Object[] {
                        own, random.nextBoolean(), "clerk1", "clerk1", at, at, sample.utterance(), sample.reply().text(),
                        kept.district(), kept.topic(), "", sample.utterance()
                    });
                }
            }
            if (!call && random.nextInt(20) == 0) {
                handOvers.add(new Object[] {id, "ENDED", at, at.plusSeconds(random.nextInt(900)), "clerk1", "小王"});
            }
            audit.add(new Object[] {at, "clerk" + random.nextInt(20), "LOGGED_IN", "clerk", ""});
        }
        insert("conversation (id, started_at, last_active_at)", conversations);
        insert("turn (id, conversation_id, turn_number, utterance, status, reply, asked_at, elapsed_ms)", turns);
        insert("desk_lookup (id, call_id, staff, asked_at, question, status, reply)", lookUps);
        insert("recorded_question (turn_id, lookup_id, asked_on, channel, district, topic, kind, meaning, wording)", records);
        insert("feedback (turn_id, rating, given_at)", feedback);
        insert("handover (conversation_id, state, asked_at, taken_at, clerk, shown_name)", handOvers);
        insert("work_order (lookup_id, saved, created_by, changed_by, created_at, changed_at, question, summary, district,"
                + " category, evidence, said)", orders);
        insert("audit (at, staff, action, subject, detail)", audit);
        jdbc.update("delete from daily_count");
        jdbc.update("""
                insert into daily_count (asked_on, channel, district, topic, kind, questions, up, down)
                select q.asked_on, q.channel, q.district, q.topic, q.kind, count(*),
                       sum(case when f.rating = 'UP' then 1 else 0 end), sum(case when f.rating = 'DOWN' then 1 else 0 end)
                from recorded_question q left join feedback f on f.turn_id = q.turn_id
                group by q.asked_on, q.channel, q.district, q.topic, q.kind""");
        System.out.printf("%d rows of counts, %d conversations, %d orders%n",
                jdbc.queryForObject("select count(*) from daily_count", Integer.class), conversations.size(), orders.size());
    }

    private List<Sample> samples() throws Exception {
        Pipeline pipeline = program.getBean(Pipeline.class);
        QuestionRecords records = program.getBean(QuestionRecords.class);
        JsonMapper json = JsonMapper.shared();
        List<String> asked = new ArrayList<>();
        try (Stream<Path> files = Files.list(SETS)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    json.readTree(line).path("turns").forEach(turn -> asked.add(turn.asString()));
                }
            }
        }
        Collections.shuffle(asked, random);
        List<Sample> samples = new ArrayList<>();
        for (String words : asked.stream().distinct().limit(KINDS_OF_QUESTIONS).toList()) {
            Turn turn = pipeline.run(words, List.of());
            GivenReply reply = GivenReply.of(turn);
            samples.add(new Sample(records.of(turn, Channel.WEB, now), reply, json.writeValueAsString(reply), words));
        }
        return samples;
    }

    private void insert(String into, List<Object[]> rows) {
        int columns = into.split(",").length;
        String sql = "insert into %s values (%s)".formatted(into, String.join(", ", Collections.nCopies(columns, "?")));
        for (int from = 0; from < rows.size(); from += BATCH) {
            jdbc.batchUpdate(sql, rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
    }

    private void measure() throws Exception {
        int port = Integer.parseInt(program.getEnvironment().getRequiredProperty("local.server.port"));
        DeskClient client = DeskClient.loggedIn(port, Staff.FIRST, PASSWORD);
        String q = URLEncoder.encode("中原区新建续建中小学多少所", StandardCharsets.UTF_8);
        String district = URLEncoder.encode("中原区", StandardCharsets.UTF_8);
        LocalDate today = LocalDate.ofInstant(now, zone);
        String all = "from=%s&to=%s".formatted(today.minusDays(DAYS), today);
        Long often = jdbc.queryForObject(
                "select meaning from recorded_question where meaning is not null group by meaning order by count(*) desc"
                        + " fetch first 1 rows only", Long.class);
        List<String> pages = List.of(
                "/desk", "/desk/results?call=%s&q=%s".formatted(UUID.randomUUID(), q), "/desk/queue", "/desk/queue/list",
                "/desk/orders", "/desk/orders?q=" + q.substring(0, 18), "/desk/orders?district=" + district,
                "/desk/orders/" + jdbc.queryForObject("select max(id) from work_order", Long.class),
                "/desk/articles", "/desk/corrections", "/desk/statistics", "/desk/statistics?" + all,
                "/desk/statistics?%s&district=%s&channel=WEB".formatted(all, district), "/desk/statistics/asked.csv?" + all,
                "/desk/conversations", "/desk/conversations?" + all,
                "/desk/conversations?%s&kind=NO_ANSWER&district=%s".formatted(all, district),
                "/desk/conversations?%s&rating=DOWN&topic=rural".formatted(all),
                "/desk/conversations?%s&meaning=%d".formatted(all, often),
                "/desk/conversations/" + jdbc.queryForObject("select max(number) from conversation", Long.class),
                "/desk/calls/" + jdbc.queryForObject("select max(call_id) from desk_lookup", String.class),
                "/desk/audit", "/desk/audit?staff=clerk7", "/desk/staff", "/desk/operation", "/desk/password");
        System.out.printf("| page | half within | 95 of 100 within |%n|---|---|---|%n");
        for (String page : pages) {
            time(page.length() > 70 ? page.substring(0, 70) + "…" : page, () -> client.get(page));
        }
        client.get("/desk/password");
        time("POST /desk/answer", () -> client.post("/desk/answer", Map.of(
                "call", UUID.randomUUID().toString(), "q", "中原区新建续建中小学多少所")));
    }

    private static void time(String page, Callable<HttpResponse<String>> work) throws Exception {
        double[] millis = new double[ROUNDS];
        int status = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long began = System.nanoTime();
            status = work.call().statusCode();
            if (round >= 0) {
                millis[round] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(millis);
        if (status == 200) {
            System.out.printf("| `%s` | %.0f ms | %.0f ms |%n", page, millis[ROUNDS / 2], millis[ROUNDS * 95 / 100]);
        } else {
            System.out.printf("| `%s` | status %d | |%n", page, status);
        }
    }
}
