package wenzheng.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds names of places, projects and organisations: words that the dictionary has as names, and words before an
 * ending of {@code name-endings.txt} (香江路, 金岱科创城, 区教育局). What makes a name is a guess, good enough to ask
 * whether a text has the same words.
 */
public final class Names {

    private static final Set<String> ENDINGS = new HashSet<>(WordList.read(Names.class, "name-endings.txt"));
    private static final int LONGEST_ENDING =
            ENDINGS.stream().mapToInt(String::length).max().orElse(0);

    private static final Pattern NAME = Pattern.compile("ns.*|nt.*|nz|nr.*");

    /** What may stand before an ending within one name. */
    private static final Pattern PART = Pattern.compile("n.*|b|f|j|g.*|x|nx|vn|a|an|m");

    /** Characters before the ending of what is a name and not just a kind of thing: 建学校, 小公园. */
    private static final int SHORTEST = 2;

    private Names() {}

    /** @return in reading order; may be empty */
    public static List<Span> in(String folded, Segmenter segmenter) {
        List<Span> names = new ArrayList<>();
        List<Word> words = segmenter.words(folded);
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean after = i > 0 && PART.matcher(words.get(i - 1).nature()).matches();
            if (endsAsName(word.text())) {
                names.add(new Span(after ? words.get(i - 1).span().start() : word.span().start(), word.span().end()));
            } else if (ENDINGS.contains(word.text()) && after) {
                names.add(new Span(words.get(i - 1).span().start(), word.span().end()));
            } else if (NAME.matcher(word.nature()).matches() && word.text().length() > 1) {
                names.add(word.span());
            }
        }
        return names;
    }

    /**
     * Those of things that stand somewhere, told by their ending alone (紫荆山路, 碧沙岗公园); the dictionary's names are
     * often none in what people write.
     *
     * @return in reading order; may be empty
     */
    public static List<Span> byEnding(String folded, Segmenter segmenter) {
        return in(folded, segmenter).stream()
                .filter(span -> span.length() - ending(span.of(folded)) >= SHORTEST)
                .toList();
    }

    /** Characters of the longest ending, the whole length where it has none. */
    private static int ending(String word) {
        for (int length = Math.min(LONGEST_ENDING, word.length() - 1); length >= 1; length--) {
            if (ENDINGS.contains(word.substring(word.length() - length))) {
                return length;
            }
        }
        return word.length();
    }

    private static boolean endsAsName(String word) {
        for (int length = 1; length <= Math.min(LONGEST_ENDING, word.length() - 1); length++) {
            if (word.length() - length >= 2 && ENDINGS.contains(word.substring(word.length() - length))) {
                return true;
            }
        }
        return false;
    }
}
