package wenzheng.evaluation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the Arabic numerals of a text as a person writes them in Chinese: 二〇二一年, 十四所, 百分之三点五. */
final class SpokenNumbers {

    /** Not 5G, G107, A1 nor 12:30; 1-9月 is two numbers. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![A-Za-z0-9.:/#])([0-9]+(?:,[0-9]{3})*)(?:\\.([0-9]+))?(%?)(?![A-Za-z0-9:/%]|\\.[0-9])");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}");

    /** What a two is 二 before; before anything else that is counted it is 两. */
    private static final String ORDINAL = "年月日号期级线中小路街届大环院〇";

    private static final String DIGITS = "零一二三四五六七八九";
    private static final String[] PLACES = {"", "十", "百", "千"};
    private static final String[] GROUPS = {"", "万", "亿"};

    /** Longer runs of digits are telephone numbers and the like, and stay. */
    private static final int MOST_DIGITS = 9;

    private SpokenNumbers() {}

    /** A text without a Chinese character stays as it is. */
    static String write(String text) {
        if (text.codePoints().noneMatch(Character::isIdeographic)) {
            return text;
        }
        return NUMBER.matcher(text).replaceAll(number -> {
            String whole = number.group(1).replace(",", "");
            if (whole.length() > MOST_DIGITS || whole.length() > 1 && whole.startsWith("0")) {
                return Matcher.quoteReplacement(number.group());
            }
            String after = text.substring(number.end());
            String decimals = number.group(2);
            StringBuilder said = new StringBuilder(number.group(3).isEmpty() ? "" : "百分之");
            boolean bare = after.isEmpty() || !Character.isIdeographic(after.charAt(0));
            if (decimals == null && YEAR.matcher(whole).matches() && (bare || after.startsWith("年"))) {
                said.append(digits(whole).replace('零', '〇'));
            } else if ("2".equals(whole) && said.isEmpty() && decimals == null && !bare && isCounted(text, number.start())) {
                said.append('两');
            } else {
                said.append(count(Long.parseLong(whole)));
            }
            if (decimals != null) {
                said.append('点').append(digits(decimals));
            }
            return said.toString();
        });
    }

    /** @param at where a 2 stands, something behind it */
    private static boolean isCounted(String text, int at) {
        return ORDINAL.indexOf(text.charAt(at + 1)) < 0 && (at == 0 || text.charAt(at - 1) != '第');
    }

    private static String digits(String arabic) {
        StringBuilder digits = new StringBuilder();
        arabic.chars().forEach(digit -> digits.append(DIGITS.charAt(digit - '0')));
        return digits.toString();
    }

    /** @param number of at most {@value #MOST_DIGITS} digits */
    private static String count(long number) {
        if (number == 0) {
            return "零";
        }
        StringBuilder said = new StringBuilder();
        boolean gap = false;
        String digits = Long.toString(number);
        for (int i = 0; i < digits.length(); i++) {
            int place = digits.length() - 1 - i;
            int digit = digits.charAt(i) - '0';
            if (digit == 0) {
                gap = true;
            } else {
                if (gap && !said.isEmpty()) {
                    said.append('零');
                }
                gap = false;
                boolean ten = said.isEmpty() && digit == 1 && place % 4 == 1;
                boolean two = digit == 2 && (place % 4 == 3 || place % 4 == 0 && place > 0 && said.isEmpty());
                said.append(ten ? "" : two ? "两" : DIGITS.substring(digit, digit + 1)).append(PLACES[place % 4]);
            }
            boolean groupEnds = place % 4 == 0 && place > 0;
            if (groupEnds && number / (long) Math.pow(10, place) % 10_000 > 0) {
                said.append(GROUPS[place / 4]);
                gap = false;
            }
        }
        return said.toString();
    }
}
