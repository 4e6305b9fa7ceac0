package wenzheng.answer;

import java.util.List;
import java.util.Set;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Progress;
import wenzheng.language.Span;

/**
 * A figure that an article states, as a value with its unit. Place and year are those of its sentence.
 *
 * @param figure with its span in the sentence
 * @param what the words of its clause before it, after it where none stand before: what there is so much of
 * @param progress whether its clause says planned or done, begun or finished, new or continued
 */
record Fact(Figure figure, String what, Set<Progress> progress) {

    /**
     * @param folded a sentence
     * @param clauses of the sentence
     * @return in reading order
     */
    static List<Fact> in(String folded, List<Span> clauses) {
        return Figures.in(folded).stream().map(figure -> of(figure, folded, clauses)).toList();
    }

    private static Fact of(Figure figure, String folded, List<Span> clauses) {
        Span clause = clauses.stream()
                .filter(span -> figure.span().start() < span.end())
                .findFirst()
                .orElse(clauses.getLast());
        String before = folded.substring(clause.start(), Math.max(clause.start(), figure.span().start()));
        String after = folded.substring(figure.span().end(), Math.max(figure.span().end(), clause.end()));
        String what = before.isBlank() ? after : before;
        return new Fact(figure, what.replaceAll("^\\p{P}+|\\p{P}+$", "").strip(), Progress.in(clause.of(folded)));
    }
}
