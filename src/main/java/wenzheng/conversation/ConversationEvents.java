package wenzheng.conversation;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

/**
 * What happens in conversations, for those who wait for it: kept in the database, so that nobody misses what happened
 * while they were away. Blocking; safe for use by many threads.
 */
@Service
public class ConversationEvents {

    /** Events that are read at once. */
    public static final int PAGE = 50;

    private final ConversationStore store;
    private final ConversationSettings settings;
    private final Clock clock;
    private final Map<String, Map<Object, Runnable>> waiting = new ConcurrentHashMap<>();

    ConversationEvents(ConversationStore store, ConversationSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param number of the last event known, 0 for none
     * @return the next ones, {@value #PAGE} at most, in order; empty where the conversation is unknown, expired or
     *     forgotten
     */
    public Optional<List<ConversationEvent>> after(String conversationId, long number) {
        return store.isOpen(conversationId, clock.instant().minus(settings.retention()))
                ? Optional.of(store.eventsAfter(conversationId, number, PAGE))
                : Optional.empty();
    }

    /** The number of the conversation's last event, 0 where there is none. */
    public long newest(String conversationId) {
        return store.newestEvent(conversationId);
    }

    /**
     * Has {@code news} run whenever there may be something to read, on the thread that brought it: it must neither
     * block nor fail. What another process sharing the database brings is not told; who waits looks now and then.
     *
     * @return ends it
     */
    public Runnable listen(String conversationId, Runnable news) {
        Object listener = new Object();
        waiting.compute(conversationId, (_, before) -> {
            Map<Object, Runnable> listeners = before == null ? new ConcurrentHashMap<>() : before;
            listeners.put(listener, news);
            return listeners;
        });
        return () -> waiting.computeIfPresent(conversationId, (_, listeners) -> {
            listeners.remove(listener);
            return listeners.isEmpty() ? null : listeners;
        });
    }

    /** Tells those who wait that the conversation has a new event, or is no more. */
    void changed(String conversationId) {
        waiting.getOrDefault(conversationId, Map.of()).values().forEach(Runnable::run);
    }
}
