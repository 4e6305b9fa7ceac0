package wenzheng.question;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import wenzheng.language.FiveYearPlans;
import wenzheng.language.WordList;

/** Reads the time a question speaks about, by the words of {@code periods.txt} and the years it names. */
final class PeriodReader {

    private static final String YEAR = "(?:(?:19|20)[0-9]{2}|二[〇零0][〇零一二三四五六七八九]{2})";

    /** 2021年到2023年, 2021-2023: each year from the one to the other. */
    private static final Pattern RANGE =
            Pattern.compile("(?<![0-9.])(" + YEAR + ")年?(?:[-~—–]+|至|到)(" + YEAR + ")(?=年|[^0-9a-z.%]|$)");

    /** What tells a year from a number in a question. 两千零二十一 is not written of years; 二〇二一 and 二零二一 are. */
    private static final Pattern NAMED = Pattern.compile(
            "(?<![0-9.])((?:19|20)[0-9]{2})(?=年|[-~至到—]|$|[^0-9a-z.%级届平个亩万亿元块套件项人户条名位米公吨])"
                    + "|(二[〇零0][〇零一二三四五六七八九]{2})(?=年|$|[^〇零一二三四五六七八九十百千万亿])");

    private static final Pattern WHOLE_RANGE = Pattern.compile(RANGE + "(?:年[份度]?)?");
    private static final Pattern WHOLE_YEAR = Pattern.compile("(?:" + NAMED + ")(?:年[份度]?)?");

    /** Two digits are a year from here on; 10年 is mostly ten years. */
    private static final Pattern SHORT =
            Pattern.compile("(?<![0-9第])(1[2-9]|[23][0-9])年(?!级|[以之内前后来了没房老历]|时间|期)"
                    + "|(?<![一-龥])(二[一-九零])年(?!级)");
    private static final int CENTURY = 2000;

    /** A span that would go further back or on is a slip. */
    private static final int LONGEST = 10;

    private record Rule(String kind, Pattern pattern, String value) {}

    private static final List<Rule> RULES = WordList.read(PeriodReader.class, "periods.txt").stream()
            .map(line -> line.split("\t"))
            .map(parts -> new Rule(parts[0], Pattern.compile(parts[1]), parts.length > 2 ? parts[2] : ""))
            .toList();

    private static final Map<String, String> QUARTERS = Map.of("1", "一", "2", "二", "3", "三", "4", "四");
    private static final List<String> MONTHS =
            List.of("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二");

    private final Clock clock;

    private static final Pattern CHINESE_YEAR = Pattern.compile("二[〇零0][〇零一二三四五六七八九]{2}(?=年)");

    PeriodReader(Clock clock) {
        this.clock = clock;
    }

    /** 二〇二一年 as 2021年, as articles write it. */
    static String inDigits(String text) {
        return CHINESE_YEAR.matcher(text).replaceAll(year -> String.valueOf(arabic(year.group())));
    }

    /** @param text folded */
    Period read(String text) {
        Set<Integer> named = named(text);
        String part = part(text);
        boolean newest = matches("NEWEST", text);
        if (!named.isEmpty()) {
            boolean since = matches("SINCE", text) && named.size() == 1;
            return since
                    ? new Period(years(named.iterator().next(), thisYear()), Period.Reading.SPAN, part, newest)
                    : new Period(named, Period.Reading.NAMED, part, newest);
        }
        List<FiveYearPlans.Mention> plans = FiveYearPlans.in(text);
        if (!plans.isEmpty()) {
            Set<Integer> planned = new TreeSet<>();
            plans.forEach(plan -> planned.addAll(plan.years()));
            boolean oneEach = plans.stream().allMatch(FiveYearPlans.Mention::ofOneYear);
            return new Period(planned, oneEach ? Period.Reading.NAMED : Period.Reading.SPAN, part, newest);
        }
        Set<Integer> reckoned = new TreeSet<>();
        RULES.stream()
                .filter(rule -> rule.kind().equals("RELATIVE") && rule.pattern().matcher(text).find())
                .forEach(rule -> {
                    for (String shift : rule.value().split(" ")) {
                        reckoned.add(thisYear() + Integer.parseInt(shift));
                    }
                });
        return new Period(reckoned, reckoned.isEmpty() ? Period.Reading.NAMED : Period.Reading.RELATIVE, part, newest);
    }

    private static Set<Integer> named(String text) {
        Set<Integer> named = new TreeSet<>();
        RANGE.matcher(text).results().forEach(range -> {
            int from = arabic(range.group(1));
            int to = arabic(range.group(2));
            if (from < to && to - from <= LONGEST) {
                named.addAll(years(from, to));
            }
        });
        Matcher years = NAMED.matcher(text);
        while (years.find()) {
            named.add(arabic(years.group(1) != null ? years.group(1) : years.group(2)));
        }
        Matcher shorts = SHORT.matcher(text);
        while (shorts.find()) {
            named.add(CENTURY + (shorts.group(1) != null ? Integer.parseInt(shorts.group(1)) : arabic(shorts.group(2))));
        }
        return named;
    }

    private static Set<Integer> years(int from, int to) {
        Set<Integer> years = new TreeSet<>();
        IntStream.rangeClosed(from, Math.max(from, to)).forEach(years::add);
        return years;
    }

    private int thisYear() {
        return LocalDate.now(clock).getYear();
    }

    private static boolean matches(String kind, String text) {
        return RULES.stream().anyMatch(rule -> rule.kind().equals(kind) && rule.pattern().matcher(text).find());
    }

    private static String part(String text) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(text);
            if (rule.kind().equals("PART") && matcher.find()) {
                return rule.value().isEmpty() ? spelled(matcher) : rule.value();
            }
        }
        return "";
    }

    /** 第1季度 as 一季度, 六月份 as 6月. */
    private static String spelled(MatchResult part) {
        String number = part.group(1);
        if (part.group().contains("季")) {
            return QUARTERS.getOrDefault(number, number) + "季度";
        }
        return (MONTHS.contains(number) ? String.valueOf(MONTHS.indexOf(number) + 1) : number) + "月";
    }

    /** The text without what it says of the time. */
    static String without(String text) {
        List<Pattern> times = new ArrayList<>(List.of(WHOLE_RANGE, WHOLE_YEAR, SHORT));
        RULES.stream().filter(rule -> !rule.kind().equals("SINCE")).map(Rule::pattern).forEach(times::add);
        String rest = FiveYearPlans.without(text);
        for (Pattern time : times) {
            rest = time.matcher(rest).replaceAll("");
        }
        return rest.replaceFirst("^的", "");
    }

    private static int arabic(String year) {
        StringBuilder digits = new StringBuilder();
        for (char c : year.toCharArray()) {
            digits.append(Character.isDigit(c) ? c - '0' : "零一二三四五六七八九".indexOf(c == '〇' ? '零' : c));
        }
        return Integer.parseInt(digits.toString());
    }
}
