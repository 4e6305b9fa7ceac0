package wenzheng.answer;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.question.Ask;
import wenzheng.question.Comparison;
import wenzheng.question.FactKind;
import wenzheng.question.Period;
import wenzheng.question.Question;

/**
 * Chooses the sentences to answer one ask with: one for each district and each year that is asked about, of the same
 * kind of figure; one for each district that has an answer where none is named; none where nothing is good enough.
 */
final class EvidenceChooser {

    /**
     * Least confidence of an answer: on questions it was not fitted on 96 % of the right sentences have it, and 4 % of
     * the best ones that are left when the right article is removed (docs/evaluation.md).
     */
    private static final double LEAST_CONFIDENCE = 0.44;

    /** The same where no figure is asked, and where it is asked whether. */
    private static final double LEAST_OF_WORDS = 0.3;

    private static final double LEAST_TO_DOUBT = 0.25;

    /** The same for what is told beside a surer answer: another district's, the second of two things compared. */
    private static final double LEAST_BESIDE = 0.31;

    /** The same where the question names the other district or year and its figure is of the same kind. */
    private static final double LEAST_NAMED = 0.23;

    /** The same where it is asked of each district, whatever it says. */
    private static final double LEAST_OF_EACH = 0.26;

    /**
     * The same of words that the reader clearly prefers within another district, which says the thing in words of its own:
     * that it doubts them is because they are not the question's.
     */
    private static final double LEAST_OF_PREFERRED = 0.2;

    private static final double PREFERRED = 0.75;

    /** Least of the reader's share, and of what it prefers them to no answer by, for words that tell in place of a figure. */
    private static final double SURELY = 0.9;

    private static final double PLAINLY = 0.3;

    /** The same of what speaks of all that is asked, where it is asked in other words than the articles'. */
    private static final double LEAST_OF_REWORDED = 0.05;

    /** And as much as this of a name in the question may be missing then. */
    private static final double MOST_UNNAMED = 0.5;

    /** An answer that lacks so much more of a name in the question than the best one does is about something else. */
    private static final double OTHER_NAME = 0.3;

    /** Least share of the question's terms that an answer speaks of. */
    private static final double LEAST_COVERAGE = 0.5;

    /** The same where the question may be wrong about the thing: 是国家级的吗, and the article says 省级. */
    private static final double LEAST_OF_DOUBT = 0.4;

    /** What a sentence without a place speaks of where one is asked for, or without a person. */
    private static final double NONE_SUCH = 0.4;

    /** Least share of what a figure is asked of that stands near it. */
    private static final double LEAST_FOCUS = 0.4;

    /** Least of both where a question for the date is answered by the year that the sentence speaks about. */
    private static final double BY_YEAR = 0.85;

    /** Unread, a district whose best sentence scores less than this share of the best of all has no answer of its own. */
    private static final double MARGIN = 0.75;

    /** The same where no figure is asked and districts word things differently. */
    private static final double LOOSE_MARGIN = 0.6;

    /** Among many districts, a sentence that speaks of less than this share of what the best does is there by chance. */
    private static final double AS_WELL = 0.9;

    /** Scores this close are as good as each other; then the newer wins. */
    private static final double CLOSE = 0.03;

    private static final Comparator<Evidence> NEWEST = Comparator.comparingInt(
            evidence -> Objects.requireNonNullElse(evidence.sentence().vintage(), 0));

    /** From this number on a figure in the question tells which fact is meant: 那50个省市重点项目. */
    private static final BigDecimal TELLING = BigDecimal.TEN;

    private final Ask ask;
    private final boolean reworded;
    private final boolean ofEach;
    private final List<Figure> restated;
    private final List<Narrowing> narrowings;
    private final @Nullable Procedure procedure;

    private EvidenceChooser(
            Ask ask,
            boolean reworded,
            boolean ofEach,
            List<Figure> restated,
            List<Narrowing> narrowings,
            @Nullable Procedure procedure) {
        this.ask = ask;
        this.reworded = reworded;
        this.ofEach = ofEach;
        this.restated = restated;
        this.narrowings = narrowings;
        this.procedure = procedure;
    }

    /** @param ranked best first */
    static List<Evidence> choose(
            Question question, Ask ask, List<Evidence> ranked, Locality locality, Period period) {
        boolean ofEach = question.comparisons().contains(Comparison.EACH);
        return new EvidenceChooser(
                        ask,
                        isReworded(question),
                        ofEach,
                        restated(question),
                        Narrowing.in(question, ask),
                        Procedure.in(question.text()))
                .choose(ranked, locality, period, LEAST_CONFIDENCE);
    }

