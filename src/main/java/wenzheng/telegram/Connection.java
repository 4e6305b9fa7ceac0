package wenzheng.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.WebhookInfo;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;

/**
 * The way to Telegram: tries until there is one, says once what is in its way, and fetches the updates or has them
 * brought. Runs on a thread of its own.
 */
final class Connection {

    /** What the bot is called by. */
    record Me(long id, String name) {}

    /**
     * @param name the bot's, {@code null} before the first connection
     * @param problem what is in the way, {@code null} where nothing is
     */
    record State(@Nullable String name, @Nullable String problem) {}

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration WRONG_TOKEN = Duration.ofMinutes(1);
    private static final Duration LONGEST_WITHOUT_COMMANDS = Duration.ofHours(1);

    /** A server that does not wait for updates, as it is asked to, is not asked more often than this. */
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(500);

    private final BotApi api;
    private final TelegramSettings settings;
    private final @Nullable String webhook;
    private final String secret;
    private final MessageSource messages;
    private final Pace pace;
    private final Duration look;
    private boolean offering;
    private volatile State state = new State(null, "not connected yet");

    /**
     * @param webhook the address Telegram calls, {@code null} where updates are fetched
     * @param secret what Telegram sends along to it
     * @param look how often the webhook is looked at
     */
    Connection(
            BotApi api,
            TelegramSettings settings,
            @Nullable String webhook,
            String secret,
            MessageSource messages,
            Pace pace,
            Duration look) {
        this.api = api;
        this.settings = settings;
        this.webhook = webhook;
        this.secret = secret;
        this.messages = messages;
        this.pace = pace;
        this.look = look;
    }

    State state() {
        return state;
    }

    /**
     * Runs until the bot stops.
     *
     * @param greeted hears who the bot is, once, before the first update
     * @param received takes updates; returns when they are stored
     */
    void run(Consumer<Me> greeted, Consumer<List<Update>> received) {
        Duration backoff = FIRST_BACKOFF;
        boolean known = false;
        while (!pace.isStopped()) {
            try {
                Me me = greet();
                if (!known) {
                    greeted.accept(me);
                    known = true;
                }
                register();
                up(me);
                if (!offering) {
                    offering = true;
                    Thread.ofVirtual().name("telegram-commands").start(this::offerCommands);
                }
                if (webhook != null) {
                    watch(webhook);
                } else {
                    poll(received);
                }
                backoff = FIRST_BACKOFF;
            } catch (BotApiFailure failure) {
                down(failure);
                pace.rest(pause(failure, backoff));
                backoff = Courier.longer(backoff);
            } catch (RuntimeException failure) {
                LOG.error("Telegram: no connection, tried again in {}", backoff, failure);
                pace.rest(backoff);
                backoff = Courier.longer(backoff);
            }
        }
    }

    private static Duration pause(BotApiFailure failure, Duration backoff) {
        return switch (failure.kind()) {
            case LIMITED -> failure.retryAfter();
            case UNAUTHORIZED -> WRONG_TOKEN;
            case UNREACHABLE, LOST, BROKEN, CONFLICT, GONE, MOVED, REFUSED -> backoff;
        };
    }

    private Me greet() throws BotApiFailure {
        User user = api.me();
        return new Me(user.getId(), user.getUserName());
    }

    private void register() throws BotApiFailure {
        if (webhook == null) {
            api.call(new DeleteWebhook());
        } else {
            api.call(SetWebhook.builder().url(webhook).secretToken(secret).allowedUpdates(BotApi.KINDS).build());
        }
    }

    /** Returns while the webhook is no longer ours, to be set anew; what keeps Telegram from calling it is a problem. */
    private void watch(String address) throws BotApiFailure {
        while (pace.rest(look)) {
            WebhookInfo info = api.call(new GetWebhookInfo());
            if (info == null || !address.equals(info.getUrl())) {
                LOG.warn("Telegram: the webhook was removed or replaced; it is set again");
                return;
            }
            Instant failed = Instant.ofEpochSecond(Objects.requireNonNullElse(info.getLastErrorDate(), 0));
            if (failed.isAfter(Instant.now().minus(look.multipliedBy(2)))) {
                problem("Telegram cannot call %s".formatted(address), String.valueOf(info.getLastErrorMessage()));
            } else {
                up(null);
            }
        }
    }

