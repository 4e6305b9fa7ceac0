package wenzheng.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import wenzheng.operation.AssistantSwitch;

/**
 * A citizen asks for a person; a member of staff takes the conversation, writes, hands it back or closes it. All of it
 * is kept in the database before anybody is told, so that neither a restart nor a lost connection loses any. Who is
 * typing is not kept. Blocking; safe for use by many threads and processes.
 */
@Service
public class HandOvers {

    /** How long after a key was pressed somebody counts as typing. */
    private static final Duration TYPING = Duration.ofSeconds(6);

    private static final int LONGEST = 4_000;

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 -]{5,24}");

    /**
     * What a citizen who asked for a person is told.
     *
     * @param place in the queue, from 1; 0 where nobody is waited for
     * @param staff who has taken over; {@code null} where nobody has
     * @param hours as they are set, when there are members of staff; empty where these are not why there is nobody
     */
    public record Standing(State state, int place, @Nullable String staff, String hours) {

        /** The hours with the names of days that people of the language read. */
        public String hoursIn(Locale locale) {
            return OfficeHours.inWords(hours, locale);
        }
    }

    public enum State {
        /** Nobody was asked for. */
        ASSISTANT,
        WAITING,
        TAKEN,
        /** Nobody is there now; a message can be left. */
        CLOSED
    }

    private final HandOverStore store;
    private final ConversationStore conversations;
    private final ConversationEvents events;
    private final ConversationSettings settings;
    private final OfficeHours hours;
    private final AssistantSwitch assistant;
    private final Flushing disk;
    private final Clock clock;
    private final Set<Runnable> watching = ConcurrentHashMap.newKeySet();
    private final Cache<String, Instant> typing = Caffeine.newBuilder().expireAfterWrite(TYPING).build();

    HandOvers(
            HandOverStore store,
            ConversationStore conversations,
            ConversationEvents events,
            ConversationSettings settings,
            OfficeHours hours,
            AssistantSwitch assistant,
            Flushing disk,
            Clock clock) {
        this.store = store;
        this.conversations = conversations;
        this.events = events;
        this.settings = settings;
        this.hours = hours;
        this.assistant = assistant;
        this.disk = disk;
        this.clock = clock;
    }

    /**
     * Asks for a person; asked again, all stays as it is.
     *
     * @return empty where the conversation is unknown or expired
     */
    public Optional<Standing> ask(String conversationId) {
        if (!isOpen(conversationId)) {
            return Optional.empty();
        }
        if (store.findOpen(conversationId).isEmpty()
                && hours.areNow()
                && assistant.mode() != AssistantSwitch.Mode.OFF) {
            try {
                store.ask(conversationId, clock.instant());
                changed(conversationId);
            } catch (DuplicateKeyException asked) {
                // At the same moment, through another connection.
            }
        }
        Standing standing = standing(conversationId);
        return Optional.of(standing.state() == State.ASSISTANT
                ? new Standing(State.CLOSED, 0, null, hours.areNow() ? "" : hours.words())
                : standing);
    }

    public Standing standing(String conversationId) {
        return store.findOpen(conversationId)
                .map(open -> open.waiting()
                        ? new Standing(State.WAITING, open.place(), null, hours.words())
                        : new Standing(State.TAKEN, 0, open.shownName(), hours.words()))
                .orElse(new Standing(State.ASSISTANT, 0, null, hours.words()));
    }

    /** The citizen does not want to wait any longer. */
    public void withdraw(String conversationId) {
        store.findOpen(conversationId)
                .filter(open -> store.end(open.id(), null, ConversationEvent.Change.WITHDRAWN, clock.instant()))
                .ifPresent(_ -> left(conversationId));
    }

    /** The citizen needs nobody of the staff any longer, neither one waited for nor one who is there. */
    public void dismiss(String conversationId) {
        store.findOpen(conversationId)
                .filter(open -> store.end(
                        open.id(), open.clerk(), ConversationEvent.Change.WITHDRAWN, clock.instant()))
                .ifPresent(_ -> left(conversationId));
    }

    /**
     * The citizen's page is there, of which the desk is told how long ago it was so last.
     *
     * @return the place in the queue, from 1; 0 where nobody is waited for
     */
    public int seen(String conversationId) {
        Optional<HandOver> open = store.findOpen(conversationId);
        open.ifPresent(known -> store.seen(known.id(), clock.instant()));
        return open.map(HandOver::place).orElse(0);
    }

    /**
     * Keeps a message and a number to call, apart from the conversation, with the citizen's consent.
     *
     * @return false where the conversation is unknown, nothing is said, or the number is none
     */
    public boolean leave(String conversationId, String words, String phone) {
        String masked = cut(words);
        if (!isOpen(conversationId) || masked.isBlank() || !PHONE.matcher(phone.strip()).matches()) {
            return false;
        }
        store.leave(conversationId, masked, phone.strip(), clock.instant());
        onDisk();
        watchers();
        return true;
    }

    /** Whether whoever has taken over is typing. */
    public boolean isTyping(String conversationId) {
        return typing.getIfPresent(conversationId) != null;
    }

    /** How many citizens wait for a person. */
    public int waiting() {
        return store.waiting().size();
    }

    /** Those waited for and those taken, in the order they were asked for. */
    public List<HandOver> open() {
        return store.open();
    }

    /** One that is not ended. */
    public Optional<HandOver> find(long id) {
        return store.find(id);
    }

    /** Whether there was one: handed back, closed, withdrawn, or its conversation forgotten. */
    public boolean isEnded(long id) {
        return store.isEnded(id);
    }

    /** All that was said and happened, in order; empty where the conversation was forgotten. */
    public List<ConversationEvent> transcript(String conversationId) {
        return conversations.eventsAfter(conversationId, 0, Integer.MAX_VALUE);
    }

    /** @return false where somebody else was faster, or the citizen does not wait any more */
    public boolean take(long id, String clerk, String shownName) {
        boolean taken = store.take(id, clerk, shownName, clock.instant());
        if (taken) {
            store.find(id).ifPresent(open -> left(open.conversationId()));
        }
        return taken;
    }

    /** @return false where the clerk does not have it, or nothing is said */
    public boolean write(long id, String clerk, String words) {
        String masked = cut(words);
        if (masked.isBlank() || !store.write(id, clerk, masked, clock.instant())) {
            return false;
        }
        store.find(id).ifPresent(open -> {
            typing.invalidate(open.conversationId());
            changed(open.conversationId());
        });
        return true;
    }

    /** Keeps what the clerk is writing, and tells the citizen that somebody is typing. */
    public void draft(long id, String clerk, String words) {
        if (store.keepDraft(id, clerk, cut(words))) {
            onDisk();
            store.find(id).ifPresent(open -> {
                if (words.isBlank()) {
                    typing.invalidate(open.conversationId());
                } else {
                    typing.put(open.conversationId(), clock.instant());
                }
                events.changed(open.conversationId());
            });
        }
    }

    /** @return false where the clerk does not have it */
    public boolean handBack(long id, String clerk) {
        return end(id, clerk, ConversationEvent.Change.HANDED_BACK);
    }

    /** @return false where the clerk does not have it */
    public boolean close(long id, String clerk) {
        return end(id, clerk, ConversationEvent.Change.CLOSED);
    }

    /** Oldest first. */
    public List<Callback> callbacks() {
        return store.callbacks();
    }

    /** Deletes the message and the number. Returns whether there was one. */
    public boolean called(long id) {
        boolean deleted = store.deleteCallback(id);
        watchers();
        return deleted;
    }

    /**
     * Has {@code news} run whenever the queue or something in it may have changed, on the thread that brought it: it
     * must neither block nor fail. What another process brings is not told.
     *
     * @return ends it
     */
    public Runnable watch(Runnable news) {
        Runnable own = () -> news.run();
        watching.add(own);
        return () -> watching.remove(own);
    }

    /** Whether in this conversation a person is waited for, or answers instead of the assistant. */
    Optional<HandOver> of(String conversationId) {
        return store.findOpen(conversationId);
    }

    /** A citizen said something. */
    void said() {
        watchers();
    }

    /** What was kept last is on the disk when this returns: who is told of it finds it there after a crash too. */
    void onDisk() {
        disk.written();
        disk.flush();
    }

    /** A conversation is no more. */
    void forgotten() {
        store.endForgotten(clock.instant());
        movedUp();
        watchers();
    }

    private boolean end(long id, String clerk, ConversationEvent.Change change) {
        Optional<HandOver> open = store.find(id);
        if (open.isEmpty() || !store.end(id, clerk, change, clock.instant())) {
            return false;
        }
        typing.invalidate(open.get().conversationId());
        changed(open.get().conversationId());
        return true;
    }

    /** The conversation is not in the queue any more. */
    private void left(String conversationId) {
        changed(conversationId);
        movedUp();
    }

    /** Those who wait may have another place. */
    private void movedUp() {
        store.waiting().forEach(events::changed);
    }

    private void changed(String conversationId) {
        onDisk();
        events.changed(conversationId);
        watchers();
    }

    private void watchers() {
        watching.forEach(Runnable::run);
    }

    private boolean isOpen(String conversationId) {
        return conversations.isOpen(conversationId, clock.instant().minus(settings.retention()));
    }

    private static String cut(String words) {
        return Conversations.masked(words.strip(), LONGEST).strip();
    }
}