    /**
     * For one of several sides, sought by its own words only: less sure than an answer by itself, and as good. Nothing
     * that lacks the side's name while another answer has it: 金岱科创城's area is not its district's.
     */
    static List<Evidence> chooseSide(
            Ask ask, List<Evidence> ranked, Locality locality, Period period) {
        EvidenceChooser chooser = new EvidenceChooser(ask, true, false, List.of(), List.of(), null);
        double unnamed = ranked.stream()
                .filter(evidence -> evidence.sentence().mayBeOf(period) && chooser.accepts(evidence, LEAST_BESIDE))
                .mapToDouble(evidence -> evidence.of(Feature.UNNAMED))
                .min()
                .orElse(1);
        List<Evidence> named = ranked.stream()
                .filter(evidence -> evidence.of(Feature.UNNAMED) <= unnamed + OTHER_NAME)
                .toList();
        return chooser.choose(named, locality, period, LEAST_BESIDE);
    }

    private List<Evidence> choose(List<Evidence> ranked, Locality locality, Period period, double least) {
        Set<String> districts = locality.districts();
        List<Evidence> candidates = ranked.stream().filter(evidence -> evidence.sentence().mayBeOf(period)).toList();
        if (districts.size() < 2 && candidates.stream().anyMatch(this::isMeant)) {
            candidates = candidates.stream().filter(this::isMeant).toList();
        }
        candidates = asNarrowAsAsked(candidates);
        List<Evidence> accepted = candidates.stream().filter(evidence -> accepts(evidence, least)).toList();
        if (accepted.isEmpty()) {
            return ofEach && districts.size() != 1 && !candidates.isEmpty()
                    ? ofEachDistrict(candidates, candidates.getFirst(), locality)
                    : List.of();
        }
        Evidence best = accepted.getFirst();
        if (districts.size() > 1) {
            return sideBySide(candidates, best, districts, (district, evidence) -> district.equals(evidence.district()));
        }
        if (period.asksOfEach()) {
            return sideBySide(candidates, best, new TreeSet<>(period.years()), (year, evidence) ->
                    evidence.sentence().speaksOf(year));
        }
        List<Evidence> near = accepted.stream()
                .filter(evidence -> locality.carries(evidence.district()))
                .toList();
        if (districts.size() == 1 || !near.isEmpty()) {
            return newest(near.isEmpty() ? accepted : near);
        }
        return ofEachDistrict(candidates, best, locality);
    }

    private static List<Figure> restated(Question question) {
        return Figures.in(question.text()).stream()
                .filter(figure -> figure.kind() != Figure.Kind.DATE)
                .filter(figure -> figure.value() != null && figure.value().compareTo(TELLING) >= 0)
                .toList();
    }

    /** Whether it may answer and has the figures that the question repeats. */
    private boolean isMeant(Evidence evidence) {
        return !restated.isEmpty()
                && restated.stream().allMatch(figure -> evidence.sentence().figures().stream().anyMatch(figure::says))
                && accepts(evidence, LEAST_NAMED);
    }

    /**
     * Without the figures of all things of a kind, or of others, where one of just those asked for may answer for the same
     * district and year: 重点项目332个 beside 其中省市重点项目50个.
     */
    private List<Evidence> asNarrowAsAsked(List<Evidence> candidates) {
        if (narrowings.isEmpty()) {
            return candidates;
        }
        List<Evidence> narrow = candidates.stream()
                .filter(evidence -> isNarrowed(evidence, true) && accepts(evidence, LEAST_NAMED))
                .toList();
        return candidates.stream()
                .filter(evidence -> narrow.contains(evidence)
                        || !isNarrowed(evidence, false)
                        || narrow.stream().noneMatch(other -> isLike(other, evidence)
                                && Objects.equals(other.district(), evidence.district())
                                && Objects.equals(other.sentence().vintage(), evidence.sentence().vintage())))
                .toList();
    }

    private boolean isNarrowed(Evidence evidence, boolean asAsked) {
        Figure figure = evidence.figure();
        return figure != null
                && narrowings.stream().anyMatch(narrowing ->
                        Boolean.valueOf(asAsked).equals(narrowing.holdsOf(evidence.sentence(), figure)));
    }

    private <K> List<Evidence> sideBySide(
            List<Evidence> candidates, Evidence best, Set<K> keys, BiPredicate<K, Evidence> isOf) {
        return keys.stream()
                .flatMap(key -> candidates.stream()
                        .filter(evidence -> isOf.test(key, evidence))
                        .filter(evidence -> evidence == best || accepts(evidence, LEAST_NAMED) && isLike(best, evidence))
                        .limit(1))
                .distinct()
                .toList();
    }

