package wenzheng.answer;

import java.util.List;
import wenzheng.language.Span;

/**
 * A word of the question that an answer should speak about.
 *
 * @param alternatives other words that count as the same
 * @param weight how much it says: rare words say more
 * @param known whether an article has the word, or one that counts as the same
 * @param nominal whether it names a thing rather than what is done to it
 * @param span its place in the question's text
 */
record Term(String word, List<String> alternatives, double weight, boolean known, boolean nominal, Span span) {

    /** What a text that has another word for it counts, and one that has only parts of it. */
    private static final double ALTERNATIVE = 0.85;

    private static final double PARTIAL = 0.85;

    /** What counts of the parts found of a name that begins otherwise. */
    private static final double OTHERWISE_NAMED = 0.3;

    Term weighing(double factor) {
        return new Term(word, alternatives, weight * factor, known, nominal, span);
    }

    Term asMeasure(double factor) {
        return new Term(word, alternatives, weight * factor, known, false, span);
    }

    /**
     * A name is told from others of its kind by how it begins: 马庄郊野公园 is no 侯寨郊野公园.
     *
     * @return how well the text speaks of what has this name, from 0 to 1
     */
    double asNameIn(String folded) {
        double found = in(folded);
        return found < ALTERNATIVE && word.length() >= 2 && !folded.contains(word.substring(0, 2))
                ? OTHERWISE_NAMED * found
                : found;
    }

    /** @return how well the text speaks of it, from 0 to 1 */
    double in(String folded) {
        if (folded.contains(word)) {
            return 1;
        }
        for (String alternative : alternatives) {
            if (folded.contains(alternative)) {
                return ALTERNATIVE;
            }
        }
        if (word.length() < 3) {
            return 0;
        }
        int parts = 0;
        for (int i = 0; i + 2 <= word.length(); i++) {
            parts += folded.contains(word.substring(i, i + 2)) ? 1 : 0;
        }
        return PARTIAL * parts / (word.length() - 1);
    }
}
