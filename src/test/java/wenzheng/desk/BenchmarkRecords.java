package wenzheng.desk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.conversation.Channel;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.Pipeline;
import wenzheng.conversation.QuestionRecords;
import wenzheng.conversation.RecordedQuestion;
import wenzheng.conversation.Turn;

/**
 * Recorded questions of 90 days, and counts of a year: what the sets of questions among the tests ask, some often and most
 * seldom, answered as the program does.
 */
final class BenchmarkRecords {

    static final int DAYS = 90;

    /** Of which counts are still kept, the days above among them. */
    static final int COUNTED_DAYS = 360;

    private static final int KINDS_OF_QUESTIONS = 400;
    private static final int BATCH = 2_000;
    private static final Path SETS = Path.of("src/test/resources/questions");

    /** @param json the reply as it is stored */
    private record Sample(RecordedQuestion recorded, GivenReply reply, String json, String utterance) {}

    private final ApplicationContext program;
    private final JdbcTemplate jdbc;
    private final Instant now;
    private final ZoneId zone;
    private final Random random = new Random(7);

    private final List<Object[]> conversations = new ArrayList<>();
    private final List<Object[]> turns = new ArrayList<>();
    private final List<Object[]> events = new ArrayList<>();
    private final List<Object[]> lookUps = new ArrayList<>();
    private final List<Object[]> records = new ArrayList<>();
    private final List<Object[]> feedback = new ArrayList<>();
    private final List<Object[]> handOvers = new ArrayList<>();
    private final List<Object[]> orders = new ArrayList<>();
    private final List<Object[]> corrections = new ArrayList<>();
    private final List<Object[]> audit = new ArrayList<>();

    BenchmarkRecords(ApplicationContext program, Instant now, ZoneId zone) {
        this.program = program;
        this.now = now;
        this.zone = zone;
        jdbc = program.getBean(JdbcTemplate.class);
    }

    void fill(int questions) throws Exception {
        List<Sample> samples = samples();
        // What is as old as conversations may be is deleted while this is written.
        long seconds = DAYS * 86_400L - 3_600;
        Instant first = now.minusSeconds(seconds);
        for (int number = 0; number < questions; ) {
            // In the order of time, as they are in life.
            OffsetDateTime at = first.plusSeconds(seconds * number / questions).atOffset(ZoneOffset.UTC);
            int most = Math.min(1 + random.nextInt(4), questions - number);
            number += random.nextInt(5) == 0 ? call(samples, at, most) : conversation(samples, at, most);
            audit.add(new Object[] {at, "clerk" + random.nextInt(20), "LOGGED_IN", "clerk", ""});
        }
        insert("conversation (id, started_at, last_active_at)", conversations);
        insert("turn (id, conversation_id, turn_number, utterance, status, reply, asked_at, elapsed_ms)", turns);
        insert("conversation_event (conversation_id, event_number, kind, turn_id)", events);
        insert("desk_lookup (id, call_id, staff, asked_at, question, status, reply)", lookUps);
        insert("recorded_question (turn_id, lookup_id, asked_on, channel, district, topic, kind, meaning, wording)", records);
        insert("feedback (turn_id, rating, given_at)", feedback);
        insert("handover (conversation_id, open_of, state, asked_at, taken_at, clerk, shown_name)", handOvers);
        insert("work_order (lookup_id, saved, created_by, changed_by, created_at, changed_at, question, summary, district,"
                + " category, evidence, said)", orders);
        insert("correction (state, stamp, turn_id, reported_by, reported_at)", corrections);
        insert("audit (at, staff, action, subject, detail)", audit);
        count();
        System.out.printf("%d conversations, %d work orders, %d entries in the audit log, %d rows of counts%n",
                conversations.size(), orders.size(), audit.size(),
                jdbc.queryForObject("select count(*) from daily_count", Integer.class));
    }

