package wenzheng.search;

import java.util.ArrayList;
import java.util.List;
import wenzheng.language.Folding;

/** Tokens of two neighbouring Chinese characters, and of whole runs of other letters or digits. */
final class BigramCutter {

    private BigramCutter() {}

    static List<Token> cut(String text) {
        String folded = Folding.fold(text);
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < folded.length()) {
            int end = i;
            if (isChinese(folded, i)) {
                while (end < folded.length() && isChinese(folded, end)) {
                    end++;
                }
                for (int start = i; start + 1 < end; start++) {
                    tokens.add(new Token(folded.substring(start, start + 2), start, start + 2, false));
                }
                if (end == i + 1) {
                    tokens.add(new Token(folded.substring(i, end), i, end, false));
                }
            } else if (Character.isLetterOrDigit(folded.charAt(i))) {
                while (end < folded.length()
                        && Character.isLetterOrDigit(folded.charAt(end))
                        && !isChinese(folded, end)) {
                    end++;
                }
                tokens.add(new Token(folded.substring(i, end), i, end, false));
            }
            i = Math.max(end, i + 1);
        }
        return tokens;
    }

    private static boolean isChinese(String text, int i) {
        char c = text.charAt(i);
        return Character.isSurrogate(c) || Character.isIdeographic(c);
    }
}
