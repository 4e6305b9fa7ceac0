package wenzheng.telegram;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.telegram.telegrambots.meta.api.objects.Update;
import wenzheng.conversation.ConversationEvents;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.HandOvers;
import wenzheng.corpus.Articles;
import wenzheng.language.Gazetteer;

/**
 * The bot: put together, started and stopped. Starting returns at once and never fails; the bot comes up when Telegram
 * can be reached.
 */
final class TelegramBot implements SmartLifecycle {

    /** What the bot is made of that is not its own. */
    record Surroundings(
            Conversations conversations,
            ConversationEvents events,
            HandOvers handOvers,
            Articles articles,
            Gazetteer gazetteer,
            MessageSource messages,
            JdbcClient jdbc,
            TransactionOperations transaction,
            MeterRegistry meters,
            Clock clock) {}

    private static final Logger LOG = LoggerFactory.getLogger(TelegramBot.class);

    private static final Duration TYPING_AFTER = Duration.ofMillis(500);

    /** Telegram shows it for five seconds. */
    private static final Duration TYPING_AGAIN = Duration.ofSeconds(4);

    private static final Duration LEAVE = Duration.ofSeconds(5);

    /** How often is looked for what the staff did through another process. */
    private static final Duration STAFF_LOOK = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMinutes(1);