    private int conversation(List<Sample> samples, OffsetDateTime at, int questions) {
        String id = UUID.randomUUID().toString();
        String channel = random.nextInt(3) == 0 ? "TELEGRAM" : random.nextInt(8) == 0 ? "API" : "WEB";
        conversations.add(new Object[] {id, at, at});
        for (int number = 0; number < questions; number++) {
            Sample sample = any(samples);
            String turn = UUID.randomUUID().toString();
            turns.add(new Object[] {
                turn, id, number, sample.utterance(), sample.recorded().kind(), sample.json(), at, 12
            });
            events.add(new Object[] {id, number + 1, "REPLY", turn});
            record(sample, turn, null, at, channel);
            if (random.nextInt(12) == 0) {
                boolean down = random.nextInt(3) == 0;
                feedback.add(new Object[] {turn, down ? "DOWN" : "UP", at});
                if (down && random.nextInt(4) == 0) {
                    corrections.add(new Object[] {"REPORTED", 0, turn, "clerk1", at});
                }
            }
        }
        if (random.nextInt(20) == 0) {
            // The last ones are open: half of them wait.
            boolean open = at.toInstant().isAfter(now.minusSeconds(86_400)) && handOvers.size() % 2 == 0;
            boolean waits = open && handOvers.size() % 4 == 0;
            handOvers.add(new Object[] {
                id, open ? id : null, waits ? "WAITING" : open ? "TAKEN" : "ENDED", at,
                waits ? null : at.plusSeconds(random.nextInt(900)), waits ? null : Staff.FIRST, waits ? null : "小王"
            });
        }
        return questions;
    }

    private int call(List<Sample> samples, OffsetDateTime at, int questions) {
        String call = UUID.randomUUID().toString();
        StringBuilder said = new StringBuilder();
        for (int number = 0; number < questions; number++) {
            Sample sample = any(samples);
            String id = UUID.randomUUID().toString();
            String staff = "clerk" + random.nextInt(20);
            lookUps.add(new Object[] {
                id, call, staff, at, sample.utterance(), sample.recorded().kind(), sample.json()
            });
            record(sample, null, id, at, "PHONE");
            said.append("来电人：").append(sample.utterance()).append("\n答：").append(sample.reply().text()).append('\n');
            if (random.nextInt(5) == 0) {
                String evidence = new LookUp(
                        id, call, staff, at.toInstant(), sample.utterance(), null, null, sample.reply()).evidence();
                orders.add(new Object[] {
                    id, random.nextBoolean(), staff, staff, at, at, sample.utterance(), sample.reply().text(),
                    sample.recorded().district(), sample.recorded().topic(), evidence, said.toString()
                });
            }
        }
        return questions;
    }

    private void record(Sample sample, String turn, String lookUp, OffsetDateTime at, String channel) {
        RecordedQuestion kept = sample.recorded();
        records.add(new Object[] {
            turn, lookUp, LocalDate.ofInstant(at.toInstant(), zone), channel, kept.district(), kept.topic(), kept.kind(),
            kept.meaning(), kept.wording()
        });
    }

    /** Some are asked often, most seldom. */
    private Sample any(List<Sample> samples) {
        return samples.get((int) (samples.size() * Math.pow(random.nextDouble(), 3)));
    }

    private void count() {
        jdbc.update("delete from daily_count");
        jdbc.update("""
                insert into daily_count (asked_on, channel, district, topic, kind, questions, up, down)
                select q.asked_on, q.channel, q.district, q.topic, q.kind, count(*),
                       sum(case when f.rating = 'UP' then 1 else 0 end), sum(case when f.rating = 'DOWN' then 1 else 0 end)
                from recorded_question q left join feedback f on f.turn_id = q.turn_id
                group by q.asked_on, q.channel, q.district, q.topic, q.kind""");
        // The first of the days is a part of one.
        LocalDate oldest = LocalDate.ofInstant(now, zone).minusDays(DAYS);
        for (int earlier = DAYS + 1; earlier < COUNTED_DAYS; earlier += DAYS + 1) {
            jdbc.update("""
                    insert into daily_count (asked_on, channel, district, topic, kind, questions, up, down)
                    select cast(asked_on - interval '%d' day as date), channel, district, topic, kind, questions, up, down
                    from daily_count where asked_on >= ?""".formatted(earlier), oldest);
        }
    }

    private List<Sample> samples() throws Exception {
        Pipeline pipeline = program.getBean(Pipeline.class);
        QuestionRecords questions = program.getBean(QuestionRecords.class);
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
            samples.add(new Sample(questions.of(turn, Channel.WEB, now), reply, json.writeValueAsString(reply), words));
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
}
