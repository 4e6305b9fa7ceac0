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

/** How well a figure is the one asked for: by its kind and unit, and by what stands beside it. */
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

    private static final List<Set<String>> ALIKE = WordList.read(FigureFit.class, "units-alike.txt").stream()
            .map(line -> Set.of(line.split(" ")))
            .toList();

    private FigureFit() {}

    /** How well a figure is of the kind and unit asked for: 0 if not at all, 1 if quite. */
    static double fit(Ask ask, Figure figure) {
        boolean bare = ask.kind() == FactKind.COUNT && ask.unit().isEmpty();
        Set<Figure.Kind> kinds = bare ? AMOUNTS : FIGURES.getOrDefault(ask.kind(), Set.of());
        if (!kinds.contains(figure.kind())) {
            return 0;
        }
        if (ask.kind() == FactKind.MONEY && figure.kind() == Figure.Kind.NUMBER) {
            return figure.value() != null && figure.value().compareTo(LARGE) >= 0 ? 0.7 : 0;
        }
        boolean sameUnit = !ask.unit().isEmpty() && figure.unit().equals(ask.unit());
        if (figure.value() != null && figure.value().intValue() == 1 && figure.span().length() == 2 && !sameUnit) {
            return 0.3;
        }
        if (sameUnit || ask.unit().isEmpty() || ask.kind() != FactKind.COUNT) {
            return 1;
        }
        boolean general = ask.unit().equals("个") || ask.unit().equals("项") || figure.unit().equals("个")
                || figure.unit().equals("项") || figure.unit().isEmpty();
        return general ? 0.85 : mayCountAlike(ask.unit(), figure.unit()) ? 0.6 : 0;
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
        for (Term term : focus) {
            double best = 0.4 * term.in(heading);
            for (int i = 0; i < sentence.clauses().size(); i++) {
                int away = Math.abs(i - home);
                double discount = figure.kind() == Figure.Kind.DATE
                        ? Math.max(0.6, 1 - 0.1 * away)
                        : Math.max(alone ? 0.5 : 0.3, 1 - 0.25 * away);
                best = Math.max(best, discount * nearness(term, sentence.clauses().get(i).of(sentence.folded()),
                        i == home ? figure.span().start() - sentence.clauses().get(i).start() : -1));
            }
            sum += term.weight() * best;
            all += term.weight();
        }
        return all == 0 ? 0.5 : sum / all;
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
        return at < 0 ? in : in * (1 - Math.min(0.3, Math.abs(at - figure) / 100.0));
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
