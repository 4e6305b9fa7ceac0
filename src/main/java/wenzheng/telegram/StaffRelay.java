package wenzheng.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import wenzheng.conversation.ConversationEvent;
import wenzheng.conversation.ConversationEvents;
import wenzheng.conversation.HandOvers;

/**
 * Asks for a person from a private chat, and brings there what the staff do and write: each event once, also after a
 * restart. Safe for use by many threads, one a lane.
 */
final class StaffRelay implements AutoCloseable {

    /** What the button sends back by which a person ends it. */
    static final String END = "h";

    private final HandOvers handOvers;
    private final ConversationEvents events;
    private final TelegramStore store;
    private final Letters letters;
    private final Courier courier;
    private final @Nullable String base;
    private final Consumer<String> wake;

    /** Telegram shows that somebody types for five seconds. */
    private final Cache<String, Boolean> typing =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(4)).build();

    /** What ends listening, by lane. */
    private final Map<String, Runnable> followed = new ConcurrentHashMap<>();

    /**
     * @param base the site's address, {@code null} where it has none
     * @param wake told the lane whose conversation may have something new
     */
    StaffRelay(
            HandOvers handOvers,
            ConversationEvents events,
            TelegramStore store,
            Letters letters,
            Courier courier,
            @Nullable String base,
            Consumer<String> wake) {
        this.handOvers = handOvers;
        this.events = events;
        this.store = store;
        this.letters = letters;
        this.courier = courier;
        this.base = base;
        this.wake = wake;
        store.followed().forEach(this::listen);
    }

    /** Has all that is followed looked at, for what another process brought. */
    void look() {
        followed.keySet().forEach(wake);
    }

    /** @param conversation one that is open */
    List<Outgoing> ask(Where where, String conversation) {
        TelegramStore.Followed next =
                new TelegramStore.Followed(where.chatId(), conversation, events.newest(conversation), where.english());
        if (store.followed(where.chatId()).filter(now -> now.conversationId().equals(conversation)).isEmpty()) {
            store.follow(next);
        }
        listen(next);
        HandOvers.Standing standing = handOvers.ask(conversation)
                .orElseThrow(() -> new IllegalStateException("a conversation that was open is no more"));
        Locale locale = Letters.locale(where.english());
        return switch (standing.state()) {
            case WAITING -> {
                String waiting = letters.say(locale, "telegram.human.waiting", standing.place());
                yield say(where.chatId(), waiting, end(locale));
            }
            case TAKEN -> say(where.chatId(), taken(locale, standing.staff()), end(locale));
            case CLOSED, ASSISTANT -> {
                unfollow(where.chatId());
                String nobody = standing.hours().isEmpty()
                        ? letters.say(locale, "telegram.human.nobody-now")
                        : letters.say(locale, "telegram.human.nobody", standing.hoursIn(locale));
                String web = base == null ? "" : letters.say(locale, "telegram.human.leave", base + "/chat");
                yield say(where.chatId(), nobody + web, List.of());
            }
        };
    }

    /** The person needs nobody of the staff any longer. */
    void end(long chatId) {
        store.followed(chatId).ifPresent(now -> handOvers.dismiss(now.conversationId()));
        unfollow(chatId);
    }

    /** Puts what is new next in line to be sent. Returns whether there was something. */
    boolean bring(String lane) {
        if (!followed.containsKey(lane)) {
            return false;
        }
        TelegramStore.Followed now = store.followed(Incoming.chatOf(lane)).orElse(null);
        Optional<List<ConversationEvent>> page =
                now == null ? Optional.empty() : events.after(now.conversationId(), now.eventNumber());
        if (now == null || page.isEmpty()) {
            unfollow(Incoming.chatOf(lane));
            return false;
        }
        if (page.get().isEmpty()) {
            if (handOvers.isTyping(now.conversationId()) && typing.asMap().putIfAbsent(lane, true) == null) {
                courier.typing(new Where(now.chatId(), false, null, 0, now.chatId(), now.english()));
            } else if (handOvers.standing(now.conversationId()).state() == HandOvers.State.ASSISTANT) {
                unfollow(now.chatId());
            }
            return false;
        }
        List<Outgoing> told = new ArrayList<>();
        page.get().forEach(event -> told.addAll(tell(now, event)));
        store.bring(now, page.get().getLast().number(), told);
        return true;
    }

    private List<Outgoing> tell(TelegramStore.Followed to, ConversationEvent event) {
        Locale locale = Letters.locale(to.english());
        return switch (event) {
            case ConversationEvent.Replied _ -> List.of();
            case ConversationEvent.Written written ->
                send(to.chatId(), new RichText().whole(written.staff() + "\n", "b").add(written.words()), List.of());
            case ConversationEvent.HandedOver changed -> switch (changed.change()) {
                case ASKED, WITHDRAWN -> List.of();
                case TAKEN -> say(to.chatId(), taken(locale, changed.staff()), end(locale));
                case HANDED_BACK -> say(to.chatId(), left(locale, "telegram.human.back", changed), List.of());
                case CLOSED -> say(to.chatId(), left(locale, "telegram.human.closed", changed), List.of());
            };
        };
    }

    private String left(Locale locale, String key, ConversationEvent.HandedOver changed) {
        return letters.say(locale, key, String.valueOf(changed.staff()));
    }

    private String taken(Locale locale, @Nullable String staff) {
        return letters.say(locale, "telegram.human.taken", String.valueOf(staff));
    }

    private List<List<Outgoing.Button>> end(Locale locale) {
        return List.of(List.of(new Outgoing.Button(letters.say(locale, "telegram.human.end"), END)));
    }

    private static List<Outgoing> say(long chatId, String words, List<List<Outgoing.Button>> buttons) {
        return send(chatId, new RichText().add(words), buttons);
    }

    private static List<Outgoing> send(long chatId, RichText text, List<List<Outgoing.Button>> buttons) {
        return text.messages().stream()
                .<Outgoing>map(html -> new Outgoing.Send(chatId, null, null, null, html, buttons, null))
                .toList();
    }

    private void listen(TelegramStore.Followed to) {
        String lane = Incoming.lane(to.chatId());
        Runnable before = followed.put(lane, events.listen(to.conversationId(), () -> wake.accept(lane)));
        if (before != null) {
            before.run();
        }
    }

    private void unfollow(long chatId) {
        store.unfollow(chatId);
        Runnable listening = followed.remove(Incoming.lane(chatId));
        if (listening != null) {
            listening.run();
        }
    }

    /** Listens no more; what is followed stays so. */
    @Override
    public void close() {
        followed.values().forEach(Runnable::run);
    }
}
