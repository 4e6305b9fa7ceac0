package wenzheng.evaluation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How like two texts are. Exact match and F1 follow CMRC 2018's public evaluation (mixed segmentation, longest
 * common substring); ROUGE-L works over characters. Characters are code points.
 */
final class Likeness {

    private static final String PUNCTUATION = "-:_*^/\\~`+=,.!?;\"'()[]{}<>，。：？！“”；’《》……·、「」（）－～『』|　 ";

    /** Recall weighs this many times precision in ROUGE-L. */
    private static final double BETA = 1.2;

    private Likeness() {}

    /** @return 1 where both have the same characters but for punctuation and white space, else 0 */
    static double exactMatch(String answer, String accepted) {
        return String.join("", segments(answer)).equals(String.join("", segments(accepted))) ? 1 : 0;
    }

    /** @return from 0 to 1 */
    static double f1(String answer, String accepted) {
        List<String> a = segments(answer);
        List<String> b = segments(accepted);
        int common = commonSubstring(a, b);
        return common == 0 ? 0 : 2.0 * common / (a.size() + b.size());
    }

    /** @return from 0 to 1 */
    static double rougeL(String answer, String accepted) {
        int[] a = compact(answer).codePoints().toArray();
        int[] b = compact(accepted).codePoints().toArray();
        int common = commonSubsequence(a, b);
        if (common == 0) {
            return 0;
        }
        double precision = (double) common / a.length;
        double recall = (double) common / b.length;
        return (1 + BETA * BETA) * precision * recall / (recall + BETA * BETA * precision);
    }

    /** NFKC, lower case, no white space. */
    static String compact(String text) {
        return fold(text).codePoints()
                .filter(c -> !isSpace(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Chinese characters one by one, runs of others whole, punctuation and white space dropped. */
    private static List<String> segments(String text) {
        List<String> segments = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        fold(text).codePoints().forEach(c -> {
            boolean chinese = c >= 0x4e00 && c <= 0x9fff;
            if (!chinese && PUNCTUATION.indexOf(c) < 0 && !isSpace(c)) {
                run.appendCodePoint(c);
                return;
            }
            if (!run.isEmpty()) {
                segments.add(run.toString());
                run.setLength(0);
            }
            if (chinese) {
                segments.add(Character.toString(c));
            }
        });
        if (!run.isEmpty()) {
            segments.add(run.toString());
        }
        return segments;
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    private static int commonSubstring(List<String> a, List<String> b) {
        int best = 0;
        int[] row = new int[b.size() + 1];
        for (String x : a) {
            for (int j = b.size(); j > 0; j--) {
                row[j] = x.equals(b.get(j - 1)) ? row[j - 1] + 1 : 0;
                best = Math.max(best, row[j]);
            }
        }
        return best;
    }

    private static int commonSubsequence(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        for (int x : a) {
            int diagonal = 0;
            for (int j = 1; j <= b.length; j++) {
                int above = row[j];
                row[j] = x == b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[b.length];
    }
}
