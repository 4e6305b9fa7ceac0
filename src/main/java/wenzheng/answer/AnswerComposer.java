package wenzheng.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.language.Span;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.Period;
import wenzheng.question.Place;
import wenzheng.question.Question;
import wenzheng.search.RankedPassage;

/** Cuts the answer out of the passages found, or abstains. Safe for use by many threads. */
@Component
public class AnswerComposer {

    /** Least share of the question's terms that an answer speaks of, for a figure and for anything else. */
    private static final double LEAST_COVERAGE = 0.5;

    /** Least share of what a figure is asked of that stands near it. */
    private static final double LEAST_FOCUS = 0.4;

    /** A district whose best sentence scores this much less than the best of all has no answer of its own. */
    private static final double DISTRICT_MARGIN = 0.75;

    /** The same where no figure is asked and districts word things differently. */
    private static final double LOOSE_MARGIN = 0.6;

    /** Most characters of an excerpt: around a figure, and about anything else. */
    private static final int FIGURE_LIMIT = 90;
    private static final int LIMIT = 160;

    /** Where several answers stand side by side. */
    private static final int SIDE = 120;

    private final Terms terms;
    private final EvidenceRanker ranker;
    private final Digests digests;
    private final Coverage coverage;
    private final Wording wording;
    private final FigureLock figureLock;

    AnswerComposer(
            Terms terms,
            EvidenceRanker ranker,
            Digests digests,
            Coverage coverage,
            Wording wording,
            FigureLock figureLock) {
        this.terms = terms;
        this.ranker = ranker;
        this.digests = digests;
        this.coverage = coverage;
        this.wording = wording;
        this.figureLock = figureLock;
    }

    /** @param passages best first; may be empty */
    public Reply compose(Question question, List<RankedPassage> passages) {
        List<Place> meant = question.places().stream().filter(this::isMeant).toList();
        List<Place> named = meant.stream().filter(place -> !coverage.isAround(place)).toList();
        Set<String> districts = new LinkedHashSet<>();
        named.stream()
                .filter(place -> place.standing() != Place.Standing.CARRIED)
                .forEach(place -> districts.addAll(coverage.meantBy(place)));
        List<Place> uncovered = named.stream()
                .filter(place -> place.standing() != Place.Standing.CARRIED && coverage.meantBy(place).isEmpty())
                .toList();
        if (districts.isEmpty() && !uncovered.isEmpty()) {
            return wording.noDistrict(question, uncovered, coverage.districts());
        }
        List<Term> sought = terms.of(question, meant);
        if (sought.isEmpty()) {
            return wording.askBack(question, districts, coverage.districts());
        }
        Set<String> near = new LinkedHashSet<>();
        named.forEach(place -> near.addAll(coverage.meantBy(place)));
        List<RankedPassage> candidates = passages.stream()
                .filter(found -> districts.isEmpty() || districts.contains(found.article().district()))
                .toList();
        Map<Line, List<Evidence>> lines = new LinkedHashMap<>();
        for (Ask ask : asks(question)) {
            List<Evidence> ranked = ranker.rank(ask, sought, candidates).stream()
                    .filter(evidence -> isOfPeriod(evidence, question.period()))
                    .toList();
            for (Evidence evidence : choose(question, ask, ranked, districts, near)) {
                lines.computeIfAbsent(Line.of(evidence), line -> new ArrayList<>()).add(evidence);
            }
        }
        if (lines.isEmpty()) {
            return wording.noAnswer(question, sought, districts, passages, coverage.districts());
        }
        return answer(question, sought, lines, uncovered);
    }

    /** A bare name counts as a district where it has articles, or lies beside one that has. */
    private boolean isMeant(Place place) {
        return place.standing() == Place.Standing.CERTAIN
                || !coverage.meantBy(place).isEmpty()
                || coverage.isNeighbour(place);
    }

    /** What is asked, without the frame around it: 哪个区多？各多少所？ is one count in two places. */
    private static List<Ask> asks(Question question) {
        List<Ask> asks = question.asks();
        if (asks.stream().anyMatch(ask -> ask.kind().isFigure())) {
            return asks.stream().filter(ask -> ask.kind().isFigure()).toList();
        }
        return asks.subList(0, 1);
    }

    private static boolean isOfPeriod(Evidence evidence, Period period) {
        return period.relative()
                || period.isUnspecified()
                || evidence.sentence().vintage() == null
                || period.years().stream().anyMatch(evidence.sentence()::speaksOf);
    }

