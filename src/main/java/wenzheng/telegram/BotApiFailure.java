package wenzheng.telegram;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** Why a call of the Bot API did not do what it should. The message holds neither token nor what anybody wrote. */
final class BotApiFailure extends Exception {

    enum Kind {
        /** Too many calls: wait as long as is said. */
        LIMITED,
        /** No connection: the call was not taken. */
        UNREACHABLE,
        /** No answer: whether the call was taken is not known. */
        LOST,
        /** An answer, but none of a Bot API in order. */
        BROKEN,
        /** The token is wrong or was revoked. */
        UNAUTHORIZED,
        /** Another program fetches the same bot's updates, or a webhook is set. */
        CONFLICT,
        /** The chat is no longer there for the bot: blocked, left, deleted. */
        GONE,
        /** The group goes on under another id. */
        MOVED,
        /** The call itself is wrong; it will be the next time too. */
        REFUSED
    }

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern NO_SUCH_CHAT = Pattern.compile(
            "chat not found|peer_id_invalid|deactivated|group chat was deleted|user not found|input_user_deactivated");

    private final Kind kind;
    private final Duration retryAfter;
    private final @Nullable Long movedTo;

    private BotApiFailure(Kind kind, String message, Duration retryAfter, @Nullable Long movedTo) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.movedTo = movedTo;
    }

    static BotApiFailure of(@Nullable Throwable cause) {
        return switch (cause) {
            case TelegramApiRequestException answer -> of(answer);
            case IOException io -> new BotApiFailure(
                    isBeforeTheCall(io) ? Kind.UNREACHABLE : Kind.LOST,
                    "no answer (%s)".formatted(io.getClass().getSimpleName()),
                    SOON,
                    null);
            case null, default -> new BotApiFailure(
                    Kind.BROKEN,
                    "no answer of a Bot API (%s)".formatted(cause == null ? "?" : cause.getClass().getSimpleName()),
                    SOON,
                    null);
        };
    }

    private static boolean isBeforeTheCall(IOException failure) {
        return switch (failure) {
            case ConnectException _, NoRouteToHostException _, UnknownHostException _, SSLHandshakeException _ -> true;
            case SocketTimeoutException _ -> String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
            default -> false;
        };
    }

    /** What this library itself does not let pass. */
    static BotApiFailure unmade(Exception cause) {
        return new BotApiFailure(Kind.REFUSED, "not called (%s)".formatted(cause.getClass().getSimpleName()), SOON, null);
    }

    private static BotApiFailure of(TelegramApiRequestException answer) {
        int code = Objects.requireNonNullElse(answer.getErrorCode(), 0);
        String said = Objects.requireNonNullElse(answer.getApiResponse(), "no answer of a Bot API");
        ResponseParameters parameters = answer.getParameters();
        Long movedTo = parameters == null ? null : parameters.getMigrateToChatId();
        Integer seconds = parameters == null ? null : parameters.getRetryAfter();
        Duration retryAfter = seconds == null ? SOON : Duration.ofSeconds(Math.max(1, seconds));
        return new BotApiFailure(
                movedTo != null ? Kind.MOVED : kind(code, said.toLowerCase(Locale.ROOT)),
                "%d %s".formatted(code, said.replaceAll("\"[^\"]*\"", "…")),
                retryAfter.compareTo(LONGEST) > 0 ? LONGEST : retryAfter,
                movedTo);
    }

    private static Kind kind(int code, String said) {
        return switch (code) {
            case 401, 404 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.GONE;
            case 409 -> Kind.CONFLICT;
            case 429 -> Kind.LIMITED;
            case 400 -> NO_SUCH_CHAT.matcher(said).find() ? Kind.GONE : Kind.REFUSED;
            default -> code > 400 && code < 500 ? Kind.REFUSED : Kind.BROKEN;
        };
    }

    Kind kind() {
        return kind;
    }

    /** How long to wait, where {@link Kind#LIMITED}; an hour at most. */
    Duration retryAfter() {
        return retryAfter;
    }

    /** The id under which the group goes on, where {@link Kind#MOVED}. */
    long movedTo() {
        return Objects.requireNonNull(movedTo);
    }
}
