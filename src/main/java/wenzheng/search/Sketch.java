package wenzheng.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.language.Folding;

/**
 * What tells whether two articles are versions of one: the smallest hashes of the groups of letters in it, figures taken
 * for alike, since it is figures that versions differ in. After Broder, "On the resemblance and containment of
 * documents" (1997).
 *
 * @param hashes ascending, at most {@value #SIZE}
 * @param dated the latest day that its head or foot names, {@code null} where they name none
 */
record Sketch(int[] hashes, @Nullable LocalDate dated) {

    private static final int SIZE = 128;
    /** Letters of a group. */
    private static final int GROUP = 4;
    /** An article of fewer groups says too little to be told from others. */
    private static final int FEWEST = 48;
    private static final int HEAD = 300;
    private static final Pattern DATE =
            Pattern.compile("(20\\d\\d)\\s*[年./-]\\s*(\\d{1,2})\\s*[月./-]\\s*(\\d{1,2})(?!\\d)");

    static Sketch of(Article article) {
        StringBuilder text = new StringBuilder();
        article.passages().forEach(passage -> text.append(passage.text()));
        String letters = letters(text.toString());
        int[] hashes = IntStream.rangeClosed(0, letters.length() - GROUP)
                .map(i -> mixed(letters.substring(i, i + GROUP).hashCode()))
                .sorted()
                .distinct()
                .limit(SIZE)
                .toArray();
        return new Sketch(hashes, dated(article.text()));
    }

    /** Without marks and spaces, and with every run of digits as one. */
    static String letters(String text) {
        return Folding.fold(text).replaceAll("\\d+", "0").replaceAll("[^\\p{L}0]", "");
    }

    private static @Nullable LocalDate dated(String text) {
        String ends = text.length() <= 2 * HEAD
                ? text
                : text.substring(0, HEAD) + "\n" + text.substring(text.length() - HEAD);
        LocalDate latest = null;
        Matcher dates = DATE.matcher(ends);
        while (dates.find()) {
            try {
                LocalDate date = LocalDate.of(
                        Integer.parseInt(dates.group(1)), Integer.parseInt(dates.group(2)), Integer.parseInt(dates.group(3)));
                latest = latest == null || date.isAfter(latest) ? date : latest;
            } catch (DateTimeException noDate) {
                continue;
            }
        }
        return latest;
    }

    boolean isTellable() {
        return hashes.length >= FEWEST;
    }

    /** @return 0 to 1: of the groups of both, about the share that both have */
    double likeness(Sketch other) {
        int size = Math.min(SIZE, Math.max(hashes.length, other.hashes.length));
        int[] all = IntStream.concat(Arrays.stream(hashes), Arrays.stream(other.hashes))
                .sorted()
                .distinct()
                .limit(size)
                .toArray();
        long both = Arrays.stream(all)
                .filter(hash -> Arrays.binarySearch(hashes, hash) >= 0 && Arrays.binarySearch(other.hashes, hash) >= 0)
                .count();
        return (double) both / all.length;
    }

    /** Spreads the hashes of like groups, of which the smallest would else be alike. */
    private static int mixed(int hash) {
        int mixed = hash * 0x9e3779b1;
        return (mixed ^ mixed >>> 15) * 0x85ebca6b;
    }
}