    /** Goes on until the commands are in the menu; the bot works without. */
    private void offerCommands() {
        Duration backoff = WRONG_TOKEN;
        boolean told = false;
        while (!pace.isStopped()) {
            try {
                api.call(new SetMyCommands(commands(Locale.SIMPLIFIED_CHINESE), null, null));
                api.call(new SetMyCommands(commands(Locale.SIMPLIFIED_CHINESE), null, "zh"));
                api.call(new SetMyCommands(commands(Locale.ENGLISH), null, "en"));
                return;
            } catch (BotApiFailure failure) {
                if (!told && !pace.isStopped()) {
                    LOG.warn("Telegram: the commands are not in the menu yet: {}", failure.getMessage());
                    told = true;
                }
                pace.rest(failure.kind() == BotApiFailure.Kind.LIMITED ? failure.retryAfter() : backoff);
                backoff = backoff.multipliedBy(2).compareTo(LONGEST_WITHOUT_COMMANDS) > 0
                        ? LONGEST_WITHOUT_COMMANDS
                        : backoff.multipliedBy(2);
            }
        }
    }

    private List<BotCommand> commands(Locale locale) {
        return Receptionist.COMMANDS.stream()
                .map(name -> new BotCommand(name, messages.getMessage("telegram.command." + name, null, locale)))
                .toList();
    }

    /**
     * Fetches updates until that fails for good. An update is confirmed with the request after the one that brought it,
     * and an offset is used only for that: after a week of silence Telegram draws ids anew, perhaps lower ones.
     */
    private void poll(Consumer<List<Update>> received) throws BotApiFailure {
        Integer confirmed = null;
        Duration backoff = FIRST_BACKOFF;
        while (!pace.isStopped()) {
            try {
                long asked = System.nanoTime();
                List<Update> updates = api.poll(confirmed);
                up(null);
                received.accept(updates);
                confirmed = updates.isEmpty()
                        ? null
                        : Integer.valueOf(updates.stream().mapToInt(Update::getUpdateId).max().orElseThrow() + 1);
                backoff = FIRST_BACKOFF;
                if (updates.isEmpty()) {
                    pace.rest(BETWEEN_POLLS.minusNanos(System.nanoTime() - asked));
                }
            } catch (BotApiFailure failure) {
                if (pace.isStopped()) {
                    return;
                }
                boolean webhookIsSet = failure.kind() == BotApiFailure.Kind.CONFLICT
                        && String.valueOf(failure.getMessage()).contains("webhook");
                if (webhookIsSet || failure.kind() == BotApiFailure.Kind.UNAUTHORIZED) {
                    throw failure;
                }
                down(failure);
                pace.rest(pause(failure, backoff));
                backoff = Courier.longer(backoff);
            } catch (RuntimeException failure) {
                LOG.error("Telegram: an update could not be stored; it is fetched again in {}", backoff, failure);
                pace.rest(backoff);
                backoff = Courier.longer(backoff);
            }
        }
    }

    /** @param me {@code null}: as before */
    private void up(@Nullable Me me) {
        State before = state;
        String name = me == null ? before.name() : me.name();
        if (before.problem() != null) {
            LOG.info("Telegram: the bot @{} is up, {}", name, webhook == null ? "asking for updates" : "waiting to be called");
        }
        state = new State(name, null);
    }

    private void down(BotApiFailure failure) {
        String problem = switch (failure.kind()) {
            case UNAUTHORIZED -> "the token is refused; set wenzheng.telegram.token to what BotFather gave out";
            case UNREACHABLE, LOST -> "%s cannot be reached".formatted(settings.apiUrl());
            case CONFLICT -> "another program fetches this bot's updates; stop it, or give this one a bot of its own";
            case LIMITED -> "Telegram asks to wait";
            case BROKEN, GONE, MOVED, REFUSED -> "%s does not answer as a Bot API".formatted(settings.apiUrl());
        };
        problem(problem, String.valueOf(failure.getMessage()));
    }

    private void problem(String problem, String detail) {
        if (!problem.equals(state.problem())) {
            LOG.warn("Telegram: {} ({}). It is tried again until it works.", problem, detail);
        }
        state = new State(state.name(), problem);
    }
}
