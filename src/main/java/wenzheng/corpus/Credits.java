package wenzheng.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.language.WordList;

/** Finds who wrote, drew, photographed or edited, and captions: they are no part of what an article says. */
final class Credits {

    private static final int LONGEST = 120;
    private static final String NAME = "[\\p{IsHan}·]{2,8}";
    private static final String SHARE = "(?:\\s*[/／]?\\s*(?:文[/／]图|图[/／]文|文图|文|图|摄影|摄))";
    private static final String ROLE = WordList.read(Credits.class, "credits.txt").stream()
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?:", ")"));
    private static final String CREDIT = "(?<outlet%1$d>[\\p{IsHan}·]{2,16}?)?(?<role%1$d>" + ROLE + ")" + "(?:\\s*[:：]\\s*|\\s+)" + NAME
            + "(?:[\\s、]+" + NAME + "){0,7}?" + SHARE + "?";
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
        String outlet = line.matches() && line.group("role1").endsWith("记者") ? line.group("outlet1") : null;
        return outlet == null || outlet.startsWith("本") ? null : outlet;
    }
}
