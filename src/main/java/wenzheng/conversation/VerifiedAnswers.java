package wenzheng.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import wenzheng.answer.Citation;
import wenzheng.answer.Reply;
import wenzheng.answer.Sense;
import wenzheng.answer.SenseReader;
import wenzheng.answer.Verifier;
import wenzheng.question.Question;
import wenzheng.question.QuestionReader;

/**
 * What staff approved, told to whoever asks the same (docs/adr/0012). Each is proven anew whenever it is told; one that
 * fails goes back on the list. Safe for use by many threads; another process's approvals arrive within seconds.
 */
@Component
class VerifiedAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(VerifiedAnswers.class);

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    /** @param until the last day on which it is told */
    record Given(Reply reply, LocalDate until) {}

    /** @param sense {@code null} where the question is not understood well enough any more */
    private record Known(Correction correction, Question question, @Nullable Sense sense) {}

    private record Loaded(List<Known> all, Instant at) {}

    private final CorrectionStore store;
    private final QuestionReader reader;
    private final SenseReader senses;
    private final Verifier verifier;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile Loaded loaded = new Loaded(List.of(), Instant.MIN);

    VerifiedAnswers(
            CorrectionStore store,
            QuestionReader reader,
            SenseReader senses,
            Verifier verifier,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.reader = reader;
        this.senses = senses;
        this.verifier = verifier;
        this.events = events;
        this.clock = clock;
    }

    /** @return empty where no verified answer is for this very question */
    Optional<Given> replyTo(Question question) {
        List<Known> all = all();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return senses.read(question).flatMap(sense -> all.stream()
                .filter(known -> known.sense() != null && sense.from(known.sense()).isEmpty())
                .findFirst()
                .flatMap(known -> tell(question, known)));
    }

    private Optional<Given> tell(Question question, Known known) {
        Optional<Correction.Ended> ended = ended(known);
        if (ended.isPresent()) {
            end(known.correction(), ended.get());
            return Optional.empty();
        }
        Correction.Proposal answer = known.correction().proposal();
        return verifier.source(answer.documentId(), answer.quote())
                .map(source -> new Given(verifier.reply(question, answer.words(), source, answer.until()), answer.until()));
    }

    private Optional<Correction.Ended> ended(Known known) {
        Correction.Proposal answer = known.correction().proposal();
        if (LocalDate.now(clock).isAfter(answer.until())) {
            return Optional.of(Correction.Ended.EXPIRED);
        }
        Citation source = verifier.source(answer.documentId(), answer.quote())
                .filter(found -> Verifier.digest(found.article()).equals(answer.digest()))
                .orElse(null);
        if (source == null) {
            return Optional.of(Correction.Ended.ARTICLE);
        }
        boolean proven = known.sense() != null
                && verifier.fault(known.question(), known.sense(), answer.words(), source).isEmpty();
        return proven ? Optional.empty() : Optional.of(Correction.Ended.FAULT);
    }

    /** Puts it back on the list. */
    void end(Correction correction, Correction.Ended why) {
        Correction.State to = why == Correction.Ended.REPLACED ? Correction.State.CLOSED : Correction.State.RETURNED;
        try {
            if (store.move(correction, to, null, null, why, clock.instant())) {
                events.publishEvent(new AnswerEnded(correction.id(), correction.proposal().question(), why));
            }
        } catch (DataAccessException unkept) {
            LOG.warn("A verified answer that ended stays on its list: {}", unkept.getMostSpecificCause().toString());
        }
        forget();
    }

    /** Puts back on the list whatever cannot be told any longer. */
    void sweep() {
        forget();
        all().forEach(known -> ended(known).ifPresent(why -> end(known.correction(), why)));
    }

    /** Others that are told for the same question make room for this one. */
    void replaceBy(long id, Sense sense) {
        forget();
        all().stream()
                .filter(known -> known.correction().id() != id)
                .filter(known -> known.sense() != null && sense.from(known.sense()).isEmpty())
                .forEach(known -> end(known.correction(), Correction.Ended.REPLACED));
    }

    /** Has all read anew from the database before it is next looked at. */
    void forget() {
        loaded = new Loaded(loaded.all(), Instant.MIN);
    }

    private List<Known> all() {
        Loaded now = loaded;
        Instant at = clock.instant();
        if (now.at().isAfter(at.minus(FRESH))) {
            return now.all();
        }
        try {
            Map<String, Known> before = new HashMap<>();
            now.all().forEach(known -> before.put(key(known.correction()), known));
            List<Known> all = store.in(Correction.State.VERIFIED, MOST).stream()
                    .map(correction -> before.getOrDefault(key(correction), known(correction)))
                    .toList();
            loaded = new Loaded(all, at);
            return all;
        } catch (DataAccessException unreachable) {
            LOG.debug("Verified answers are those of before: the database is out of reach", unreachable);
            loaded = new Loaded(now.all(), at);
            return now.all();
        }
    }

    private static String key(Correction correction) {
        return correction.id() + " " + correction.stamp();
    }

    private Known known(Correction correction) {
        Question question = reader.read(correction.proposal().question(), List.of());
        return new Known(correction, question, senses.read(question).orElse(null));
    }
}
