package wenzheng.desk;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
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

    /** Citizens are answered beside them. */
    private static final int AT_ONCE = 2;

    /**
     * @param said by the citizen, oldest first
     * @param edition of the articles that it is answered from
     */
    private record Asked(long handOver, List<String> said, long edition) {}

    private final BiFunction<String, List<String>, GivenReply> assistant;
    private final LongSupplier edition;
    private final ExecutorService background =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().name("proposal-", 0).daemon().factory());
    private final AsyncCache<Asked, GivenReply> known =
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
     * @param handOver whose conversation it is
     * @param said by the citizen, oldest first; at least once
     * @return empty while it is being worked out
     */
    Optional<GivenReply> find(long handOver, List<String> said) {
        return Optional.ofNullable(known.get(
                        new Asked(handOver, said, edition.getAsLong()),
                        (asked, _) -> CompletableFuture.supplyAsync(() -> propose(asked), background))
                .copy()
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join());
    }

    private GivenReply propose(Asked asked) {
        return assistant.apply(asked.said().getLast(), asked.said().subList(0, asked.said().size() - 1));
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
