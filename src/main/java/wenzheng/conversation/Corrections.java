package wenzheng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import wenzheng.answer.Citation;
import wenzheng.answer.Sense;
import wenzheng.answer.SenseReader;
import wenzheng.answer.Verifier;
import wenzheng.conversation.Correction.State;
import wenzheng.question.Place;
import wenzheng.question.Question;
import wenzheng.question.QuestionReader;

/**
 * Replies that were found wrong: marked by staff or thumbed down by citizens, a better answer proposed with its source,
 * approved, told, taken back (docs/adr/0012). Who may do what is the caller's to see to. Blocking; safe for use by many
 * threads and processes.
 */
@Service
public class Corrections {

    /** Characters of a question; of an answer and of a quote. */
    public static final int LONGEST_QUESTION = 200;

    public static final int LONGEST_WORDS = 600;

    private static final int LISTED = 200;
    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_YEARS = 2;

    /** Why something was not done. */
    public enum Refusal {
        /** Somebody else changed it meanwhile. */
        STALE,
        BLANK,
        TOO_LONG,
        /** The last day is past, or too far away. */
        DATE,
        QUESTION,
        MOVING,
        ARTICLE,
        QUOTE,
        DISTRICT,
        YEAR,
        FIGURES;

        private static Refusal of(Verifier.Fault fault) {
            return valueOf(fault.name());
        }
    }

    /** What a clerk proposes. */
    public record Draft(String question, String words, String documentId, String quote, @Nullable LocalDate until) {}

    /** @param down what citizens thought wrong and nobody of the staff has looked at */
    public record Listing(
            List<Correction.Report> down,
            List<Correction> reported,
            List<Correction> returned,
            List<Correction> proposed,
            List<Correction> verified) {}

    /**
     * How another wording fares beside a question.
     *
     * @param understood whether it is clear enough what it asks
     * @param difference {@code null} where both ask the same
     */
    public record Trial(boolean understood, Sense.@Nullable Difference difference) {}

    private final CorrectionStore store;
    private final ConversationStore conversations;
    private final VerifiedAnswers verified;
    private final QuestionReader reader;
    private final SenseReader senses;
    private final Verifier verifier;
    private final ConversationSettings settings;
    private final Clock clock;

    Corrections(
            CorrectionStore store,
            ConversationStore conversations,
            VerifiedAnswers verified,
            QuestionReader reader,
            SenseReader senses,
            Verifier verifier,
            ConversationSettings settings,
            Clock clock) {
        this.store = store;
        this.conversations = conversations;
        this.verified = verified;
        this.reader = reader;
        this.senses = senses;
        this.verifier = verifier;
        this.settings = settings;
        this.clock = clock;
    }

    /** Newest first; what can be told no longer is back on the list. */
    public Listing list() {
        sweep();
        return new Listing(
                store.thumbedDown(LISTED),
                store.in(State.REPORTED, LISTED),
                store.in(State.RETURNED, LISTED),
                store.in(State.PROPOSED, LISTED),
                store.in(State.VERIFIED, LISTED));
    }

    public Optional<Correction> find(long id) {
        return store.find(id);
    }

    /**
     * Puts a reply on the list.
     *
     * @param by who of the staff found it wrong, {@code null} where a citizen did
     * @return its number there; empty where there is no such reply
     */
    public Optional<Long> report(String messageId, @Nullable String by) {
        return conversations.find(messageId).map(wrong -> store.report(messageId, by, clock.instant()));
    }

    /** As {@link #report}, for what a clerk asked for a caller. */
    public long reportCall(String lookUpId, String asked, String said, String by) {
        return store.reportCall(
                lookUpId, Conversations.masked(asked), Conversations.masked(said), by, clock.instant());
    }

    /** The reported question as it can be asked on its own, at any time: with its district and its year. */
    public String selfContained(Correction.Report report) {
        List<String> earlier = report.messageId() == null
                ? List.of()
                : conversations.utterancesBefore(report.messageId(), settings.earlierTurns());
        Question question = reader.read(report.asked(), earlier);
        String places = question.places().stream()
                .filter(place -> place.standing() == Place.Standing.CARRIED && !question.text().contains(place.written()))
                .map(Place::written)
                .collect(Collectors.joining());
        String text = question.period().relative() && question.period().years().size() == 1
                ? question.text().replaceFirst("今年|本年|去年|前年|明年", question.period().years().iterator().next() + "年")
                : question.text();
        return Conversations.masked(places + text, LONGEST_QUESTION);
    }

