package wenzheng.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * Calls the Bot API; blocking, safe for use by many threads. A call is made once: OkHttp's own repeats are off, since
 * sending is not idempotent.
 */
final class BotApi implements AutoCloseable {

    static final List<String> KINDS =
            List.of("message", "edited_message", "callback_query", "inline_query", "my_chat_member");

    private static final Logger LOG = LoggerFactory.getLogger(BotApi.class);

    /** How long Telegram holds a request for updates open when there are none. */
    private static final Duration LONG_POLL = Duration.ofSeconds(50);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OkHttpClient senders;
    private final OkHttpClient pollers;
    private final OkHttpTelegramClient sending;
    private final OkHttpTelegramClient polling;

    BotApi(TelegramSettings settings) {
        TelegramUrl url = url(settings.apiUrl());
        senders = client(PATIENCE);
        pollers = client(LONG_POLL.plus(PATIENCE));
        sending = new OkHttpTelegramClient(senders, settings.token(), url);
        polling = new OkHttpTelegramClient(pollers, settings.token(), url);
    }

    private static OkHttpClient client(Duration patience) {
        Dispatcher dispatcher = new Dispatcher(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("telegram-http-", 0).factory()));
        dispatcher.setMaxRequests(AT_ONCE);
        dispatcher.setMaxRequestsPerHost(AT_ONCE);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .connectTimeout(Duration.ofSeconds(10))
                .writeTimeout(PATIENCE)
                .readTimeout(patience)
                .build();
    }

    private static TelegramUrl url(URI address) {
        int usual = address.getScheme().equals("https") ? 443 : 80;
        return TelegramUrl.builder()
                .schema(address.getScheme())
                .host(address.getHost())
                .port(address.getPort() < 0 ? usual : address.getPort())
                .build();
    }

    /** @return what the server answers; {@code null} where it says nothing but that it is done */
    <T extends Serializable> @Nullable T call(BotApiMethod<T> method) throws BotApiFailure {
        return result(() -> sending.executeAsync(method));
    }

    void call(SetWebhook method) throws BotApiFailure {
        result(() -> sending.executeAsync(method));
    }

    /** @return who the bot is: id and name */
    User me() throws BotApiFailure {
        return Objects.requireNonNull(call(new WhoAmI()));
    }

    /**
     * Waits for updates up to {@link #LONG_POLL}.
     *
     * @param offset confirms all updates before it; {@code null} confirms none
     * @return an update that cannot be read holds nothing but its id
     */
    List<Update> poll(@Nullable Integer offset) throws BotApiFailure {
        Poll poll = new Poll();
        poll.setOffset(offset);
        poll.setLimit(100);
        poll.setTimeout((int) LONG_POLL.toSeconds());
        poll.setAllowedUpdates(KINDS);
        List<Update> updates = result(() -> polling.executeAsync(poll));
        return updates == null ? List.of() : updates;
    }

    /** Ends a poll under way, which then fails. */
    void stopPolling() {
        pollers.dispatcher().cancelAll();
    }

    /** @throws JsonProcessingException where it is no JSON object with an update's id */
    static Update read(String json) throws JsonProcessingException {
        return read(JSON.readTree(json));
    }

    private static Update read(JsonNode update) throws JsonProcessingException {
        int id = JSON.treeToValue(update.required("update_id"), Integer.class);
        try {
            return JSON.treeToValue(update, Update.class);
        } catch (JsonProcessingException | RuntimeException unknown) {
            LOG.warn("Telegram update {} cannot be read and is passed over: {}", id, unknown.getClass().getSimpleName());
            Update bare = new Update();
            bare.setUpdateId(id);
            return bare;
        }
    }

    private interface Call<T> {
        CompletableFuture<T> make() throws TelegramApiException;
    }

    private static <T> @Nullable T result(Call<T> call) throws BotApiFailure {
        try {
            return call.make().get();
        } catch (ExecutionException failed) {
            throw BotApiFailure.of(failed.getCause());
        } catch (TelegramApiException | RuntimeException wrong) {
            throw BotApiFailure.unmade(wrong);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw BotApiFailure.of(new InterruptedIOException());
        }
    }

    @Override
    public void close() {
        for (OkHttpClient client : List.of(pollers, senders)) {
            client.dispatcher().cancelAll();
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    /** Takes a server at its word that says no more of the bot than its id and name. */
    private static final class WhoAmI extends GetMe {

        @Override
        public User deserializeResponse(String answer) throws TelegramApiRequestException {
            try {
                JsonNode me = JSON.readTree(answer).path("result");
                if (!me.path("id").canConvertToLong() || !me.path("username").isTextual()) {
                    return super.deserializeResponse(answer);
                }
                User user = new User(me.get("id").asLong(), me.path("first_name").asText(), true);
                user.setUserName(me.get("username").asText());
                return user;
            } catch (JsonProcessingException unreadable) {
                throw new TelegramApiRequestException("no answer of a Bot API", unreadable);
            }
        }
    }

    /** Reads each update by itself, so that one that this library does not know stops no other. */
    private static final class Poll extends GetUpdates {

        @Override
        public ArrayList<Update> deserializeResponse(String answer) throws TelegramApiRequestException {
            ArrayList<Update> updates = new ArrayList<>();
            try {
                JsonNode whole = JSON.readTree(answer);
                if (!whole.path("ok").asBoolean()) {
                    return super.deserializeResponse(answer);
                }
                for (JsonNode update : whole.required("result")) {
                    updates.add(read(update));
                }
                return updates;
            } catch (JsonProcessingException | IllegalArgumentException unreadable) {
                throw new TelegramApiRequestException("no answer of a Bot API", unreadable);
            }
        }
    }
}
