package wenzheng.desk;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.GivenReply;
import wenzheng.search.PassageRetriever;

/**
 * What the assistant would say to what a citizen wrote last, worked out beside the page that asks for it: once for each
 * thing that is said, and anew when an article or the dictionary has changed. What staff verified since arrives within
 * {@link #KEPT}. Safe for use by many threads.
 */
@Component
@Profile("!evaluation")
class Proposals implements AutoCloseable {

    /** How long one is remembered once it is there. */
    static final Duration KEPT = Duration.ofSeconds(30);

    /** How long a page waits for one before it says that there is none yet. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private static final int MOST = 200;

    /** Calls that the log names of one that failed. */
    private static final int FRAMES = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);

    /** Citizens are answered beside them. */
    private static final int AT_ONCE = 2;

    /**
     * @param said by the citizen, oldest first
     * @param edition of the articles that it is answered from
     */
    private record Asked(long handOver, List<String> said, long edition) {}

    /** @param reply {@code null} while it is being worked out, and where that failed */
    record Proposal(boolean working, @Nullable GivenReply reply) {

        static final Proposal NONE = new Proposal(false, null);
        private static final Proposal WORKING = new Proposal(true, null);
    }

    private final BiFunction<String, List<String>, GivenReply> assistant;
    private final LongSupplier edition;
    private final ExecutorService background =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().name("proposal-", 0).daemon().factory());
    private final AsyncCache<Asked, Proposal> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).buildAsync();

    @Autowired
    Proposals(Conversations conversations, PassageRetriever retriever) {
        this(conversations::proposal, retriever::edition);
    }

    Proposals(BiFunction<String, List<String>, GivenReply> assistant, LongSupplier edition) {
        this.assistant = assistant;
        this.edition = edition;
    }

    /**
     * What failed is remembered too, so that a page that asks again and again is told once and for all.
     *
     * @param handOver whose conversation it is
     * @param said by the citizen, oldest first; at least once
     */
    Proposal find(long handOver, List<String> said) {
        return known.get(
                        new Asked(handOver, said, edition.getAsLong()),
                        (asked, _) -> CompletableFuture.supplyAsync(() -> propose(asked), background)
                                .exceptionally(failed -> failed(handOver, failed)))
                .copy()
                .completeOnTimeout(Proposal.WORKING, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private Proposal propose(Asked asked) {
        List<String> said = asked.said();
        return new Proposal(false, assistant.apply(said.getLast(), said.subList(0, said.size() - 1)));
    }

    /** The log says what failed and where, but no message, which may hold the citizen's words. */
    private static Proposal failed(long handOver, Throwable failed) {
        Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        LOG.error("Nothing could be proposed for conversation #{}: {} {}", handOver, cause.getClass().getName(),
                Arrays.stream(cause.getStackTrace()).limit(FRAMES).map(frame -> "at " + frame).collect(Collectors.joining(" ")));
        return Proposal.NONE;
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
