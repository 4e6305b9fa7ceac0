package wenzheng.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Progress;
import wenzheng.language.Span;

/**
 * A figure that an article states, as a value with its unit. Place and year are those of its sentence. Numbers that are
 * part of a name are none.
 *
 * @param figure with its span in the sentence
 * @param what the words right before and right after it in its clause, each no longer than a few words and without
 *     another figure: what there is so much of; none where it stands alone
 * @param progress whether its clause says planned or done, begun or finished, new or continued
 */
record Fact(Figure figure, List<String> what, Set<Progress> progress) {

    /** A thing's name with what is done to it, in characters. */
    private static final int BESIDE = 7;

    /** What a number stands before in a name: 57中 is a school, and no 57 of anything. */
    private static final Pattern NAMED = Pattern.compile("^(?:中|小|高)(?![一-龥&&[^和与及等]])");

    /**
     * @param folded a sentence
     * @param clauses of the sentence
     * @return in reading order
     */
    static List<Fact> in(String folded, List<Span> clauses) {
        List<Fact> facts = new ArrayList<>();
        List<Figure> figures = Figures.in(folded).stream().filter(figure -> !isName(folded, figure)).toList();
        for (int i = 0; i < figures.size(); i++) {
            Span figure = figures.get(i).span();
            Span clause = clauses.stream()
                    .filter(span -> figure.start() < span.end())
                    .findFirst()
                    .orElse(clauses.getLast());
            int first = Math.max(clause.start(), i == 0 ? 0 : figures.get(i - 1).span().end());
            int last = Math.min(clause.end(), i + 1 == figures.size() ? folded.length() : figures.get(i + 1).span().start());
            String before = words(folded.substring(Math.min(first, figure.start()), figure.start()));
            String after = words(folded.substring(figure.end(), Math.max(last, figure.end())));
            List<String> what = new ArrayList<>();
            if (before.length() > 1) {
                what.add(before.substring(Math.max(0, before.length() - BESIDE)));
            }
            if (after.length() > 1) {
                what.add(after.substring(0, Math.min(BESIDE, after.length())));
            }
            facts.add(new Fact(figures.get(i), what, Progress.in(clause.of(folded))));
        }
        return facts;
    }

    /** Whether the number only tells one of its kind from others: 第102高中, 57中. */
    private static boolean isName(String folded, Figure figure) {
        Span span = figure.span();
        return figure.kind() == Figure.Kind.NUMBER
                && (span.start() > 0 && folded.charAt(span.start() - 1) == '第'
                        || NAMED.matcher(folded.substring(span.end())).find());
    }

    private static String words(String text) {
        return text.replaceAll("\\p{P}|\\s", "");
    }

    /**
     * How much of what it is of a question speaks of, by pairs of characters.
     *
     * @param pairs of the question
     * @return 0 to 1; of the words before and after it those that the question has more of
     */
    double isAskedBy(Set<String> pairs) {
        return what.stream().mapToDouble(words -> share(words, pairs)).max().orElse(0);
    }

    private static double share(String words, Set<String> pairs) {
        long shared = pairs(words).stream().filter(pairs::contains).count();
        return (double) shared / (words.length() - 1);
    }

    static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }
}
