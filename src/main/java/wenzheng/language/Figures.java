package wenzheng.language;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the figures of a text: counts, money, shares, areas, lengths, durations and dates. A Chinese numeral
 * counts only before a unit, so that 二七区, 三厂 and 四中 stay names.
 */
public final class Figures {

    private static final Map<String, Figure.Kind> UNITS = units();

    private static final String CHINESE = "[零〇一二两三四五六七八九十百千]+";
    private static final String YEAR = "(?<![0-9])(?:1[0-9]{3}|20[0-9]{2})年";
    private static final String MONTH = "(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月";
    private static final String DAY = "(?:[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]";
    private static final String PART = "(?:初|中旬|上旬|下旬|中|底|末|份)?(?:之前|以前|前|起|内)?";

    private static final Pattern DATE = Pattern.compile(
            "(?:" + YEAR + "|今年|去年|明年|后年|本年|当年|前年)?"
                    + "(?:" + MONTH + "(?:" + DAY + ")?" + PART
                    + "|(?:上|下)半年|第?[一二三四]季度(?:末|前)?|(?<![0-9一二三四五六七八九十])年(?:底|末|初|内|中)(?:之前|以前|前)?)"
                    + "|" + YEAR + "(?!的?历史)(?:底|末|初|内|中|以来|前|起)?(?:前)?"
                    + "|(?:今|去|明|后|本|当)年(?:底|末|初|内|以来)?(?:前)?"
                    + "|(?:春节|国庆节?|元旦|五一|七一|中秋节?)(?:之前|以前|前)"
                    + "|[0-9]{1,2}[:：][0-9]{2}(?:[-—~至到][0-9]{1,2}[:：][0-9]{2})?"
                    + "|(?:上午|下午|晚上|早上|中午)[0-9一二三四五六七八九十]{1,3}[点时](?:半|[0-9]{1,2}分)?");

    private static final Pattern NUMBER = Pattern.compile(
            "(?:百分之(?<percent>[0-9.]+|" + CHINESE + "))"
                    + "|(?:(?<arabic>[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?)|(?<chinese>" + CHINESE + "))"
                    + "(?<scale>[十百千]?[万亿]*)(?<about>余|多|来)?"
                    + "(?<unit>" + alternatives() + ")?");

    private Figures() {}

    /** @return in reading order, not overlapping */
    public static List<Figure> in(String text) {
        String folded = Folding.fold(text);
        List<Figure> found = new ArrayList<>();
        int from = 0;
        Matcher dates = DATE.matcher(folded);
        while (dates.find()) {
            numbers(folded, from, dates.start(), found);
            found.add(new Figure(Figure.Kind.DATE, null, "", new Span(dates.start(), dates.end())));
            from = dates.end();
        }
        numbers(folded, from, folded.length(), found);
        return found;
    }

    private static void numbers(String text, int from, int to, List<Figure> found) {
        Matcher matcher = NUMBER.matcher(text).region(from, to);
        while (matcher.find()) {
            Span span = new Span(matcher.start(), matcher.end());
            if (matcher.group("percent") != null) {
                ChineseNumerals.parse(matcher.group("percent"))
                        .ifPresent(value -> found.add(new Figure(Figure.Kind.SHARE, value, "%", span)));
                continue;
            }
            String unit = matcher.group("unit") == null ? "" : matcher.group("unit");
            boolean chinese = matcher.group("chinese") != null;
            if (chinese && unit.isEmpty() && matcher.group("scale").isEmpty()) {
                continue;
            }
            String number = (chinese ? matcher.group("chinese") : matcher.group("arabic")) + matcher.group("scale");
            Figure.Kind kind = unit.isEmpty() ? Figure.Kind.NUMBER : UNITS.get(unit);
            ChineseNumerals.parse(number).ifPresent(value -> found.add(new Figure(kind, value, unit, span)));
        }
    }

    private static String alternatives() {
        return UNITS.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    private static Map<String, Figure.Kind> units() {
        Map<String, Figure.Kind> units = new LinkedHashMap<>();
        for (String line : WordList.read(Figures.class, "units.txt")) {
            String[] parts = line.split("\t");
            units.put(Folding.fold(parts[0]), Figure.Kind.valueOf(parts[1]));
        }
        return units;
    }
}
