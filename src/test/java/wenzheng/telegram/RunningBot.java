package wenzheng.telegram;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import wenzheng.conversation.ConversationEvents;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.HandOvers;
import wenzheng.corpus.Articles;
import wenzheng.language.Gazetteer;

/** A bot and its Bot API server, over real HTTP; each with another bot's id, so that they share a database in peace. */
final class RunningBot implements AutoCloseable {

    private static final AtomicLong IDS = new AtomicLong(5_000);

    final FakeBotApi api;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ApplicationContext context;
    private final DataSource database;
    private int burst = 20;
    private int perSecond = 1_000;
    private String publicUrl = "https://wenzheng.example";
    private HandOvers handOvers;
    private @Nullable TelegramBot bot;

    RunningBot(ApplicationContext context) throws IOException {
        this(context, context.getBean(DataSource.class), new FakeBotApi(IDS.incrementAndGet()));
    }

    RunningBot(ApplicationContext context, DataSource database, FakeBotApi api) {
        this.context = context;
        handOvers = context.getBean(HandOvers.class);
        this.database = database;
        this.api = api;
    }

    static RunningBot start(ApplicationContext context) throws IOException {
        RunningBot running = new RunningBot(context);
        running.start();
        return running;
    }

    RunningBot burst(int messages) {
        burst = messages;
        return this;
    }

    RunningBot handOvers(HandOvers others) {
        handOvers = others;
        return this;
    }

    TelegramBot bot() {
        return java.util.Objects.requireNonNull(bot);
    }

    void start() {
        bot = make(api.token());
        bot.start();
    }

    TelegramBot make(String token) {
        TelegramSettings settings = new TelegramSettings(
                token, api.url(), TelegramSettings.Mode.POLLING, null, "", perSecond, burst, 60);
        HouseSettings house = new HouseSettings(
                URI.create(publicUrl), Duration.ofDays(90), List.of("管城区2021年新建续建中小学多少所？"),
                new HouseSettings.Limits(32, 1000));
        return new TelegramBot(settings, house, new TelegramBot.Surroundings(
                context.getBean(Conversations.class),
                context.getBean(ConversationEvents.class),
                handOvers,
                context.getBean(Articles.class),
                context.getBean(Gazetteer.class),
                context.getBean(MessageSource.class),
                JdbcClient.create(database),
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                meters,
                Clock.systemUTC()));
    }

    void stop() {
        bot().stop();
    }

    /** Waits until everything that arrived is confirmed and settled. */
    void settle() {
        api.await("all updates are confirmed", () -> api.unconfirmed() == 0);
        api.await("all updates are settled", () -> meters.get("wenzheng.telegram.waiting").gauge().value() == 0);
    }

    @Override
    public void close() {
        if (bot != null && bot.isRunning()) {
            bot.stop();
        }
        api.close();
    }
}
