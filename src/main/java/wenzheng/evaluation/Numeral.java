package wenzheng.evaluation;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wenzheng.language.Folding;

/**
 * A number of a text. How it is read is independent of how the program reads figures, so that a fault of the one does
 * not hide a fault of the other.
 *
 * @param value {@code 14} for 14, 十四 and １４, {@code 80%} for 百分之八十; what is no one number (十四五) stands for itself
 * @param unit the Chinese character right behind it, or {@code 个百分点}; empty behind a share, and where there is none
 */
record Numeral(String value, String unit) {

    private static final Pattern NUMERAL = Pattern.compile(
            "(百分之)?([0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+万?亿?)?)(%?)");
    private static final Pattern ARABIC = Pattern.compile("([0-9.]+)([十百千万亿]*)");
    private static final String POINTS = "个百分点";
    private static final String DIGITS = "零一二三四五六七八九";

    boolean isShare() {
        return value.endsWith("%");
    }

    boolean isInPoints() {
        return unit.equals(POINTS);
    }

    /** Whether the other is the same number; one without a unit is that of any. */
    boolean isShownBy(Numeral other) {
        return value.equals(other.value) && (unit.isEmpty() || other.unit.isEmpty() || unit.equals(other.unit));
    }

    /** @return in reading order */
    static List<Numeral> in(String text) {
        String folded = fold(text);
        List<Numeral> numerals = new ArrayList<>();
        Matcher matcher = NUMERAL.matcher(folded);
        while (matcher.find()) {
            String written = matcher.group(2);
            boolean share = matcher.group(1) != null || !matcher.group(3).isEmpty();
            boolean placesOnly = written.matches("[百千万亿]+");
            if (!placesOnly) {
                String after = folded.startsWith(POINTS, matcher.end())
                        ? POINTS
                        : folded.substring(matcher.end(), Math.min(folded.length(), matcher.end() + 1));
                boolean word = !after.isEmpty() && Character.isIdeographic(after.charAt(0));
                numerals.add(new Numeral(value(written) + (share ? "%" : ""), word && !share ? after : ""));
            }
        }
        return numerals;
    }

    private static String value(String written) {
        Matcher arabic = ARABIC.matcher(written.replace(",", ""));
        if (arabic.matches()) {
            BigDecimal value = new BigDecimal(arabic.group(1));
            for (char place : arabic.group(2).toCharArray()) {
                value = value.multiply(BigDecimal.valueOf(place(place)));
            }
            return plain(value);
        }
        String chinese = written.replace('〇', '零').replace('两', '二');
        if (chinese.matches("[" + DIGITS + "]{2,}")) {
            StringBuilder digits = new StringBuilder();
            chinese.chars().forEach(digit -> digits.append(DIGITS.indexOf(digit)));
            return digits.toString();
        }
        return spelled(chinese);
    }

    /** A Chinese number with its places; what is none, such as 十四五, stands for itself. */
    private static String spelled(String chinese) {
        BigDecimal all = BigDecimal.ZERO;
        long group = 0;
        long digit = 0;
        boolean inDigit = false;
        int point = chinese.indexOf('点');
        for (char c : (point < 0 ? chinese : chinese.substring(0, point)).toCharArray()) {
            int value = DIGITS.indexOf(c);
            if (value > 0 && inDigit) {
                return chinese;
            } else if (value >= 0) {
                digit = value;
                inDigit = value > 0;
            } else if (place(c) < 10_000) {
                group += (inDigit ? digit : 1) * place(c);
                digit = 0;
                inDigit = false;
            } else {
                all = all.add(BigDecimal.valueOf(group + digit)).multiply(BigDecimal.valueOf(place(c)));
                group = 0;
                digit = 0;
                inDigit = false;
            }
        }
        if (point < 0) {
            boolean tailOfPlace = inDigit && chinese.length() > 2 && place(chinese.charAt(chinese.length() - 2)) > 10;
            return plain(all.add(BigDecimal.valueOf(
                    group + (tailOfPlace ? digit * place(chinese.charAt(chinese.length() - 2)) / 10 : digit))));
        }
        String tail = chinese.substring(point + 1);
        long scale = 1;
        while (!tail.isEmpty() && place(tail.charAt(tail.length() - 1)) > 0) {
            scale *= place(tail.charAt(tail.length() - 1));
            tail = tail.substring(0, tail.length() - 1);
        }
        StringBuilder fraction = new StringBuilder("0.");
        tail.chars().forEach(decimal -> fraction.append(DIGITS.indexOf(decimal)));
        return plain(all.add(BigDecimal.valueOf(group + digit))
                .add(new BigDecimal(fraction.toString()))
                .multiply(BigDecimal.valueOf(scale)));
    }

    private static long place(char c) {
        return switch (c) {
            case '十' -> 10;
            case '百' -> 100;
            case '千' -> 1_000;
            case '万' -> 10_000;
            case '亿' -> 100_000_000;
            default -> 0;
        };
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** One form of each character. */
    static String fold(String text) {
        return Folding.fold(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }
}
