package wenzheng.question;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the years a question speaks about. */
final class PeriodReader {

    /** 两千零二十一 is not written of years; 二〇二一 and 二零二一 are. */
    private static final Pattern NAMED =
            Pattern.compile("(?<![0-9.])((?:19|20)[0-9]{2})(?=年|[-~至到—]|[^0-9a-z.%]|$)|(二[〇零0][〇零一二三四五六七八九]{2})年");
    private static final Pattern SHORT = Pattern.compile("(?<![0-9第])([0-9]{2})年(?!级|[以之内前后])");
    private static final Map<String, Integer> RELATIVE =
            Map.of("今年", 0, "本年", 0, "当前年度", 0, "去年", -1, "前年", -2, "明年", 1, "后年", 2);
    private static final Pattern RELATIVE_WORD = Pattern.compile("今年|本年(?!级)|当前年度|去年|前年|明年|后年");

    private final Clock clock;

    PeriodReader(Clock clock) {
        this.clock = clock;
    }

    /** @param text folded */
    Period read(String text) {
        Set<Integer> named = new TreeSet<>();
        Matcher years = NAMED.matcher(text);
        while (years.find()) {
            named.add(Integer.parseInt(years.group(1) != null ? years.group(1) : arabic(years.group(2))));
        }
        Matcher shorts = SHORT.matcher(text);
        while (shorts.find()) {
            named.add(2000 + Integer.parseInt(shorts.group(1)));
        }
        if (!named.isEmpty()) {
            return new Period(named, false);
        }
        Set<Integer> reckoned = new TreeSet<>();
        Matcher words = RELATIVE_WORD.matcher(text);
        while (words.find()) {
            reckoned.add(LocalDate.now(clock).getYear() + RELATIVE.get(words.group()));
        }
        return reckoned.isEmpty() ? Period.UNSPECIFIED : new Period(reckoned, true);
    }

    /** The text without the years it names. */
    static String without(String text) {
        String named = NAMED.matcher(text).replaceAll("");
        return RELATIVE_WORD.matcher(SHORT.matcher(named).replaceAll("")).replaceAll("").replace("年的", "").replaceAll("^年|(?<=[,， ])年", "");
    }

    private static String arabic(String year) {
        StringBuilder digits = new StringBuilder();
        for (char c : year.toCharArray()) {
            digits.append(c == '〇' || c == '零' || c == '0' ? 0 : "一二三四五六七八九".indexOf(c) + 1);
        }
        return digits.toString();
    }
}