    private static List<Evidence> choose(
            Question question, Ask ask, List<Evidence> ranked, Set<String> districts, Set<String> near) {
        List<Evidence> accepted = ranked.stream().filter(evidence -> accepts(ask, evidence)).toList();
        if (accepted.isEmpty()) {
            return List.of();
        }
        if (districts.size() > 1) {
            return perKey(districts, district -> evidence -> district.equals(evidence.district()), accepted);
        }
        Set<Integer> years = new TreeSet<>(question.period().years());
        if (years.size() > 1 && !question.period().relative()) {
            return perKey(years, year -> evidence -> evidence.sentence().speaksOf(year), accepted);
        }
        if (districts.size() == 1 || near.size() == 1 && accepted.stream().anyMatch(e -> near.contains(e.district()))) {
            String district = districts.isEmpty() ? near.iterator().next() : districts.iterator().next();
            return newest(accepted.stream().filter(evidence -> district.equals(evidence.district())).toList());
        }
        double margin = ask.kind().isFigure() ? DISTRICT_MARGIN : LOOSE_MARGIN;
        double best = accepted.getFirst().score();
        Set<@Nullable String> all = new LinkedHashSet<>();
        accepted.stream()
                .filter(evidence -> evidence.score() >= margin * best)
                .forEach(evidence -> all.add(evidence.district()));
        List<Evidence> chosen = new ArrayList<>();
        for (String district : all) {
            chosen.addAll(newest(accepted.stream()
                    .filter(evidence -> Objects.equals(district, evidence.district()))
                    .toList()));
        }
        return chosen;
    }

    private static <K> List<Evidence> perKey(
            Set<K> keys, java.util.function.Function<K, Predicate<Evidence>> of, List<Evidence> accepted) {
        return keys.stream()
                .flatMap(key -> accepted.stream().filter(of.apply(key)).limit(1))
                .distinct()
                .toList();
    }

    /** The best; of several as good as it, the newest. */
    private static List<Evidence> newest(List<Evidence> accepted) {
        if (accepted.isEmpty()) {
            return List.of();
        }
        double best = accepted.getFirst().score();
        return accepted.stream()
                .filter(evidence -> evidence.score() >= best - 0.03)
                .max(Comparator.comparingInt(evidence ->
                        evidence.sentence().vintage() == null ? 0 : evidence.sentence().vintage()))
                .stream()
                .toList();
    }

    private static boolean accepts(Ask ask, Evidence evidence) {
        if (evidence.coverage() < LEAST_COVERAGE) {
            return false;
        }
        return !ask.kind().isFigure() || evidence.figure() != null && evidence.focus() >= LEAST_FOCUS;
    }

    private Reply answer(
            Question question, List<Term> sought, Map<Line, List<Evidence>> lines, List<Place> uncovered) {
        List<Citation> citations = lines.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -Objects.requireNonNullElse(entry.getKey().vintage(), 0)))
                .map(entry -> cite(entry.getKey(), entry.getValue(), sought, lines.size()))
                .toList();
        return figureLock.check(wording.answered(question, citations, uncovered, suggestions(question, citations)));
    }

    private Citation cite(Line line, List<Evidence> evidence, List<Term> sought, int lines) {
        Sentence sentence = line.sentence();
        List<Span> core = evidence.stream().flatMap(each -> each.core().stream()).toList();
        Span cut = core.isEmpty()
                ? Excerpt.about(
                        digests.of(sentence.article(), sentence.passage()), sentence, sought, lines == 1 ? LIMIT : SIDE)
                : Excerpt.around(sentence, core, sought, FIGURE_LIMIT / Math.min(2, lines));
        return new Citation(
                sentence.article(), sentence.passage(), cut.of(sentence.passage().text()), line.vintage());
    }

    /** The same question for the other districts that have articles. */
    private List<String> suggestions(Question question, List<Citation> citations) {
        Set<String> told = new LinkedHashSet<>();
        citations.forEach(citation -> Stream.ofNullable(citation.article().district()).forEach(told::add));
        return coverage.districts().keySet().stream()
                .filter(district -> !told.contains(district))
                .limit(2)
                .map(district -> wording.anotherDistrict(question, district))
                .toList();
    }

    private record Line(Sentence sentence, @Nullable Integer vintage) {
        static Line of(Evidence evidence) {
            return new Line(evidence.sentence(), evidence.sentence().vintage());
        }
    }
}
