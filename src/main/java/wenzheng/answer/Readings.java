package wenzheng.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.question.Period;
import wenzheng.search.RankedPassage;

/** What the trained reader points at in each sentence that it read for one question. Safe for use by many threads. */
final class Readings {

    static final Readings NONE = new Readings(Map.of(), Map.of());

    /** What the logarithm of a span's length counts where a long answer is as good (docs/reader.md). */
    private static final double LENGTH = 0.6;

    /** How much likelier than no answer, by the logarithm, is as sure as can be. */
    private static final double SUREST = 20;

    private final Map<Passage, Reading> byPassage;
    private final Map<Sentence, Reading.Found> found;
    private final double most;
    private final double sum;

    private Readings(Map<Passage, Reading> byPassage, Map<Sentence, Reading.Found> found) {
        this.byPassage = byPassage;
        this.found = found;
        this.most = found.values().stream().mapToDouble(Reading.Found::margin).max().orElse(0);
        this.sum = found.values().stream().mapToDouble(span -> Math.exp(span.margin() - most)).sum();
    }

    /** @param readings of some of the passages, and of others, which do not count */
    static Readings of(List<Reading> readings, Digests digests, List<RankedPassage> passages) {
        Map<Passage, Reading> byPassage = new HashMap<>();
        readings.forEach(reading -> byPassage.put(reading.passage(), reading));
        Map<Sentence, Reading.Found> found = new HashMap<>();
        for (RankedPassage passage : passages) {
            Reading reading = byPassage.get(passage.passage());
            if (reading != null) {
                digests.of(passage.article(), passage.passage()).sentences().forEach(sentence ->
                        reading.best(sentence.span(), 0).ifPresent(span -> found.put(sentence, span)));
            }
        }
        return found.isEmpty() ? NONE : new Readings(byPassage, found);
    }

    /** The same of these passages' sentences alone that may be of that time. */
    Readings among(List<RankedPassage> passages, Period period) {
        Set<Passage> wanted = passages.stream().map(RankedPassage::passage).collect(Collectors.toSet());
        Map<Sentence, Reading.Found> own = new HashMap<>(found);
        own.keySet().removeIf(sentence -> !wanted.contains(sentence.passage()) || !sentence.mayBeOf(period));
        return own.isEmpty() ? NONE : new Readings(byPassage, own);
    }

    boolean isEmpty() {
        return byPassage.isEmpty();
    }

    /** The sentence's share among all that was read and no answer; 0 where it was not read. */
    double share(Sentence sentence) {
        Reading.Found span = found.get(sentence);
        return span == null ? 0 : Math.exp(span.margin() - most) / (sum + Math.exp(-most));
    }

    /** How much likelier the sentence answers than nothing does, -0.5 to 1; 0 where it was not read. */
    double margin(Sentence sentence) {
        Reading.Found span = found.get(sentence);
        return span == null ? 0 : Math.clamp(span.margin() / SUREST, -0.5, 1);
    }

    /** The sentence's share among all that was read; 0 where it was not read. */
    double preference(Sentence sentence) {
        Reading.Found span = found.get(sentence);
        return span == null ? 0 : Math.exp(span.margin() - most) / sum;
    }

    /**
     * What answers best in the sentence's passage, if that overlaps the sentence, else in the sentence.
     *
     * @param generous whether the question accepts a long answer
     * @return in the passage, {@code null} where it was not read
     */
    @Nullable Span around(Sentence sentence, boolean generous) {
        Reading reading = byPassage.get(sentence.passage());
        if (reading == null) {
            return null;
        }
        double length = generous ? LENGTH : 0;
        Span whole = new Span(0, sentence.passage().text().length());
        return reading.best(whole, length)
                .filter(span -> span.span().overlaps(sentence.span()))
                .or(() -> reading.best(sentence.span(), length))
                .map(Reading.Found::span)
                .orElse(null);
    }

    /**
     * What answers best in a passage, if that is in what is shown of it.
     *
     * @param least share that it has among the best of all sentences read
     */
    @Nullable Span preferred(Passage passage, Span shown, double least) {
        Reading reading = byPassage.get(passage);
        return reading == null
                ? null
                : reading.best()
                        .filter(best -> Math.exp(best.margin() - most) / sum >= least)
                        .map(Reading.Found::span)
                        .filter(span -> shown.start() <= span.start() && span.end() <= shown.end())
                        .orElse(null);
    }

    /** What answers best in the sentence, with its place there; {@code null} where it was not read. */
    @Nullable Span within(Sentence sentence) {
        Reading.Found span = found.get(sentence);
        return span == null
                ? null
                : new Span(
                        span.span().start() - sentence.span().start(), span.span().end() - sentence.span().start());
    }
}
