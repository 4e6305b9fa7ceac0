package wenzheng.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.telegram.telegrambots.meta.api.methods.ActionType;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.AnswerInlineQuery;
import org.telegram.telegrambots.meta.api.methods.ParseMode;
import org.telegram.telegrambots.meta.api.methods.send.SendChatAction;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageReplyMarkup;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.inlinequery.inputmessagecontent.InputTextMessageContent;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResultArticle;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResultsButton;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/**
 * Delivers what is stored to be sent, and sees to what can go wrong on the way. Safe for use by many threads, one a
 * lane.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    /** Nobody waits for a reply any longer. */
    private static final Duration STALE = Duration.ofDays(1);

    /** Nobody looks at a pressed button or an inline search any longer; Telegram refuses their answers soon. */
    private static final Duration STALE_QUERY = Duration.ofMinutes(1);

    /** Ids after the last known message in which one is looked for that may have arrived; other chats share them. */
    private static final int LOOKED_AT = 10;

    /** How long inline results may be given to others who seek the same. */
    private static final int INLINE_CACHE_SECONDS = 60;

    private static final LinkPreviewOptions NO_PREVIEW = LinkPreviewOptions.builder().isDisabled(true).build();

    private final BotApi api;
    private final TelegramStore store;
    private final Pace pace;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Timer lag;

    /** Messages that were perhaps sent before the program ended. */
    private final Set<Long> doubtful;

    Courier(BotApi api, TelegramStore store, Pace pace, MeterRegistry meters, Clock clock) {
        this.api = api;
        this.store = store;
        this.pace = pace;
        this.meters = meters;
        this.clock = clock;
        doubtful = store.firstUnsent();
        lag = Timer.builder("wenzheng.telegram.lag")
                .description("Time from an update's arrival until a message of its reply is sent")
                .publishPercentileHistogram()
                .register(meters);
    }

    /**
     * Sends one message, however long it takes. Returns when it is settled what became of it, or the bot stops.
     *
     * @return the chat it waits for now where its group moved there, empty everywhere else
     */
    Optional<Long> deliver(TelegramStore.Unsent unsent) {
        Outgoing outgoing = unsent.outgoing();
        Duration backoff = FIRST_BACKOFF;
        long chat = store.now(chat(outgoing));
        boolean perhapsThere = doubtful.contains(unsent.id());
        while (pace.awaitTurn(chat)) {
            if (isStale(unsent)) {
                LOG.warn("Telegram: message {} could not be sent for so long that it is given up", unsent.id());
                store.finish(unsent.id(), null);
                return Optional.empty();
            }
            try {
                OptionalInt there = perhapsThere && outgoing instanceof Outgoing.Send send
                        ? lookFor(send, chat)
                        : OptionalInt.empty();
                if (pace.isStopped()) {
                    return Optional.empty();
                }
                finish(unsent.id(), there.isPresent() ? Integer.valueOf(there.getAsInt()) : make(outgoing, chat));
                if (unsent.askedAt() != null) {
                    lag.record(Duration.between(unsent.askedAt(), clock.instant()));
                }
                return Optional.empty();
            } catch (BotApiFailure failure) {
                count(failure);
                switch (failure.kind()) {
                    case LIMITED -> pace.limited(chat, failure.retryAfter());
                    case UNREACHABLE, LOST, BROKEN, UNAUTHORIZED, CONFLICT -> {
                        perhapsThere |= failure.kind() == BotApiFailure.Kind.LOST
                                || failure.kind() == BotApiFailure.Kind.BROKEN;
                        if (!pace.rest(backoff)) {
                            return Optional.empty();
                        }
                        backoff = longer(backoff);
                    }
                    case GONE -> {
                        if (chat == 0) {
                            store.finish(unsent.id(), null);
                        } else {
                            LOG.info("Telegram: a chat is gone for the bot: {}", failure.getMessage());
                            store.leave(chat);
                        }
                        return Optional.empty();
                    }
                    case MOVED -> {
                        store.move(chat, failure.movedTo());
                        return Optional.of(failure.movedTo());
                    }
                    case REFUSED -> {
                        Outgoing other = instead(outgoing, failure);
                        if (other == null) {
                            store.finish(unsent.id(), null);
                            return Optional.empty();
                        }
                        outgoing = other;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Looks whether a message is there whose answer was lost. The Bot API shows no chat's messages, but it says of a
     * message of the bot that it "is not modified" by the buttons that it has, and of all others that they cannot be
     * found or edited. All of the bot's messages are known but this one, so nothing else is touched.
     *
     * @return its id; empty where it is not there, or not near the last one that is known
     */
    private OptionalInt lookFor(Outgoing.Send send, long chat) throws BotApiFailure {
        int last = Math.max(send.after() == null ? 0 : send.after(), store.lastSent(chat).orElse(0));
        for (int id = last + 1; last > 0 && id <= last + LOOKED_AT && pace.awaitTurn(chat); id++) {
            try {
                Serializable _ = api.call(EditMessageReplyMarkup.builder()
                        .chatId(chat)
                        .messageId(id)
                        .replyMarkup(send.buttons().isEmpty() ? null : keyboard(send.buttons()))
                        .build());
            } catch (BotApiFailure failure) {
                if (isUnchanged(failure)) {
                    return OptionalInt.of(id);
                }
                if (failure.kind() != BotApiFailure.Kind.REFUSED) {
                    throw failure;
                }
            }
        }
        return OptionalInt.empty();
    }

    /** Notes that a message is sent; not to be noted keeps it from being sent again until the bot stops. */
    private void finish(long id, @Nullable Integer sent) {
        for (Duration backoff = FIRST_BACKOFF; ; backoff = longer(backoff)) {
            try {
                store.finish(id, sent);
                return;
            } catch (DataAccessException | TransactionException failed) {
                LOG.error("Telegram: message {} is sent and cannot be marked so; tried again in {}", id, backoff, failed);
                if (!pace.rest(backoff)) {
                    return;
                }
            }
        }
    }

    private static boolean isUnchanged(BotApiFailure failure) {
        return String.valueOf(failure.getMessage()).contains("message is not modified");
    }

    private boolean isStale(TelegramStore.Unsent unsent) {
        Duration limit = chat(unsent.outgoing()) == 0 ? STALE_QUERY : STALE;
        return unsent.createdAt().plus(limit).isBefore(clock.instant());
    }

    private void count(BotApiFailure failure) {
        String reason = failure.kind().name().toLowerCase(Locale.ROOT);
        meters.counter("wenzheng.telegram.send.failures", "reason", reason).increment();
    }

    static Duration longer(Duration backoff) {
        Duration twice = backoff.multipliedBy(2);
        return twice.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : twice;
    }

    /** @return what to send in place of what is refused, {@code null}: nothing */
    private static @Nullable Outgoing instead(Outgoing refused, BotApiFailure failure) {
        boolean unchanged = isUnchanged(failure);
        Outgoing other = switch (refused) {
            case Outgoing.Edit edit when !unchanged -> new Outgoing.Send(
                    edit.chatId(), null, null, null, edit.html(), edit.buttons(), edit.turnId());
            case Outgoing.Send send when !send.buttons().isEmpty() || send.html().indexOf('<') >= 0
                            || send.threadId() != null -> new Outgoing.Send(
                    send.chatId(), null, send.replyTo(), send.after(), RichText.escape(RichText.plainOf(send.html())), List.of(),
                    send.turnId());
            case Outgoing.Send _, Outgoing.Edit _, Outgoing.Mark _, Outgoing.Delete _, Outgoing.Toast _,
                    Outgoing.Results _ -> null;
        };
        if (!unchanged) {
            LOG.warn("Telegram refused a {}{}: {}", refused.getClass().getSimpleName(),
                    other == null ? "" : ", which is sent plainer", failure.getMessage());
        }
        return other;
    }

    /** Where a message goes; 0 for the answer to a pressed button or an inline search, which goes to a person's program. */
    private static long chat(Outgoing outgoing) {
        return switch (outgoing) {
            case Outgoing.Send send -> send.chatId();
            case Outgoing.Edit edit -> edit.chatId();
            case Outgoing.Mark mark -> mark.chatId();
            case Outgoing.Delete delete -> delete.chatId();
            case Outgoing.Toast _, Outgoing.Results _ -> 0;
        };
    }

    /** @return Telegram's id of the message, {@code null} where there is none */
    private @Nullable Integer make(Outgoing outgoing, long chat) throws BotApiFailure {
        return switch (outgoing) {
            case Outgoing.Send send -> {
                Message sent = api.call(SendMessage.builder()
                        .chatId(chat)
                        .messageThreadId(send.threadId())
                        .text(send.html())
                        .parseMode(ParseMode.HTML)
                        .linkPreviewOptions(NO_PREVIEW)
                        .replyParameters(send.replyTo() == null
                                ? null
                                : ReplyParameters.builder()
                                        .messageId(send.replyTo())
                                        .allowSendingWithoutReply(true)
                                        .build())
                        .replyMarkup(send.buttons().isEmpty() ? null : keyboard(send.buttons()))
                        .build());
                yield sent == null ? null : sent.getMessageId();
            }
            case Outgoing.Edit edit -> {
                Serializable _ = api.call(EditMessageText.builder()
                        .chatId(chat)
                        .messageId(edit.messageId())
                        .text(edit.html())
                        .parseMode(ParseMode.HTML)
                        .linkPreviewOptions(NO_PREVIEW)
                        .replyMarkup(edit.buttons().isEmpty() ? null : keyboard(edit.buttons()))
                        .build());
                yield edit.messageId();
            }
            case Outgoing.Mark mark -> {
                Serializable _ = api.call(EditMessageReplyMarkup.builder()
                        .chatId(chat)
                        .messageId(mark.messageId())
                        .replyMarkup(keyboard(mark.buttons()))
                        .build());
                yield null;
            }
            case Outgoing.Delete delete -> {
                api.call(DeleteMessage.builder().chatId(chat).messageId(delete.messageId()).build());
                yield null;
            }
            case Outgoing.Toast toast -> {
                api.call(AnswerCallbackQuery.builder()
                        .callbackQueryId(toast.queryId())
                        .text(toast.text().isEmpty() ? null : Letters.shortened(toast.text(), 200))
                        .showAlert(toast.alert())
                        .build());
                yield null;
            }
            case Outgoing.Results results -> {
                api.call(AnswerInlineQuery.builder()
                        .inlineQueryId(results.queryId())
                        .results(results.results().stream().map(Courier::article).toList())
                        .cacheTime(INLINE_CACHE_SECONDS)
                        .isPersonal(false)
                        .button(InlineQueryResultsButton.builder()
                                .text(results.invitation())
                                .startParameter("inline")
                                .build())
                        .build());
                yield null;
            }
        };
    }

    private static InlineQueryResultArticle article(Outgoing.Result result) {
        return InlineQueryResultArticle.builder()
                .id(result.id())
                .title(result.title())
                .description(result.description())
                .inputMessageContent(InputTextMessageContent.builder()
                        .messageText(result.html())
                        .parseMode(ParseMode.HTML)
                        .linkPreviewOptions(NO_PREVIEW)
                        .build())
                .build();
    }

    private static InlineKeyboardMarkup keyboard(List<List<Outgoing.Button>> rows) {
        return InlineKeyboardMarkup.builder()
                .keyboard(rows.stream()
                        .map(row -> new InlineKeyboardRow(row.stream()
                                .map(button -> InlineKeyboardButton.builder()
                                        .text(button.text())
                                        .callbackData(button.data())
                                        .build())
                                .toList()))
                        .toList())
                .build();
    }

    /** Shows that the bot is writing; whether that succeeds is of no matter. */
    void typing(Where where) {
        if (!pace.isFree(where.chatId())) {
            return;
        }
        try {
            api.call(SendChatAction.builder()
                    .chatId(where.chatId())
                    .messageThreadId(where.threadId())
                    .action(ActionType.TYPING.toString())
                    .build());
        } catch (BotApiFailure failure) {
            LOG.debug("Telegram: typing is not shown: {}", failure.getMessage());
        }
    }
}
