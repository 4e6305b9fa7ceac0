package wenzheng.model;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model, wherever it runs: asked in time, twice at most, not by too many at once, not beyond the tokens of a day,
 * and for a while not at all after it failed several times in a row. Safe for use by many threads.
 */
final class Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    /** Characters that are read of one answer; what goes on is cut off. */
    private static final int LONGEST = 8_000;

    private static final int MOST_TOKENS = 1_500;

    /** Less is no time for another try. */
    private static final Duration WORTH_A_TRY = Duration.ofMillis(300);

    private final ModelSettings settings;
    private final Clock clock;
    private final Semaphore places;

    private LocalDate day = LocalDate.EPOCH;
    private long spent;
    private int failures;
    private Instant closedUntil = Instant.EPOCH;

    /**
     * What was heard.
     *
     * @param text may end in the middle; empty where nothing came
     * @param failure {@code null} where it came to its end
     */
    record Heard(String text, @Nullable Reason failure) {}

    Endpoint(ModelSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.places = new Semaphore(settings.concurrent());
    }

    /** Never fails; back within {@link ModelSettings#time()} and a little. */
    Heard ask(Prompts.Prompt prompt) {
        if (!places.tryAcquire()) {
            return new Heard("", Reason.BUSY);
        }
        try {
            int estimate = prompt.instructions().length() + prompt.data().length() + MOST_TOKENS;
            Reason refused = admit(estimate);
            if (refused != null) {
                return new Heard("", refused);
            }
            long end = System.nanoTime() + settings.time().toNanos();
            Heard heard = once(prompt, end);
            if (heard.failure() == Reason.UNREACHABLE
                    && heard.text().isEmpty()
                    && end - System.nanoTime() > WORTH_A_TRY.toNanos()
                    && admit(estimate) == null) {
                heard = once(prompt, end);
            }
            note(heard.failure() == null || heard.failure() == Reason.ENDLESS);
            return heard;
        } finally {
            places.release();
        }
    }

    /** Books the tokens before they are spent; what is not used of them is given back. */
    private synchronized @Nullable Reason admit(int tokens) {
        if (clock.instant().isBefore(closedUntil)) {
            return Reason.BROKEN;
        }
        LocalDate today = LocalDate.now(clock);
        if (!today.equals(day)) {
            day = today;
            spent = 0;
        }
        if (spent + tokens > settings.tokensPerDay()) {
            return Reason.SPENT;
        }
        spent += tokens;
        return null;
    }

    private synchronized void giveBack(long tokens) {
        spent = Math.max(0, spent - tokens);
    }

    private synchronized void note(boolean well) {
        failures = well ? 0 : failures + 1;
        if (failures >= settings.failures()) {
            failures = 0;
            closedUntil = clock.instant().plus(settings.pause());
            LOG.warn("The model {} failed {} times in a row and is left alone for {}; answers go out in the articles'"
                    + " own words.", settings, settings.failures(), settings.pause());
        }
    }

    /** A client of its own, so that nothing of a call that went wrong is left when it is shut down. */
    private Heard once(Prompts.Prompt prompt, long end) {
        Listener listener = new Listener();
        // Some servers drop the upgrade to HTTP/2 that a client offers in the clear.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(left(end))
                .build();
        try {
            model(client, left(end)).chat(
                    ChatRequest.builder()
                            .messages(SystemMessage.from(prompt.instructions()), UserMessage.from(prompt.data()))
                            .build(),
                    listener);
            ChatResponse response = listener.end.get(left(end).toNanos(), TimeUnit.NANOSECONDS);
            if (response != null && response.tokenUsage() != null && response.tokenUsage().totalTokenCount() != null) {
                giveBack(prompt.instructions().length() + prompt.data().length() + MOST_TOKENS
                        - response.tokenUsage().totalTokenCount());
            }
            return new Heard(listener.text(), response == null ? Reason.ENDLESS : null);
        } catch (TimeoutException late) {
            return new Heard(listener.text(), Reason.LATE);
        } catch (ExecutionException failed) {
            LOG.debug("The model {} failed: {}", settings, failed.getClass().getName());
            return new Heard(listener.text(), Reason.UNREACHABLE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Heard("", Reason.LATE);
        } catch (RuntimeException failed) {
            LOG.debug("The model {} failed: {}", settings, failed.getClass().getName());
            return new Heard(listener.text(), Reason.UNREACHABLE);
        } finally {
            client.shutdownNow();
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    private OpenAiStreamingChatModel model(HttpClient client, Duration limit) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(new JdkHttpClientBuilder().httpClientBuilder(giving(client)))
                .baseUrl(Objects.requireNonNull(settings.baseUrl()).toString())
                .apiKey(settings.apiKey() == null ? "none" : settings.apiKey())
                .modelName(settings.name())
                .temperature(0.0)
                .maxTokens(MOST_TOKENS)
                .timeout(limit)
                .build();
    }

    /** LangChain4j builds its client itself, and lets nobody shut it down. */
    private static HttpClient.Builder giving(HttpClient client) {
        return (HttpClient.Builder) Proxy.newProxyInstance(
                Endpoint.class.getClassLoader(),
                new Class<?>[] {HttpClient.Builder.class},
                (self, method, _) -> method.getReturnType() == HttpClient.class ? client : self);
    }

    private static final class Listener implements StreamingChatResponseHandler {

        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<@Nullable ChatResponse> end = new CompletableFuture<>();

        @Override
        public synchronized void onPartialResponse(String partial) {
            if (text.length() + partial.length() > LONGEST) {
                end.complete(null);
            } else {
                text.append(partial);
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            end.complete(response);
        }

        @Override
        public void onError(Throwable failed) {
            end.completeExceptionally(failed);
        }

        synchronized String text() {
            return text.toString();
        }
    }
}
