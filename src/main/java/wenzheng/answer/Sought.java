package wenzheng.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Figures;
import wenzheng.language.Names;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.Place;
import wenzheng.question.Question;

/**
 * What one ask of a question looks for.
 *
 * @param terms of the question
 * @param focus what the ask is about: the things that its own clause names, else those named anywhere, else all terms;
 *     and, counting less, what its clause says is done
 * @param given figures that the question says itself: 那291个项目里有多少个 does not ask for 291
 * @param pairs of characters of the question and of the articles' words for its expressions
 * @param names of things other than districts, and what is quoted, 第七期 and sets that go by their number
 * @param nearest the thing that stands nearest to what asks, {@code null} where its clause names none
 * @param strange the share of the things in its clause that no article speaks of
 * @param each whether one figure of each of several things is asked for
 */
record Sought(
        Question question,
        Ask ask,
        List<Term> terms,
        List<Term> focus,
        Set<String> given,
        Set<String> pairs,
        List<Term> names,
        @Nullable Term nearest,
        double strange,
        boolean each) {

    /** Characters of what is left of a name when the district in it is gone. */
    private static final int SHORTEST_NAME = 3;

    /** How much what is done counts beside the things it is done to, where the place of a figure is judged. */
    private static final double DEED = 0.4;

    /** What is answered in clauses rather than in words. */
    private static final Set<FactKind> IN_CLAUSES = EnumSet.of(FactKind.LIST, FactKind.MANNER, FactKind.ANY);

    /** One of a series: 第七期. */
    private static final Pattern ORDINAL = Pattern.compile("(第[一二三四五六七八九十0-9]+[期批届次轮])");

    /** A set that goes by its number, 四条底线, as slogans are written; a plain count, 4条路, is no name. */
    private static final Pattern SET = Pattern.compile("(?<![第十百])([三四五六七八九十](?:大|条|项|个)(?!区)\\p{IsHan}{2})");

    static Sought by(Question question, Ask ask, List<Term> terms, Locality locality, Segmenter segmenter) {
        return new Sought(
                question,
                ask,
                terms,
                focus(ask, terms),
                Figures.in(question.text()).stream()
                        .map(figure -> figure.span().of(question.text()))
                        .collect(Collectors.toSet()),
                Fact.pairs(inAllWords(question)),
                names(question, terms, locality, segmenter),
                nearest(ask, terms),
                things(ask, terms).mapToDouble(term -> term.known() ? 0 : 1).average().orElse(0),
                Signs.EACH.isIn(question.text()));
    }

    /** Whether clauses answer, and the longer ones say more: not where one thing is asked for, 哪个国家, or its name. */
    static boolean inClauses(Question question, Ask ask) {
        return IN_CLAUSES.contains(ask.kind()) && !Signs.ONE.isIn(ask.clause().of(question.text()));
    }

    FactKind kind() {
        return ask.kind();
    }

    private static String inAllWords(Question question) {
        return question.meanings().stream()
                .flatMap(meaning -> meaning.alternatives().stream())
                .collect(Collectors.joining(" ", question.text() + " ", ""));
    }

    private static Stream<Term> things(Ask ask, List<Term> terms) {
        return terms.stream().filter(Term::nominal).filter(isIn(ask));
    }

    private static Predicate<Term> isIn(Ask ask) {
        return term -> term.span().start() >= ask.clause().start() && term.span().end() <= ask.clause().end();
    }

    /** The thing named in the ask's clause that stands nearest to what asks; {@code null} where none is. */
    static @Nullable Term nearest(Ask ask, List<Term> terms) {
        return things(ask, terms)
                .min(Comparator.comparingInt(term -> term.span().start() >= ask.word().end()
                        ? term.span().start() - ask.word().end()
                        : Math.abs(ask.word().start() - term.span().end())))
                .orElse(null);
    }

    /** Those that the terms are part of: what another ask, or the other of two sides, names is not sought. */
    private static List<Term> names(Question question, List<Term> terms, Locality locality, Segmenter segmenter) {
        List<Term> names = new ArrayList<>();
        String text = question.text();
        Stream<Span> written = Stream.of(Terms.QUOTED, ORDINAL, SET)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(match -> new Span(match.start(1), match.end(1)));
        for (Span span : Stream.concat(Names.byEnding(text, segmenter).stream(), written).toList()) {
            String name = span.of(text);
            for (Place place : locality.meant()) {
                name = name.replace(place.written(), "");
            }
            if (name.length() >= SHORTEST_NAME && terms.stream().anyMatch(term -> term.span().overlaps(span))) {
                names.add(new Term(name, List.of(), 1, true, true, span));
            }
        }
        return names;
    }

    private static List<Term> focus(Ask ask, List<Term> terms) {
        List<Term> things = things(ask, terms).toList();
        if (things.isEmpty()) {
            things = terms.stream().filter(Term::nominal).toList();
        }
        if (things.isEmpty()) {
            return terms;
        }
        return Stream.concat(
                        things.stream(),
                        terms.stream()
                                .filter(isIn(ask))
                                .filter(term -> !term.nominal())
                                .map(term -> term.weighing(DEED)))
                .toList();
    }
}
