package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import wenzheng.ServedArticles;

/**
 * A bot that is killed at any moment, and started again, has answered everything once; also the message that Telegram
 * had taken and the bot had not noted yet, which it looks for first.
 */
@ServedArticles
class CrashTests {

    private static final long LEI = 1;

    /** They mostly wait. */
    private static final int AT_ONCE = 6;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void answersEverythingOnceWhereverItIsKilled() throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger unnoted = new AtomicInteger();
        AtomicBoolean survived = new AtomicBoolean();
        Callable<@Nullable Void> killer = () -> {
            while (!survived.get()) {
                int moment = next.incrementAndGet();
                KillSwitch kill = new KillSwitch(database, moment);
                List<String> texts = answersAfter(kill, moment);
                assertThat(texts).as(kill.toString()).hasSize(2);
                assertThat(texts.getFirst()).as(kill.toString()).contains("14所");
                assertThat(texts.getLast()).as(kill.toString()).contains("26所");
                unnoted.addAndGet(kill.isBeforeTheNote() ? 1 : 0);
                if (!kill.isKilled()) {
                    survived.set(true);
                }
            }
            return null;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> done : threads.invokeAll(Collections.nCopies(AT_ONCE, killer))) {
                done.get();
            }
        }
        assertThat(next.get()).as("moments").isGreaterThan(30);
        assertThat(unnoted.get()).as("kills between acceptance and marking").isPositive();
    }

    /** What another process would find after a kill is what stands in the file. */
    @Test
    void hasOnTheDiskWhatItConfirmsAndWhatItSends(@TempDir Path directory) throws Exception {
        // No writing in the background, which could hide that nobody asks for it.
        String url = "jdbc:h2:file:%s;DB_CLOSE_DELAY=-1;WRITE_DELAY=600000".formatted(directory.resolve("bot"));
        JdbcConnectionPool file = JdbcConnectionPool.create(url, "", "");
        Flyway.configure().dataSource(file).load().migrate();
        FakeBotApi api = new FakeBotApi(870_000);
        Map<String, Path> copies = new ConcurrentHashMap<>();
        api.onCall(call -> copies.computeIfAbsent(
                call.equals("getupdates") ? call + api.calls(call) : call, name -> copy(directory, name)));
        try (RunningBot bot = new RunningBot(context, file, api)) {
            Citizen.alone(api, LEI).say("你好");
            bot.start();
            api.awaitSent(LEI, 1);
            bot.settle();
        } finally {
            JdbcClient.create(file).sql("shutdown").update();
            file.dispose();
        }
        assertThat(count("telegram_update", copies.get("getupdates2"))).isEqualTo(1);
        assertThat(count("telegram_message", copies.get("sendmessage"))).isEqualTo(1);
    }

    private static Path copy(Path directory, String name) {
        try {
            return Files.copy(directory.resolve("bot.mv.db"), directory.resolve(name + ".mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(String table, Path copy) {
        String url = "jdbc:h2:file:" + copy.toString().replaceFirst("\\.mv\\.db$", "");
        return JdbcClient.create(new DriverManagerDataSource(url))
                .sql("select count(*) from " + table).query(Long.class).single();
    }

    private List<String> answersAfter(KillSwitch kill, int moment) throws IOException {
        FakeBotApi api = new FakeBotApi(900_000 + moment);
        try (RunningBot first = new RunningBot(context, kill, api)) {
            Citizen lei = Citizen.alone(api, LEI);
            lei.say("管城区2021年新建续建中小学多少所？");
            lei.say("中原区呢？");
            api.onCall(kill);
            first.start();
            api.await("it is killed or done", () -> kill.isKilled() || api.sent(LEI).size() == 2 && isDone(api));
            first.stop();
            api.onCall(_ -> { });
            RunningBot second = new RunningBot(context, database, api);
            second.start();
            second.settle();
            api.await("all is sent", () -> isDone(api));
            second.stop();
            assertThat(jdbc.sql("""
                            select count(*) from turn t join telegram_person p on p.conversation_id = t.conversation_id
                            where p.bot_id = ?""").param(api.botId()).query(Long.class).single())
                    .as("turns, %s", kill).isEqualTo(2);
            return api.sent(LEI).stream().map(FakeBotApi.Sent::text).toList();
        }
    }

    private boolean isDone(FakeBotApi api) {
        return jdbc.sql("select count(*) from telegram_message where bot_id = ? and finished_at is not null")
                .param(api.botId()).query(Long.class).single() == 2;
    }
}
