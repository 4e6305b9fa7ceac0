package wenzheng.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import wenzheng.answer.Reply;

/**
 * Where channels enter: says something in a conversation, reads it back, forgets it. Blocking; safe for use by many
 * threads. Turns of one conversation are handled one after another. Personal numbers are masked on entry, before
 * anything reads, stores or logs the words.
 */
@Service
public class Conversations {

    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private static final Duration BETWEEN_ERRORS = Duration.ofMinutes(1);

    /**
     * Control characters but line break and tab, and halves of characters: PostgreSQL refuses them. And what turns about
     * the words beside it: a page would show what nobody wrote.
     */
    private static final Pattern UNSTORABLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

    /** A random UUID: nobody guesses another's. */
    private static final Pattern UNGUESSABLE = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final Pipeline pipeline;
    private final ConversationStore store;
    private final QuestionRecords records;
    private final ConversationEvents events;
    private final AskedFacts asked;
    private final HandOvers handOvers;
    private final OffReplies off;
    private final MessageSource messages;
    private final RandomIds ids;
    private final ConversationSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;

    private volatile Instant told = Instant.EPOCH;

    /** One lock a conversation, kept while someone holds it. */
    private final Cache<String, Lock> locks = Caffeine.newBuilder().weakValues().build();

    Conversations(
            Pipeline pipeline,
            ConversationStore store,
            QuestionRecords records,
            ConversationEvents events,
            AskedFacts asked,
            HandOvers handOvers,
            OffReplies off,
            MessageSource messages,
            RandomIds ids,
            ConversationSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.pipeline = pipeline;
        this.store = store;
        this.records = records;
        this.events = events;
        this.asked = asked;
        this.handOvers = handOvers;
        this.off = off;
        this.messages = messages;
        this.ids = ids;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * @param conversationId {@code null}, unknown or expired begins a new conversation
     * @param utterance not blank
     * @param clientMessageId at most 100 characters; the same one in the same conversation gets the stored reply, also
     *     while it is being made. A random UUID is known again without a conversation too: who never heard of the
     *     conversation that it began gets that one
     */
    public Exchange say(@Nullable String conversationId, String utterance, @Nullable String clientMessageId) {
        return say(conversationId, utterance, clientMessageId, null, null);
    }

    /**
     * As {@link #say(String, String, String)}.
     *
     * @param district full name of the district the person chose to ask about, {@code null} where they chose none
     */
    public Exchange say(
            @Nullable String conversationId,
            String utterance,
            @Nullable String clientMessageId,
            @Nullable String district) {
        return say(conversationId, utterance, clientMessageId, district, null);
    }

    /**
     * As {@link #say(String, String, String, String)}.
     *
     * @param visitor tells this person from others, as their address does; {@code null} where only the conversation
     *     does. It is not stored
     */
    public Exchange say(
            @Nullable String conversationId,
            String utterance,
            @Nullable String clientMessageId,
            @Nullable String district,
            @Nullable String visitor) {
        return say(conversationId, utterance, clientMessageId, district, visitor, _ -> {});
    }

    /**
     * As {@link #say(String, String, String, String, String)}.
     *
     * @param told takes what is certain of the reply's text, from its beginning on, before the reply is whole; nothing
     *     where the reply is there at once
     */
    public Exchange say(
            @Nullable String conversationId,
            String utterance,
            @Nullable String clientMessageId,
            @Nullable String district,
            @Nullable String visitor,
            Consumer<String> told) {
        return say(conversationId, utterance, clientMessageId, district, visitor, Channel.WEB, told);
    }

    /**
     * As {@link #say(String, String, String, String, String, Consumer)}.
     *
     * @param channel which way it came
     */
    public Exchange say(
            @Nullable String conversationId,
            String utterance,
            @Nullable String clientMessageId,
            @Nullable String district,
            @Nullable String visitor,
            Channel channel,
            Consumer<String> told) {
        Said said = new Said(
                masked(utterance),
                clientMessageId,
                district,
                visitor,
                channel,
                holdsPersonal(utterance),
                new Pipeline.Asking(clock.instant(), told));
        try {
            return kept(conversationId, said);
        } catch (DataAccessException | TransactionException unkept) {
            // A full disk keeps nobody from an answer. The next question is understood without this one.
            tell(unkept);
            return unkept(run(said.masked(), List.of(), said.district(), said.asking()), said);
        }
    }

    private Exchange unkept(Turn turn, Said said) {
        return exchange(ids.next(), ids.next(), turn, said.asking().at());
    }

    /** Once a minute: what cannot be kept should not fill a log as well. */
    private void tell(NestedRuntimeException unkept) {
        Instant now = clock.instant();
        if (now.isAfter(told.plus(BETWEEN_ERRORS))) {
            told = now;
            LOG.error("A conversation cannot be kept ({}). Make room on the disk of the database and the database"
                    + " reachable; questions are answered meanwhile.", unkept.getMostSpecificCause().toString());
        }
    }

    private Exchange kept(@Nullable String conversationId, Said said) {
        String clientMessageId = said.clientMessageId();
        if (conversationId != null) {
            Optional<Exchange> reply = oneAtATime(conversationId, () -> store.isOpen(conversationId, oldestKept())
                    ? Optional.of(reply(conversationId, said, false))
                    : Optional.empty());
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        if (clientMessageId != null && UNGUESSABLE.matcher(clientMessageId).matches()) {
            return oneAtATime(clientMessageId, () -> store.findOpenedBy(clientMessageId)
                    .orElseGet(() -> reply(ids.next(), said, true)));
        }
        return reply(ids.next(), said, false);
    }

    /** @param personal whether something was masked */
    private record Said(
            String masked,
            @Nullable String clientMessageId,
            @Nullable String district,
            @Nullable String visitor,
            Channel channel,
            boolean personal,
            Pipeline.Asking asking) {}

    /**
     * Begins a conversation before anything is said in it, for a channel that has to remember the id first.
     *
     * @return its id
     */
    public String begin() {
        String id = ids.next();
        store.begin(id, clock.instant());
        return id;
    }

    /** Whether the conversation exists and is not expired. */
    public boolean isOpen(String conversationId) {
        return store.isOpen(conversationId, oldestKept());
    }

    /** @return empty where there is no such reply, or its conversation is expired */
    public Optional<Exchange> find(String messageId) {
        return store.find(messageId).filter(exchange -> isOpen(exchange.conversationId()));
    }

    /**
     * Puts other words in the place of what a person said, and the reply to them in the place of the reply, which keeps
     * its message id and loses its feedback. Understood from what was said before it; what was said after it stays.
     *
     * @param utterance not blank
     * @return empty where there is no such reply, or its conversation is expired
     */
    public Optional<Exchange> correct(String messageId, String utterance, @Nullable String district) {
        Instant asked = clock.instant();
        String masked = masked(utterance);
        return find(messageId).flatMap(wrong -> oneAtATime(wrong.conversationId(), () -> {
            List<String> earlier = store.utterancesBefore(messageId, settings.earlierTurns());
            Turn turn = run(masked, earlier, district, new Pipeline.Asking(asked, _ -> {}));
            Exchange right = exchange(wrong.conversationId(), messageId, turn, asked);
            if (!store.replace(right, records.again(messageId, turn))) {
                return Optional.empty();
            }
            events.changed(wrong.conversationId());
            return Optional.of(right);
        }));
    }

    /** Answers outside any conversation; nothing is stored. The utterance must not be blank. */
    public GivenReply glance(String utterance) {
        return glance(utterance, List.of());
    }

    /**
     * As {@link #glance(String)}, for a channel whose client keeps the conversation.
     *
     * @param earlier what the same person wrote before, oldest first
     */
    public GivenReply glance(String utterance, List<String> earlier) {
        return glance(utterance, earlier, _ -> {});
    }

    /**
     * As {@link #glance(String, List)}.
     *
     * @param told takes what is certain of the reply's text, from its beginning on, before the reply is whole; nothing
     *     where the reply is there at once
     */
    public GivenReply glance(String utterance, List<String> earlier, Consumer<String> told) {
        return GivenReply.of(glanced(utterance, earlier, told));
    }

    /**
     * As {@link #glance(String, List, Consumer)}, and counts the question; its words are not stored.
     *
     * @param channel which way it came
     */
    public GivenReply glance(String utterance, List<String> earlier, Channel channel, Consumer<String> told) {
        Instant asked = clock.instant();
        Turn turn = glanced(utterance, earlier, told);
        try {
            records.count(records.of(turn, channel, asked));
        } catch (DataAccessException | TransactionException unkept) {
            tell(unkept);
        }
        return GivenReply.of(turn);
    }

    /**
     * What the assistant would say, for members of staff: also while it is off for citizens.
     *
     * @param earlier what the same person wrote before, oldest first
     */
    public GivenReply proposal(String utterance, List<String> earlier) {
        List<String> last = earlier.subList(Math.max(0, earlier.size() - settings.earlierTurns()), earlier.size());
        return GivenReply.of(pipeline.run(masked(utterance), last.stream().map(Conversations::masked).toList()));
    }

    private Turn glanced(String utterance, List<String> earlier, Consumer<String> told) {
        List<String> last = earlier.subList(Math.max(0, earlier.size() - settings.earlierTurns()), earlier.size());
        return run(
                masked(utterance),
                last.stream().map(Conversations::masked).toList(),
                null,
                new Pipeline.Asking(clock.instant(), told));
    }

    /** @return oldest first; empty where the conversation is unknown or expired */
    public List<Exchange> history(String conversationId) {
        return store.isOpen(conversationId, oldestKept()) ? store.turns(conversationId) : List.of();
    }

    /** Deletes a conversation with its turns and feedback, whether or not there is one. */
    public void forget(String conversationId) {
        oneAtATime(conversationId, () -> store.delete(conversationId));
        events.changed(conversationId);
        handOvers.forgotten();
    }

    /** Keeps what a person thinks of a reply; a later feedback replaces an earlier. Returns whether there is one. */
    public boolean feedback(String messageId, Feedback feedback) {
        String comment = feedback.comment() == null ? null : masked(feedback.comment());
        return store.rate(messageId, new Feedback(feedback.rating(), comment), clock.instant());
    }

    /** Deletes the conversations that are older than the retention. */
    void forgetExpired() {
        asked.deleteBefore(oldestKept());
        int forgotten = store.deleteBefore(oldestKept());
        handOvers.forgotten();
        if (forgotten > 0) {
            LOG.info("Deleted {} conversations that were older than {}", forgotten, settings.retention());
        }
    }

    private Exchange reply(String conversationId, Said said, boolean opening) {
        String clientMessageId = said.clientMessageId();
        if (clientMessageId != null) {
            var stored = store.findByClientMessageId(conversationId, clientMessageId);
            if (stored.isPresent()) {
                return stored.get();
            }
        }
        Optional<HandOver> handOver = handOvers.of(conversationId);
        Turn turn = handOver.map(HandOver::shownName)
                .map(staff -> Turn.begin(said.masked(), List.of(), null).settle(passedOn(staff)))
                .orElseGet(() -> run(
                        said.masked(),
                        store.utterances(conversationId, settings.earlierTurns()),
                        said.district(),
                        said.asking()));
        Exchange exchange = exchange(conversationId, ids.next(), turn, said.asking().at());
        try {
            store.add(exchange, clientMessageId, opening, records.of(turn, said.channel(), said.asking().at()));
            handOver.ifPresent(_ -> handOvers.onDisk());
        } catch (DuplicateKeyException repeated) {
            // Another process sharing the database was faster with the same message.
            Optional<Exchange> stored = clientMessageId == null
                    ? Optional.empty()
                    : opening
                            ? store.findOpenedBy(clientMessageId)
                            : store.findByClientMessageId(conversationId, clientMessageId);
            return stored.orElseGet(() -> unkept(turn, said));
        } catch (DataAccessException | TransactionException unkept) {
            // What was told already stays told, so it is not asked again.
            tell(unkept);
            return unkept(turn, said);
        }
        events.changed(conversationId);
        handOvers.said();
        if (!said.personal()) {
            asked.count(turn.reply(), said.visitor() == null ? "conversation " + conversationId : said.visitor());
        }
        count(exchange.reply().status());
        return exchange;
    }

    /** What the assistant says, or that it is off. */
    private Turn run(String masked, List<String> earlier, @Nullable String district, Pipeline.Asking asking) {
        return off.replyTo(masked, earlier).orElseGet(() -> pipeline.run(masked, earlier, district, asking));
    }

    /** Somebody of the staff answers here, and the assistant says no more than that. */
    private Reply passedOn(String staff) {
        return new Reply.HandedOver(
                messages.getMessage("reply.handed-over", new Object[] {staff}, Locale.SIMPLIFIED_CHINESE), List.of());
    }

    private void count(ReplyStatus status) {
        meters.counter("wenzheng.questions", "status", status.name().toLowerCase(Locale.ROOT)).increment();
    }

    private Exchange exchange(String conversationId, String messageId, Turn turn, Instant asked) {
        return new Exchange(
                conversationId,
                messageId,
                turn.utterance(),
                GivenReply.of(turn),
                asked,
                Duration.ofMillis(Math.max(0, Duration.between(asked, clock.instant()).toMillis())));
    }

    private <T> T oneAtATime(String conversationId, Supplier<T> work) {
        Lock lock = locks.get(conversationId, _ -> new ReentrantLock());
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Instant oldestKept() {
        return clock.instant().minus(settings.retention());
    }

    /**
     * A question as somebody asked it.
     *
     * @param words personal numbers masked
     * @param earlier what the same person wrote before, oldest first
     */
    public record Recorded(String words, List<String> earlier) {}

    /** @return what was asked about policy, newest first, each wording once; at most {@code limit} */
    public List<Recorded> recorded(int limit) {
        return store.newestQuestions(limit).entrySet().stream()
                .map(each -> new Recorded(each.getValue(), store.utterancesBefore(each.getKey(), settings.earlierTurns())))
                .toList();
    }

    /** The words with personal numbers masked and without what no database takes; for what a channel stores itself. */
    public static String masked(String words) {
        return PersonalNumbers.mask(storable(words));
    }

    /** As {@link #masked(String)}, and at most so many characters of it, none of them cut in two. */
    public static String masked(String words, int most) {
        String masked = masked(words);
        if (masked.length() <= most) {
            return masked;
        }
        return masked.substring(0, Character.isHighSurrogate(masked.charAt(most - 1)) ? most - 1 : most);
    }

    private static boolean holdsPersonal(String words) {
        return !masked(words).equals(storable(words));
    }

    /** The words without what no database takes, or turns about what stands beside it. */
    public static String storable(String words) {
        return UNSTORABLE.matcher(words).replaceAll("");
    }
}
