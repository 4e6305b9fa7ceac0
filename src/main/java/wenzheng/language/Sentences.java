package wenzheng.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Cuts a text into sentences and clauses. A mark inside quotes or brackets does not end anything, unless they close
 * right after it: 他说：“好。我来。”是一句。 A quote or bracket that does not close in its line, within
 * {@value #LONGEST_QUOTE} characters, is taken for a slip of print and ignored. The number of an item behind a space
 * begins a sentence: texts copied from a page have lost their line ends there (…市场供应 1.实施…).
 */
public final class Sentences {

    private static final int LONGEST_QUOTE = 160;
    private static final String SENTENCE_ENDS = "。！？!?";
    private static final String CLAUSE_ENDS = SENTENCE_ENDS + "，,；;：:";
    private static final Pattern ITEM = Pattern.compile("\\s+(?:[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|\\d{1,2})[)）]"
            + "|\\d{1,2}[.．、](?!\\d)|第[一二三四五六七八九十]{1,3}[条章节])");

    private static final String OPENING = "“‘「『（(《〈【［[〔";
    private static final String CLOSING = "”’」』）)》〉】］]〕";

    private Sentences() {}

    /** @return in order, without white space around them, together holding the rest of the text; a line end ends one */
    public static List<Span> sentences(String text) {
        return cut(text, SENTENCE_ENDS);
    }

    /** @return as {@link #sentences}, also cut behind commas, semicolons and colons that do not stand in a number */
    public static List<Span> clauses(String text) {
        return cut(text, CLAUSE_ENDS);
    }

    /** @return whether a mark that ends a sentence stands between the two, whichever comes first */
    public static boolean areApart(String text, Span one, Span other) {
        int from = Math.min(one.end(), other.end());
        int to = Math.max(one.start(), other.start());
        return IntStream.range(from, to).anyMatch(i -> SENTENCE_ENDS.indexOf(text.charAt(i)) >= 0);
    }

    private static List<Span> cut(String text, String ends) {
        List<Span> spans = new ArrayList<>();
        Matcher item = ITEM.matcher(text);
        int start = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (OPENING.indexOf(c) >= 0) {
                int close = closing(text, i);
                boolean endsInside = close > 0 && SENTENCE_ENDS.indexOf(text.charAt(close - 1)) >= 0;
                i = close < 0 ? i + 1 : close + 1;
                if (endsInside && "”’」』".indexOf(text.charAt(close)) >= 0) {
                    i = afterMarks(text, i, ends);
                    add(spans, text, start, i);
                    start = i;
                }
            } else if (Character.isWhitespace(c) && item.region(i, text.length()).lookingAt()) {
                add(spans, text, start, i);
                start = i;
                i++;
            } else if (c == '\n' || ends.indexOf(c) >= 0 && !insideNumber(text, i) || isFullStop(text, i)) {
                i = afterMarks(text, i + 1, ends);
                add(spans, text, start, i);
                start = i;
            } else {
                i++;
            }
        }
        add(spans, text, start, text.length());
        return spans;
    }

    /** Behind the further end marks and closing quotes at {@code i}: 。” and ？！ end once. */
    private static int afterMarks(String text, int i, String ends) {
        int end = i;
        while (end < text.length() && (ends.indexOf(text.charAt(end)) >= 0 || CLOSING.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    /** @return where the quote or bracket opened at {@code open} closes, -1 if it does not */
    private static int closing(String text, int open) {
        char opening = text.charAt(open);
        char closing = CLOSING.charAt(OPENING.indexOf(opening));
        int depth = 0;
        int limit = Math.min(text.length(), open + LONGEST_QUOTE);
        for (int i = open; i < limit && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == opening) {
                depth++;
            } else if (text.charAt(i) == closing && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean insideNumber(String text, int i) {
        return ",:：".indexOf(text.charAt(i)) >= 0
                && i > 0
                && i + 1 < text.length()
                && Character.isDigit(text.charAt(i - 1))
                && Character.isDigit(text.charAt(i + 1));
    }

    /** A full stop of Latin script: behind a letter, before a space or the end. */
    private static boolean isFullStop(String text, int i) {
        return text.charAt(i) == '.'
                && i > 0
                && Character.isLetter(text.charAt(i - 1))
                && (i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1)));
    }

    private static void add(List<Span> spans, String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            spans.add(new Span(start, end));
        }
    }
}