    private final TelegramSettings settings;
    private final HouseSettings house;
    private final Surroundings around;
    private final BotApi api;
    private final Pace pace;
    private final Connection connection;
    private final Lanes lanes = new Lanes(this::work);
    private final Semaphore places;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("telegram-timer").factory());
    private final String secret;
    private volatile @Nullable Desk desk;
    private volatile @Nullable Thread runner;

    /** What is there once the bot knows who it is. */
    private record Desk(
            TelegramStore store, Receptionist receptionist, Courier courier, StaffRelay staff, Inbox inbox) {}

    TelegramBot(TelegramSettings settings, HouseSettings house, Surroundings around) {
        this.settings = settings;
        this.house = house;
        this.around = around;
        secret = settings.webhookSecret().isEmpty() ? drawn() : settings.webhookSecret();
        api = new BotApi(settings);
        pace = new Pace(settings.perSecond(), around.clock());
        connection = new Connection(api, settings, webhook(), secret, around.messages(), pace, LOOK);
        places = new Semaphore(house.limits().concurrent());
        Gauge.builder("wenzheng.telegram.waiting", this, TelegramBot::waiting)
                .description("Updates that are stored and not answered yet")
                .register(around.meters());
    }

    private static String drawn() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private @Nullable String webhook() {
        if (settings.mode() == TelegramSettings.Mode.POLLING) {
            return null;
        }
        if (settings.webhookUrl() != null) {
            return settings.webhookUrl().toString();
        }
        if (house.base() == null) {
            throw new IllegalArgumentException("wenzheng.telegram.mode is webhook, but Telegram is told no address to"
                    + " call; set wenzheng.telegram.webhook-url or wenzheng.public-url");
        }
        return house.base() + TelegramSettings.PATH;
    }

    @Override
    public void start() {
        runner = Thread.ofVirtual().name("telegram").start(() -> connection.run(this::open, this::receive));
    }

    private void open(Connection.Me me) {
        TelegramStore store = new TelegramStore(around.jdbc(), around.transaction(), me.id(), around.clock());
        Letters letters = new Letters(around.messages(), house.base());
        Courier courier = new Courier(api, store, pace, around.meters(), around.clock());
        StaffRelay staff = new StaffRelay(
                around.handOvers(), around.events(), store, letters, courier, house.base(), this::wakeOpen);
        Receptionist receptionist = new Receptionist(
                around.conversations(), around.articles(), around.gazetteer(), letters, store, staff, house);
        UpdateReader reader = new UpdateReader(me.id(), me.name(), Set.copyOf(Receptionist.COMMANDS));
        Inbox inbox = new Inbox(reader, store, receptionist, lanes, settings, around.meters(), around.clock());
        desk = new Desk(store, receptionist, courier, staff, inbox);
        store.busyLanes().forEach(lanes::wake);
        staff.look();
        timer.scheduleWithFixedDelay(staff::look, STAFF_LOOK.toMillis(), STAFF_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void wakeOpen(String lane) {
        if (isOpen()) {
            lanes.wake(lane);
        }
    }

    /**
     * Takes updates; returns when they are stored.
     *
     * @throws IllegalStateException while the bot is not connected
     */
    void receive(List<Update> updates) {
        Desk now = open();
        updates.forEach(now.inbox()::receive);
        now.store().flush();
    }

    private Desk open() {
        Desk now = desk;
        if (now == null) {
            throw new IllegalStateException("the Telegram bot is not connected yet");
        }
        return now;
    }

    boolean isOpen() {
        return desk != null;
    }

    /** What Telegram has to send along when it calls. */
    String secret() {
        return secret;
    }

    Connection.State state() {
        return connection.state();
    }

    TelegramSettings.Mode mode() {
        return settings.mode();
    }

    /** Messages go before updates: what is answered is sent before the next is answered. */
    private Optional<Duration> work(String lane) {
        Desk now = open();
        Optional<TelegramStore.Unsent> unsent = now.store().nextMessage(lane);
        if (unsent.isPresent()) {
            now.store().flush();
            now.courier().deliver(unsent.get()).map(Incoming::lane).ifPresent(lanes::wake);
            return Optional.of(Duration.ZERO);
        }
        if (now.staff().bring(lane)) {
            return Optional.of(Duration.ZERO);
        }
        Optional<TelegramStore.Waiting> waiting = now.store().nextUpdate(lane);
        if (waiting.isPresent()) {
            answer(now, waiting.get());
            return Optional.of(Duration.ZERO);
        }
        Instant clock = around.clock().instant();
        return now.store().nextDue(lane).map(due -> Duration.between(clock, due).plusMillis(1));
    }

    private void answer(Desk now, TelegramStore.Waiting waiting) {
        Incoming incoming = waiting.incoming();
        switch (incoming) {
            case Incoming.Left left -> now.store().leave(left.chatId());
            case Incoming.Moved moved -> {
                now.store().move(moved.chatId(), moved.newChatId());
                now.store().settle(waiting, List.of(), null);
                lanes.wake(Incoming.lane(moved.newChatId()));
                return;
            }
            case Incoming.Joined joined -> now.store().comeBack(joined.chatId());
            case Incoming.Said _, Incoming.Commanded _, Incoming.Shown _, Incoming.Pressed _, Incoming.Sought _ -> { }
        }
        Where where = incoming.asked();
        if (where != null && now.store().isGone(where.chatId())) {
            now.store().settle(waiting, List.of(), null);
            return;
        }
        ScheduledFuture<?> typing = typing(now, where);
        places.acquireUninterruptibly();
        Receptionist.Reply reply;
        try {
            reply = now.receptionist().reply(waiting);
        } catch (RuntimeException failed) {
            LOG.error("Telegram update {} could not be answered", waiting.updateId(), failed);
            reply = now.receptionist().apology(incoming);
        } finally {
            places.release();
            typing.cancel(false);
        }
        now.store().settle(waiting, reply.outgoing(), reply.answer());
        String status = reply.status() == null ? "none" : reply.status().name().toLowerCase(Locale.ROOT);
        around.meters().counter("wenzheng.telegram.replies", "status", status).increment();
    }

    private ScheduledFuture<?> typing(Desk now, @Nullable Where where) {
        Runnable show = where == null
                ? () -> { }
                : () -> Thread.ofVirtual().name("telegram-typing").start(() -> now.courier().typing(where));
        return timer.scheduleAtFixedRate(
                show, TYPING_AFTER.toMillis(), TYPING_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private double waiting() {
        Desk now = desk;
        return now == null ? 0 : now.store().waiting();
    }

    /** Deletes what is done and no longer needed. */
    void purge() {
        Desk now = desk;
        if (now != null) {
            now.store().purge(house.retention());
        }
    }

    /** Fetches nothing more, and lets what is being answered and sent end, for some seconds; the rest is stored. */
    @Override
    public void stop() {
        pace.stop();
        Desk now = desk;
        if (now != null) {
            now.staff().close();
        }
        lanes.close();
        Thread running = runner;
        Instant end = Instant.now().plus(LEAVE);
        try {
            do {
                api.stopPolling();
            } while (running != null && !running.join(Duration.ofMillis(50)) && Instant.now().isBefore(end));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        timer.shutdown();
        api.close();
        runner = null;
    }

    @Override
    public boolean isRunning() {
        return runner != null;
    }
}
