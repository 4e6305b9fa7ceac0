package wenzheng.model;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
     * How it ended.
     *
     * @param empty whether nothing came
     * @param failure {@code null} where it came to its end
     */
    record Heard(boolean empty, @Nullable Reason failure) {}

    /**
     * What arrives, in order.
     *
     * @param end {@code null} while more may come
     */
    private record Piece(String text, @Nullable End end) {}

    /** @param tokens that were spent, {@code null} where nobody says */
    private record End(@Nullable Reason failure, @Nullable Integer tokens) {}

    Endpoint(ModelSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.places = new Semaphore(settings.concurrent());
    }

    /**
     * Never fails.
     *
     * @param time back within this and a little
     * @param lines takes what comes, line by line, on the thread that asks
     */
    Heard ask(Prompts.Prompt prompt, Duration time, Consumer<String> lines) {
        long end = System.nanoTime() + time.toNanos();
        if (time.compareTo(WORTH_A_TRY) < 0) {
            return new Heard(true, Reason.LATE);
        }
        if (!places.tryAcquire()) {
            return new Heard(true, Reason.BUSY);
        }
        try {
            Reason refused = admit(estimate(prompt));
            if (refused != null) {
                return new Heard(true, refused);
            }
            Heard heard = once(prompt, end, lines);
            if (heard.failure() == Reason.UNREACHABLE
                    && heard.empty()
                    && end - System.nanoTime() > WORTH_A_TRY.toNanos()
                    && admit(estimate(prompt)) == null) {
                heard = once(prompt, end, lines);
            }
            note(heard.failure() == null || heard.failure() == Reason.ENDLESS);
            return heard;
        } finally {
            places.release();
        }
    }

    /** A Chinese character is about a token. */
    private static int estimate(Prompts.Prompt prompt) {
        return prompt.instructions().length() + prompt.data().length() + MOST_TOKENS;
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

    /**
     * How it is.
     *
     * @param spent tokens of today
     * @param pausedUntil until when it is left alone, {@code null} where it is asked
     */
    record Standing(String name, long spent, long tokensPerDay, @Nullable Instant pausedUntil) {}

    synchronized Standing standing() {
        return new Standing(
                settings.toString(),
                LocalDate.now(clock).equals(day) ? spent : 0,
                settings.tokensPerDay(),
                clock.instant().isBefore(closedUntil) ? closedUntil : null);
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

    private Heard once(Prompts.Prompt prompt, long end, Consumer<String> lines) {
        BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
        try (Wire wire = new Wire(left(end))) {
            model(wire, left(end)).chat(
                    ChatRequest.builder()
                            .messages(SystemMessage.from(prompt.instructions()), UserMessage.from(prompt.data()))
                            .build(),
                    new Listener(pieces));
            return listen(prompt, pieces, end, lines);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Heard(true, Reason.LATE);
        } catch (RuntimeException failed) {
            LOG.debug("The model {} failed: {}", settings, failed.getClass().getName());
            return new Heard(true, Reason.UNREACHABLE);
        }
    }

    private Heard listen(Prompts.Prompt prompt, BlockingQueue<Piece> pieces, long end, Consumer<String> lines)
            throws InterruptedException {
        StringBuilder rest = new StringBuilder();
        boolean empty = true;
        End how = null;
        while (how == null) {
            Piece piece = System.nanoTime() < end
                    ? pieces.poll(left(end).toNanos(), TimeUnit.NANOSECONDS)
                    : null;
            how = piece == null ? new End(Reason.LATE, null) : piece.end();
            rest.append(piece == null ? "" : piece.text());
            empty &= rest.isEmpty();
            for (int at = rest.indexOf("\n"); at >= 0; at = rest.indexOf("\n")) {
                lines.accept(rest.substring(0, at));
                rest.delete(0, at + 1);
            }
        }
        lines.accept(rest.toString());
        if (how.tokens() != null) {
            giveBack(estimate(prompt) - how.tokens());
        }
        return new Heard(empty, how.failure());
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    private OpenAiStreamingChatModel model(Wire wire, Duration limit) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(wire)
                .baseUrl(Objects.requireNonNull(settings.baseUrl()).toString())
                .apiKey(settings.apiKey() == null ? "none" : settings.apiKey())
                .modelName(settings.name())
                .temperature(0.0)
                .maxTokens(MOST_TOKENS)
                .timeout(limit)
                .build();
    }

    private static final class Listener implements StreamingChatResponseHandler {

        private final BlockingQueue<Piece> pieces;
        private int length;

        Listener(BlockingQueue<Piece> pieces) {
            this.pieces = pieces;
        }

        @Override
        public synchronized void onPartialResponse(String partial) {
            if (length <= LONGEST) {
                length += partial.length();
                pieces.add(length <= LONGEST
                        ? new Piece(partial, null)
                        : new Piece("", new End(Reason.ENDLESS, null)));
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            TokenUsage usage = response.tokenUsage();
            pieces.add(new Piece("", new End(null, usage == null ? null : usage.totalTokenCount())));
        }

        @Override
        public void onError(Throwable failed) {
            LOG.debug("The model failed: {}", failed.getClass().getName());
            pieces.add(new Piece("", new End(Reason.UNREACHABLE, null)));
        }
    }
}
