package wenzheng.language;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads numerals as people write them: 十四, 三千五百, 二〇二一, 三点五, 3.3万, 两, 百分之八十, 三分之一. */
public final class ChineseNumerals {

    /** The characters a Chinese numeral is written with, digits and places. */
    static final String CHARACTERS = "零〇一二两三四五六七八九十百千万亿";

    private static final String DIGITS = "零一二三四五六七八九";
    private static final Pattern ARABIC = Pattern.compile("(\\d{1,3}(?:,\\d{3})+|\\d+)(\\.\\d+)?([十百千]?)([万亿]*)");
    private static final Pattern DIGIT_RUN = Pattern.compile("[零一二三四五六七八九]{2,}");

    private ChineseNumerals() {}

    /**
     * @param folded a numeral and nothing else
     * @return its value, 百分之八十 as 0.8; empty for what is not a numeral (十四五, 几, 二七区)
     */
    public static Optional<BigDecimal> parse(String folded) {
        String text = folded.replace('〇', '零').replace('两', '二');
        int fraction = text.indexOf("分之");
        if (fraction >= 0) {
            return part(text.substring(0, fraction), text.substring(fraction + 2));
        }
        Matcher arabic = ARABIC.matcher(text);
        if (arabic.matches()) {
            String digits = arabic.group(1).replace(",", "") + Optional.ofNullable(arabic.group(2)).orElse("");
            BigDecimal value = new BigDecimal(digits);
            for (char place : (arabic.group(3) + arabic.group(4)).toCharArray()) {
                value = value.multiply(BigDecimal.valueOf(place(place)));
            }
            return Optional.of(value.stripTrailingZeros());
        }
        int point = text.indexOf('点');
        if (point >= 0) {
            return decimal(text, point);
        }
        if (DIGIT_RUN.matcher(text).matches()) {
            return Optional.of(new BigDecimal(digits(text)));
        }
        long whole = places(text);
        return whole < 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(whole));
    }

    private static Optional<BigDecimal> part(String whole, String share) {
        Optional<BigDecimal> divisor = "百".equals(whole) || "千".equals(whole) || "万".equals(whole)
                ? Optional.of(BigDecimal.valueOf(place(whole.charAt(0))))
                : parse(whole);
        return parse(share).flatMap(value -> divisor.filter(by -> by.signum() > 0)
                .map(by -> value.divide(by, MathContext.DECIMAL64).stripTrailingZeros()));
    }

    /** 三点五, 三点五万. */
    private static Optional<BigDecimal> decimal(String text, int point) {
        int end = text.length();
        BigDecimal scale = BigDecimal.ONE;
        while (end > point + 1 && place(text.charAt(end - 1)) >= 10_000) {
            scale = scale.multiply(BigDecimal.valueOf(place(text.charAt(--end))));
        }
        String decimals = text.substring(point + 1, end);
        Optional<BigDecimal> whole = parse(text.substring(0, point));
        if (whole.isEmpty() || decimals.isEmpty() || decimals.chars().anyMatch(c -> DIGITS.indexOf(c) < 0)) {
            return Optional.empty();
        }
        BigDecimal value = whole.get().add(new BigDecimal("0." + digits(decimals)));
        return Optional.of(value.multiply(scale).stripTrailingZeros());
    }

    private static String digits(String text) {
        return text.chars().mapToObj(c -> "" + DIGITS.indexOf(c)).collect(Collectors.joining());
    }

    /** Place notation, the last place left out in speech included: 三千五百, 十四, 一百零五, 两万三 (23000). -1 if wrong. */
    private static long places(String text) {
        long total = 0;
        long section = 0;
        long digit = -1;
        long lastPlace = Long.MAX_VALUE;
        boolean zero = false;
        for (char c : text.toCharArray()) {
            long place = place(c);
            int value = DIGITS.indexOf(c);
            if (value == 0) {
                zero = true;
            } else if (value > 0) {
                if (digit >= 0) {
                    return -1;
                }
                digit = value;
            } else if (place == 10 || place == 100 || place == 1_000) {
                if (digit < 0 && place != 10 || place >= lastPlace) {
                    return -1;
                }
                section += Math.max(digit, 1) * place;
                digit = -1;
                lastPlace = place;
                zero = false;
            } else if (place >= 10_000) {
                section += Math.max(digit, 0);
                if (section == 0 && total == 0) {
                    return -1;
                }
                total = place > 10_000 || total == 0 ? (total + section) * place : total + section * place;
                section = 0;
                digit = -1;
                lastPlace = place;
                zero = false;
            } else {
                return -1;
            }
        }
        if (digit > 0) {
            boolean spoken = !zero && lastPlace != Long.MAX_VALUE && lastPlace > 10;
            section += spoken ? digit * lastPlace / 10 : digit;
        } else if (zero && total + section == 0 && text.length() == 1) {
            return 0;
        }
        return total + section == 0 ? -1 : total + section;
    }

    /** @return 0 for a character that is no place */
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
}
