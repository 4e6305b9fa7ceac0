package wenzheng.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What punctuation says about where a text begins and ends. */
final class Marks {

    private static final String ENDS = "。！？!?…";
    private static final String PAUSES = "。！？!?…，,；;、：:";
    private static final String CLOSING = "”’」』）)》】〕]\"";
    private static final String OPENING = "“‘「『（(《【〔[";
    /** What may open a passage but goes on with what stands before. */
    private static final String NEVER_FIRST = "。！？，,；;、：”’」』）)》】〕";

    private static final Pattern REMARK = Pattern.compile("[（(【\\[][^（(【\\[]*[）)】\\]]\\s*$");

    private Marks() {}

    /** Also with closing quotes behind the mark, or a remark in brackets: 予以补助。（财政局负责） */
    static boolean endsSentence(String text) {
        int end = text.length();
        while (end > 0 && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end > 0 && ENDS.indexOf(text.charAt(end - 1)) >= 0) {
            return true;
        }
        Matcher remark = REMARK.matcher(text);
        return remark.find() && (remark.start() == 0 || ENDS.indexOf(text.charAt(remark.start() - 1)) >= 0);
    }

    static boolean hasSentenceEnd(String text) {
        return text.chars().anyMatch(c -> "。！？!?".indexOf(c) >= 0);
    }

    static boolean hasPause(String text) {
        return text.chars().anyMatch(c -> PAUSES.indexOf(c) >= 0);
    }

    static boolean hasComma(String text) {
        return text.indexOf('，') >= 0 || text.indexOf(',') >= 0;
    }

    static boolean endsWithAny(String text, String marks) {
        return !text.isEmpty() && marks.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    static boolean neverFirst(char c) {
        return NEVER_FIRST.indexOf(c) >= 0;
    }

    /** Whether a bracket or quote opened in the text is still open at its end. */
    static boolean leavesOpen(String text) {
        return balance(text) > 0;
    }

    /** Whether it closes a bracket or quote that it did not open. */
    static boolean closesFirst(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            if (CLOSING.indexOf(text.charAt(i)) >= 0 && text.charAt(i) != '"') {
                if (--depth < 0) {
                    return i == 0 || !Character.isDigit(text.charAt(i - 1));
                }
            } else if (OPENING.indexOf(text.charAt(i)) >= 0) {
                depth++;
            }
        }
        return false;
    }

    private static int balance(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (OPENING.indexOf(c) >= 0) {
                depth++;
            } else if (CLOSING.indexOf(c) >= 0 && c != '"' && depth > 0) {
                depth--;
            }
        }
        return depth;
    }
}