    /** @return why it was not, empty where it was */
    public Optional<Refusal> propose(long id, int stamp, Draft draft, String by) {
        String question = Conversations.masked(draft.question()).strip();
        String words = Conversations.masked(draft.words()).strip().replaceAll("\\s+", " ");
        String quote = draft.quote().strip();
        LocalDate today = LocalDate.now(clock);
        LocalDate until = draft.until();
        if (question.isEmpty() || words.isEmpty()) {
            return Optional.of(Refusal.BLANK);
        }
        if (question.length() > LONGEST_QUESTION || words.length() > LONGEST_WORDS || quote.length() > LONGEST_WORDS) {
            return Optional.of(Refusal.TOO_LONG);
        }
        if (until == null || until.isBefore(today) || until.isAfter(today.plusYears(LONGEST_YEARS))) {
            return Optional.of(Refusal.DATE);
        }
        Citation source = verifier.source(draft.documentId(), quote).orElse(null);
        if (source == null) {
            return Optional.of(Refusal.QUOTE);
        }
        Optional<Refusal> refusal = refusal(question, words, source);
        if (refusal.isPresent()) {
            return refusal;
        }
        var proposal = new Correction.Proposal(question, words, source.article().id(), quote,
                Verifier.digest(source.article()), until, by, clock.instant());
        return store.propose(id, stamp, proposal) ? Optional.empty() : Optional.of(Refusal.STALE);
    }

    private Optional<Refusal> refusal(String words, String answer, Citation source) {
        Question question = reader.read(words, List.of());
        return senses.read(question)
                .map(sense -> verifier.fault(question, sense, answer, source).map(Refusal::of))
                .orElse(Optional.of(Refusal.QUESTION));
    }

    /**
     * From now on it is told to whoever asks the same, in place of what was told before.
     *
     * @return why not, empty where it is
     */
    public Optional<Refusal> approve(long id, int stamp, String by) {
        Correction seen = seen(id, stamp, State.PROPOSED).orElse(null);
        if (seen == null || seen.proposal() == null) {
            return Optional.of(Refusal.STALE);
        }
        Correction.Proposal proposal = seen.proposal();
        if (proposal.until().isBefore(LocalDate.now(clock))) {
            return Optional.of(Refusal.DATE);
        }
        Citation source = verifier.source(proposal.documentId(), proposal.quote())
                .filter(found -> Verifier.digest(found.article()).equals(proposal.digest()))
                .orElse(null);
        if (source == null) {
            return Optional.of(Refusal.ARTICLE);
        }
        Optional<Refusal> refusal = refusal(proposal.question(), proposal.words(), source);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!move(seen, State.VERIFIED, by, null)) {
            return Optional.of(Refusal.STALE);
        }
        senses.read(reader.read(proposal.question(), List.of())).ifPresent(sense -> verified.replaceBy(id, sense));
        return Optional.empty();
    }

    /** Back on the list, with the reason. Returns whether it was as it was seen. */
    public boolean reject(long id, int stamp, String by, String reason) {
        String note = Conversations.masked(reason.strip(), LONGEST_NOTE);
        return seen(id, stamp, State.PROPOSED).filter(seen -> move(seen, State.REPORTED, by, note)).isPresent();
    }

    /** Tells it no longer; it is back on the list. Returns whether it was as it was seen. */
    public boolean withdraw(long id, int stamp, String by) {
        return seen(id, stamp, State.VERIFIED).filter(seen -> move(seen, State.REPORTED, by, null)).isPresent();
    }

    /** Takes it off the list: there is nothing to correct. Returns whether it was as it was seen. */
    public boolean close(long id, int stamp, String by) {
        return store.find(id)
                .filter(seen -> seen.stamp() == stamp)
                .filter(seen -> seen.state() == State.REPORTED || seen.state() == State.RETURNED)
                .filter(seen -> move(seen, State.CLOSED, by, null))
                .isPresent();
    }

    /** Whether who asks this would get the answer to that. */
    public Trial trial(String asked, String question) {
        Sense of = senses.read(reader.read(question, List.of())).orElse(null);
        Sense other = asked.isBlank()
                ? null
                : senses.read(reader.read(Conversations.masked(asked), List.of())).orElse(null);
        return of == null || other == null
                ? new Trial(false, null)
                : new Trial(true, other.from(of).orElse(null));
    }

    /** The reply as citizens get it; empty where its source does not stand any more. */
    public Optional<GivenReply> shown(Correction.Proposal proposal) {
        Question question = reader.read(proposal.question(), List.of());
        return verifier.source(proposal.documentId(), proposal.quote())
                .map(source -> verifier.reply(question, proposal.words(), source, proposal.until()))
                .map(reply -> GivenReply.verified(reply, proposal.until()));
    }

    /** The paragraph that has the quote, empty where none has. */
    public Optional<Citation> source(String documentId, String quote) {
        return verifier.source(documentId, quote.strip());
    }

    /** What of an answer its quote does not have. */
    public List<String> unsupported(Draft draft) {
        Question question = reader.read(draft.question(), List.of());
        return source(draft.documentId(), draft.quote())
                .map(source -> verifier.unsupported(question, draft.words(), source))
                .orElse(List.of());
    }

    /** Puts back on the list what can be told no longer, and forgets what forgotten conversations left. */
    void sweep() {
        Instant oldest = clock.instant().minus(settings.retention());
        store.forget(oldest);
        verified.sweep();
    }

    private Optional<Correction> seen(long id, int stamp, State state) {
        return store.find(id).filter(found -> found.stamp() == stamp && found.state() == state);
    }

    private boolean move(Correction seen, State to, String by, @Nullable String note) {
        boolean moved = store.move(seen, to, Objects.requireNonNull(by), note, null, clock.instant());
        verified.forget();
        return moved;
    }
}
