package wenzheng.answer;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import wenzheng.language.Figure;
import wenzheng.language.Span;
import wenzheng.language.WordList;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;

/**
 * How well a figure is the one asked for: by its kind and unit, and by what stands beside it. The shares were set by hand
 * with {@code seedqa} in sight, none of them measured by itself; what comes of them are features that
 * {@code judgement.tsv} is fitted on.
 */
final class FigureFit {

    /** 多少 without a unit may ask for any amount. */
    private static final Set<Figure.Kind> AMOUNTS = EnumSet.complementOf(EnumSet.of(Figure.Kind.DATE));

    private static final Map<FactKind, Set<Figure.Kind>> FIGURES = new EnumMap<>(Map.of(
            FactKind.COUNT, EnumSet.of(Figure.Kind.COUNT, Figure.Kind.NUMBER),
            FactKind.MONEY, EnumSet.of(Figure.Kind.MONEY, Figure.Kind.NUMBER),
            FactKind.SHARE, EnumSet.of(Figure.Kind.SHARE),
            FactKind.AREA, EnumSet.of(Figure.Kind.AREA),
            FactKind.LENGTH, EnumSet.of(Figure.Kind.LENGTH),
            FactKind.DURATION, EnumSet.of(Figure.Kind.DURATION),
            FactKind.DATE, EnumSet.of(Figure.Kind.DATE),
            FactKind.COMPARISON, AMOUNTS));

    /** A number from here on may be money though its unit is left out: 1000亿级. */
    private static final BigDecimal LARGE = BigDecimal.valueOf(10_000);

    /** What such a number counts where money is asked for. */
    private static final double MAYBE_MONEY = 0.7;

    /** What 一个 counts, which mostly says "a". */
    private static final double INDEFINITE = 0.3;

    /** Units of anything, and none; what a count in one of them counts for one in another unit. */
    private static final Set<String> GENERAL = Set.of("个", "项", "");

    private static final double GENERALLY = 0.85;

    /** What a count in a unit counts that may count the same things as the one asked for. */
    private static final double OTHERWISE_COUNTED = 0.6;

    private static final List<Set<String>> ALIKE = WordList.read(FigureFit.class, "units-alike.txt").stream()
            .map(line -> Set.of(line.split(" ")))
            .toList();

    /** What a term counts that only the heading has. */
    private static final double IN_HEADING = 0.4;

    /** How near what is asked about is where the question names nothing. */
    private static final double UNKNOWN = 0.5;

    /** In the figure's own clause a term counts less by one part in so many for each character between, and at most this. */
    private static final double PARTS = 100;

    private static final double MOST_BY_CHARACTERS = 0.3;

    /** How much less a term counts a clause further from the figure, and what it counts at least. */
    private record Fading(double step, double least) {

        /** A date holds for more of its sentence than other figures do. */
        static final Fading FROM_DATE = new Fading(0.1, 0.6);

        /** The only figure of its kind in a sentence may be of any of its clauses. */
        static final Fading FROM_ONLY = new Fading(0.25, 0.5);

        static final Fading FROM_ONE_OF_SEVERAL = new Fading(0.25, 0.3);

        double at(int clauses) {
            return Math.max(least, 1 - step * clauses);
        }
    }

    private FigureFit() {}

    /** How well a figure is of the kind and unit asked for: 0 if not at all, 1 if quite. */
    static double fit(Ask ask, Figure figure) {
        boolean bare = ask.kind() == FactKind.COUNT && ask.unit().isEmpty();
        Set<Figure.Kind> kinds = bare ? AMOUNTS : FIGURES.getOrDefault(ask.kind(), Set.of());
        if (!kinds.contains(figure.kind())) {
            return 0;
        }
        if (ask.kind() == FactKind.MONEY && figure.kind() == Figure.Kind.NUMBER) {
            return figure.value() != null && figure.value().compareTo(LARGE) >= 0 ? MAYBE_MONEY : 0;
        }
        boolean sameUnit = !ask.unit().isEmpty() && figure.unit().equals(ask.unit());
        if (figure.value() != null && figure.value().intValue() == 1 && figure.span().length() == 2 && !sameUnit) {
            return INDEFINITE;
        }
        if (sameUnit || ask.unit().isEmpty() || ask.kind() != FactKind.COUNT) {
            return 1;
        }
        if (GENERAL.contains(ask.unit()) || GENERAL.contains(figure.unit())) {
            return GENERALLY;
        }
        return mayCountAlike(ask.unit(), figure.unit()) ? OTHERWISE_COUNTED : 0;
    }

    /** Whether some things are counted in either: schools in 所 or 家, but no books in 家. A unit in no group may be any. */
    private static boolean mayCountAlike(String one, String other) {
        return ALIKE.stream().noneMatch(group -> group.contains(one))
                || ALIKE.stream().noneMatch(group -> group.contains(other))
                || ALIKE.stream().anyMatch(group -> group.contains(one) && group.contains(other));
    }

    /** How much of the focus stands close to the figure: in its clause, less in the clauses beside it. */
    static double near(List<Term> focus, Sentence sentence, Figure figure, String heading) {
        double sum = 0;
        double all = 0;
        int home = clauseOf(sentence, figure.span());
        boolean alone = sentence.figures().stream().filter(other -> other.kind() == figure.kind()).count() == 1;
        Fading fading = figure.kind() == Figure.Kind.DATE
                ? Fading.FROM_DATE
                : alone ? Fading.FROM_ONLY : Fading.FROM_ONE_OF_SEVERAL;
        for (Term term : focus) {
            double best = IN_HEADING * term.in(heading);
            for (int i = 0; i < sentence.clauses().size(); i++) {
                Span clause = sentence.clauses().get(i);
                int at = i == home ? figure.span().start() - clause.start() : -1;
                best = Math.max(best, fading.at(Math.abs(i - home)) * nearness(term, clause.of(sentence.folded()), at));
            }
            sum += term.weight() * best;
            all += term.weight();
        }
        return all == 0 ? UNKNOWN : sum / all;
    }

    /** The same for the one thing of the focus that stands closest: A和B分别多少 asks one figure of each. */
    static double nearest(List<Term> focus, Sentence sentence, Figure figure, String heading) {
        double heaviest = focus.stream().mapToDouble(Term::weight).max().orElse(0);
        return focus.stream()
                .filter(term -> 2 * term.weight() >= heaviest)
                .mapToDouble(term -> near(List.of(term), sentence, figure, heading))
                .max()
                .orElse(0);
    }

    /** Within the figure's own clause what stands right beside it counts most. */
    private static double nearness(Term term, String clause, int figure) {
        double in = term.in(clause);
        if (figure < 0 || in == 0) {
            return in;
        }
        int at = clause.indexOf(term.word());
        return at < 0 ? in : in * (1 - Math.min(MOST_BY_CHARACTERS, Math.abs(at - figure) / PARTS));
    }

    private static int clauseOf(Sentence sentence, Span span) {
        for (int i = 0; i < sentence.clauses().size(); i++) {
            if (span.start() < sentence.clauses().get(i).end()) {
                return i;
            }
        }
        return sentence.clauses().size() - 1;
    }
}
