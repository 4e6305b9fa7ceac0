package wenzheng.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.language.WordList;

/** Finds who wrote, drew, photographed or edited, and captions: they are no part of what an article says. */
final class Credits {

    private static final int LONGEST = 120;
    private static final String SHARE = "(?:\\s*[/／]?\\s*(?:文[/／]图|图[/／]文|文图|文|图|摄影|摄))";
    private static final String REPORTER = roles("reporters.txt");
    private static final String ROLE = roles("credits.txt");
    /** A reporter may have a paper in front. Other roles are verbs too (统筹): a name behind them is short. */
    private static final String CREDIT = "(?:(?<outlet%1$d>[\\p{IsHan}·]{2,16}?)?(?:" + REPORTER + ")" + names(4)
            + "|" + ROLE + names(3) + ")" + SHARE + "?";
    private static final String CREDITS =
            CREDIT.formatted(1) + "(?:[\\s，,；;]+" + CREDIT.formatted(2) + "){0,5}" + SHARE + "?[\\s。]*";
    private static final Pattern LINE = Pattern.compile("[（(\\[【]?" + CREDITS + "[）)\\]】]?");
    private static final Pattern CAPTION = Pattern.compile("[▲△▼▽←→↑↓◀▶].{2,60}|(?:"
            + String.join("|", WordList.read(Credits.class, "captions.txt")) + ").{0,60}");
    private static final Pattern LABELS = Pattern.compile("(?:(?:"
            + String.join("|", WordList.read(Credits.class, "page-labels.txt")) + ")\\s*[:：].{0,40})+");
    private static final Pattern SOURCE = Pattern.compile("来源\\s*[:：]\\s*([\\p{IsHan}\\w·]{2,20})");
    private static final Pattern TAIL = Pattern.compile("(?<=[。！？!?”）)])\\s*[（(]?" + CREDITS + "[）)]?$");

    private Credits() {}

    private static String roles(String file) {
        return WordList.read(Credits.class, file).stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String names(int longest) {
        String name = "(?:[\\p{IsHan}]{1,8}·[\\p{IsHan}]{1,8}|[\\p{IsHan}]{2," + longest + "})";
        return "(?:\\s*[:：]\\s*|\\s+)" + name + "(?:[\\s、]+" + name + "){0,7}?";
    }

    /** Whether the line says who made the page, what a picture shows, or when and where the page stood. */
    static boolean isAside(String line) {
        return line.length() <= LONGEST
                && (LINE.matcher(line).matches() || CAPTION.matcher(line).matches() || LABELS.matcher(line).matches());
    }

    /** @return where the credits begin that close the paragraph, its length where there are none */
    static int tail(String paragraph) {
        int from = Math.max(0, paragraph.length() - LONGEST);
        Matcher tail = TAIL.matcher(paragraph);
        tail.region(from, paragraph.length()).useTransparentBounds(true);
        return tail.find() ? tail.start() : paragraph.length();
    }

    /** The paper or agency that is named as the source, or that a reporter is said to work for. */
    static @Nullable String outlet(String credit) {
        Matcher source = SOURCE.matcher(credit);
        if (source.find()) {
            return source.group(1);
        }
        Matcher line = LINE.matcher(credit);
        String outlet = line.matches() ? line.group("outlet1") : null;
        return outlet == null || outlet.startsWith("本") ? null : outlet;
    }
}
