package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;

/**
 * A bot that is killed at any moment, and started again, has answered everything once; also the message that Telegram
 * had taken and the bot had not noted yet, which it looks for first.
 */
@ServedArticles
class CrashTests {

    private static final long LEI = 1;

    /** They mostly wait. */
    private static final int AT_ONCE = 12;

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