    /** Whether two figures can be compared: both of the same kind, or neither there. */
    private static boolean isLike(Evidence one, Evidence other) {
        return one.figure() == null || other.figure() == null
                ? one.figure() == other.figure()
                : one.figure().kind() == other.figure().kind();
    }

    /** What answers beside the best: each district's own best, as far as it is sure enough and about the same thing. */
    private List<Evidence> ofEachDistrict(List<Evidence> candidates, Evidence best, Locality locality) {
        double least = ofEach ? LEAST_OF_EACH : LEAST_BESIDE;
        double leastCoverage = locality.isCrowded() ? AS_WELL * best.coverage() : 0;
        Map<String, List<Evidence>> byDistrict = candidates.stream()
                .filter(evidence -> evidence == best || accepts(evidence, least) || isPreferred(evidence))
                .filter(evidence -> evidence.of(Feature.UNNAMED) <= best.of(Feature.UNNAMED) + OTHER_NAME)
                .filter(evidence -> evidence.isRead() || isAsGoodUnread(evidence, best))
                .collect(Collectors.groupingBy(
                        evidence -> locality.lineOf(evidence.sentence().article()), LinkedHashMap::new, Collectors.toList()));
        return byDistrict.values().stream()
                .filter(own -> own.getFirst().coverage() >= leastCoverage)
                .limit(Locality.CROWD)
                .flatMap(own -> newest(own).stream())
                .toList();
    }

    private boolean isPreferred(Evidence evidence) {
        return !ask.kind().isFigure()
                && ask.kind() != FactKind.WHETHER
                && evidence.of(Feature.PREFERRED) >= PREFERRED
                && accepts(evidence, LEAST_OF_PREFERRED);
    }

    /** By the score, or by what both speak of where the reader came to the best alone; words differ between districts. */
    private boolean isAsGoodUnread(Evidence evidence, Evidence best) {
        double margin = ask.kind().isFigure() ? MARGIN : LOOSE_MARGIN;
        return best.isRead()
                ? evidence.coverage() >= margin * best.coverage()
                : evidence.score() >= margin * best.score();
    }

    private static List<Evidence> newest(List<Evidence> accepted) {
        double best = accepted.getFirst().score();
        return accepted.stream().filter(evidence -> evidence.score() >= best - CLOSE).max(NEWEST).stream().toList();
    }

    private boolean accepts(Evidence evidence, double least) {
        boolean told = ask.kind().isFigure()
                ? evidence.figure() != null || evidence.of(Feature.BY_YEAR) > 0 || isPointedAt(evidence)
                : (ask.kind() != FactKind.CONTACT || !evidence.contacts().isEmpty())
                        && (procedure == null || procedure.isToldIn(evidence.sentence().passage()));
        double factor = least / LEAST_CONFIDENCE;
        return told
                && (evidence.isRead() && !(reworded && acceptsReworded(evidence, factor))
                        ? evidence.confidence() >= factor * leastConfidence()
                        : acceptsUnread(evidence, factor));
    }

    /** Whether the reader surely points at words that tell without a figure when or how many: 东汉时期, 大半年. */
    private static boolean isPointedAt(Evidence evidence) {
        return evidence.of(Feature.READ) >= SURELY && evidence.of(Feature.MARGIN) >= PLAINLY;
    }

    private double leastConfidence() {
        return ask.kind().isFigure()
                ? LEAST_CONFIDENCE
                : ask.kind() == FactKind.WHETHER ? LEAST_TO_DOUBT : LEAST_OF_WORDS;
    }

    /** Whether it is asked in other words than the reader was given: in English, or in everyday ones. */
    private static boolean isReworded(Question question) {
        return question.language() == Question.Language.ENGLISH || !question.meanings().isEmpty();
    }

    /** By what it speaks of, unless the rest speaks against it: the reader knows the articles' words best. */
    private boolean acceptsReworded(Evidence evidence, double factor) {
        return evidence.confidence() >= LEAST_OF_REWORDED
                && evidence.of(Feature.UNNAMED) <= MOST_UNNAMED
                && acceptsUnread(evidence, factor);
    }

    /** By what it speaks of alone, while there is no trained reader. */
    private boolean acceptsUnread(Evidence evidence, double factor) {
        double least = ask.kind() == FactKind.WHETHER ? LEAST_OF_DOUBT : LEAST_COVERAGE;
        double coverage = evidence.of(Feature.NONE_SUCH) > 0 ? NONE_SUCH * evidence.coverage() : evidence.coverage();
        return coverage >= factor * least
                && (!ask.kind().isFigure()
                        || evidence.figure() != null && evidence.focus() >= factor * LEAST_FOCUS
                        || evidence.focus() >= BY_YEAR && evidence.coverage() >= BY_YEAR);
    }
}
