package wenzheng.language;

import com.hankcs.hanlp.HanLP;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Makes spellings of the same text equal: traditional to simplified characters, full to half width, upper to lower
 * case. Every character is folded by itself, so the result has the length of the input and spans of one hold for the
 * other. Characters outside the basic plane stay as they are.
 */
public final class Folding {

    /** Chinese prose sets these in full width; folded, they would no longer end a sentence or open a bracket. */
    private static final String KEPT_WIDE = "！（），：；？";

    /** OpenCC's character table (Apache-2.0) as HanLP carries it: lines such as {@code 區=区}. */
    private static final String TABLE = "/data/dictionary/tc/t2s.txt";

    private static final char[] FOLDED = table();

    private Folding() {}

    /** @return as long as the text, in UTF-16 units */
    public static String fold(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = FOLDED[chars[i]];
        }
        return new String(chars);
    }

    private static char[] table() {
        char[] folded = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < folded.length; c++) {
            folded[c] = Character.toLowerCase(narrow((char) c));
        }
        try (var lines = new BufferedReader(
                new InputStreamReader(HanLP.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> line.length() == 3 && line.charAt(1) == '=')
                    .forEach(line -> folded[line.charAt(0)] = line.charAt(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int c = 0; c < folded.length; c++) {
            folded[c] = folded[folded[c]];
        }
        return folded;
    }

    private static char narrow(char c) {
        if (c == '\u3000') {
            return ' ';
        }
        boolean wide = c >= '\uFF01' && c <= '\uFF5E' && KEPT_WIDE.indexOf(c) < 0;
        return wide ? (char) (c - '\uFF01' + '!') : c;
    }
}
