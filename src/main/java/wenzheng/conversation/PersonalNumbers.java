package wenzheng.conversation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks numbers that name a person: identity cards, bank cards, mobile and landline phones, number plates. Digits may
 * be full-width, stand beside Chinese text, and be parted by spaces or dashes. Figures, years, document and order
 * numbers stay: what has a check digit is masked only where that is right, and nothing inside a longer number is.
 */
final class PersonalNumbers {

    private enum Kind {
        IDENTITY_CARD("[身份证号]"),
        BANK_CARD("[银行卡号]"),
        MOBILE("[手机号]"),
        LANDLINE("[电话号码]"),
        PLATE("[车牌号]");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private record Found(int start, int end, Kind kind) {}

    /** Digits without anything between them. */
    private record Group(int start, int end, String digits) {}

    private static final String SPACES = " \\u00a0\\u2002-\\u200d\\u2060\\u3000\\ufeff";
    private static final String DASHES = "\\-_\\u2010-\\u2015\\u2212";
    private static final Pattern SPACE = Pattern.compile("[" + SPACES + "]{1,3}");
    private static final Pattern DASH = Pattern.compile("[" + SPACES + "]?[" + DASHES + "]{1,2}[" + SPACES + "]?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** GB 11643-1999: the weights of the first 17 digits, and the check characters by the sum modulo 11. */
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHECK_CHARACTERS = "10X98765432";

    /** An X that may be parted from the digits, be a times sign or the Cyrillic letter. */
    private static final Pattern CHECK_X = Pattern.compile("[" + SPACES + DASHES + "]?[X×Х]");

    /** GB/T 2260: the first two digits of an identity card, by province; 81 to 83 are residence permits. */
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", "91");

    private static final Pattern MOBILE = Pattern.compile("(?:(?:00)?86|0)?1[3-9][0-9]{9}");

    private static final Pattern LANDLINE =
            Pattern.compile("0(?:10|2[0-9])[2-8][0-9]{7}|0[3-9][0-9]{2}[2-8][0-9]{6,7}");

    /** An area code in brackets, or parted from the number, which may be parted once more; an extension goes along. */
    private static final Pattern PARTED_LANDLINE = Pattern.compile(("(?<![0-9])(?<![0-9][.])"
                    + "(?:[(]~area[)]~gap?|~area~gap)[2-8][0-9]{2,3}~gap?[0-9]{4}(?:[~dash转][0-9]{1,5})?"
                    + "(?![0-9]|[~dash~space.][0-9])")
            .replace("~area", "0(?:10|2[0-9]|[3-9][0-9]{2})")
            .replace("~gap", "(?:" + DASH + "|" + SPACE + ")")
            .replace("~dash", DASHES)
            .replace("~space", SPACES));

    private static final String PROVINCE_SIGNS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

    /** GA 36-2018: civil, new-energy (one character more), and with the sign that ends a special plate. */
    private static final Pattern CIVIL_PLATE = Pattern.compile(("[" + PROVINCE_SIGNS + "]~[A-Z]~(?:"
                    + "(?:[A-Z0-9]~){5}[A-Z0-9]|(?:[A-Z0-9]~){4}[A-Z0-9警学挂港澳领使试超]|(?:[A-Z0-9]~){4}应急)"
                    + "(?![A-Z0-9])")
            .replace("~", "[" + SPACES + DASHES + "·•・.]?"));

    /** Older military plates, and those of the armed police. */
    private static final Pattern SERVICE_PLATE = Pattern.compile(("(?<![A-Z0-9])(?:[军空海北沈兰济南广成][A-Z]~[0-9]{5}"
                    + "|WJ~(?:[0-9]{2}|[" + PROVINCE_SIGNS + "])~[0-9]{4}[0-9A-Z]?)(?![A-Z0-9])")
            .replace("~", "[" + SPACES + DASHES + "·•・.]?"));

    private PersonalNumbers() {}

    /** Replaces each personal number by its kind in square brackets: {@code 我的手机号是[手机号]}. */
    static String mask(String text) {
        String plain = plain(text);
        List<Found> found = new ArrayList<>();
        findPlates(plain, CIVIL_PLATE, found);
        findPlates(plain, SERVICE_PLATE, found);
        findNumbers(plain, found);
        return replace(text, found);
    }

    private static String replace(String text, List<Found> found) {
        StringBuilder masked = new StringBuilder();
        int done = 0;
        for (Found number : found.stream().sorted((a, b) -> Integer.compare(a.start(), b.start())).toList()) {
            if (number.start() >= done) {
                masked.append(text, done, number.start()).append(number.kind().label);
                done = number.end();
            }
        }
        return masked.append(text, done, text.length()).toString();
    }

    /** The same text, character for character, with half-width capitals, digits and brackets. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char half = c >= '\uff01' && c <= '\uff5e' ? (char) (c - '\uff01' + '!') : c;
            int digit = Character.digit(half, 10);
            plain.append(
                    digit >= 0 ? (char) ('0' + digit) : half >= 'a' && half <= 'z' ? (char) (half - 'a' + 'A') : half);
        }
        return plain.toString();
    }

    private static void findPlates(String plain, Pattern plate, List<Found> found) {
        Matcher matcher = plate.matcher(plain);
        while (matcher.find()) {
            found.add(new Found(matcher.start(), matcher.end(), Kind.PLATE));
        }
    }

    private static void findNumbers(String plain, List<Found> found) {
        Matcher landline = PARTED_LANDLINE.matcher(plain);
        List<Found> landlines = new ArrayList<>();
        while (landline.find()) {
            landlines.add(new Found(landline.start(), landline.end(), Kind.LANDLINE));
        }
        List<Group> groups = groups(plain);
        int first = 0;
        while (first < groups.size()) {
            int at = groups.get(first).start();
            if (landlines.stream().anyMatch(known -> known.start() <= at && at < known.end())
                    || found.stream().anyMatch(known -> known.start() <= at && at < known.end())) {
                first++;
                continue;
            }
            first = findFrom(plain, groups, first, found);
        }
        found.addAll(landlines);
    }

    /** Finds the longest number that begins with a group; returns the group to go on with. */
    private static int findFrom(String plain, List<Group> groups, int first, List<Found> found) {
        StringBuilder joined = new StringBuilder();
        int next = first + 1;
        for (int last = first; last < groups.size() && (last == first || isParted(plain, groups, last)); last++) {
            joined.append(groups.get(last).digits());
            if (joined.length() > 19) {
                break;
            }
            Found number = number(plain, groups, first, last, joined.toString());
            if (number != null) {
                found.removeIf(shorter -> shorter.start() == number.start());
                found.add(number);
                next = last + 1;
            }
        }
        return next;
    }

    private static @Nullable Found number(String plain, List<Group> groups, int first, int last, String digits) {
        int start = groups.get(first).start();
        int end = groups.get(last).end();
        int checkEnd = digits.length() == 17 ? checkCharacterEnd(plain, end) : -1;
        if (checkEnd > 0 && isIdentityCard(digits + 'X')) {
            return new Found(start, checkEnd, Kind.IDENTITY_CARD);
        }
        if (isFraction(plain, start, end)) {
            return null;
        }
        if (isIdentityCard(digits) || isOldIdentityCard(digits)) {
            return new Found(start, end, Kind.IDENTITY_CARD);
        }
        if (isBankCard(digits)) {
            return new Found(start, end, Kind.BANK_CARD);
        }
        if (MOBILE.matcher(digits).matches() && isGroupedAsPhone(plain, groups, first, last)
                && !isAmount(plain, end)) {
            return new Found(start, end, Kind.MOBILE);
        }
        if (first == last && LANDLINE.matcher(digits).matches() && !isAmount(plain, end)) {
            return new Found(start, end, Kind.LANDLINE);
        }
        return null;
    }

    private static List<Group> groups(String plain) {
        List<Group> groups = new ArrayList<>();
        Matcher digits = DIGITS.matcher(plain);
        while (digits.find()) {
            groups.add(new Group(digits.start(), digits.end(), digits.group()));
        }
        return groups;
    }

    /** Whether nothing but a space or a dash stands between a group and the one before it. */
    private static boolean isParted(String plain, List<Group> groups, int index) {
        String between = between(plain, groups, index);
        return SPACE.matcher(between).matches() || DASH.matcher(between).matches();
    }

    private static String between(String plain, List<Group> groups, int index) {
        return plain.substring(groups.get(index - 1).end(), groups.get(index).start());
    }

    /**
     * Phones are written in one piece, as 3-4-4 or the like, or with every digit on its own. Any other grouping counts
     * only where no digits are parted from it in the same way: four by four, a card number holds eleven digits too.
     */
    private static boolean isGroupedAsPhone(String plain, List<Group> groups, int first, int last) {
        if (first == last) {
            return true;
        }
        String sizes = sizes(groups, first, last);
        if (sizes.matches("(?:[1-4] )?(?:3 4 4|3 8|7 4|11)")) {
            return true;
        }
        boolean alone = (first == 0 || !isParted(plain, groups, first))
                && (last == groups.size() - 1 || !isParted(plain, groups, last + 1));
        return alone && !sizes.matches("4 [12] [12] .*");
    }

    private static String sizes(List<Group> groups, int first, int last) {
        StringBuilder sizes = new StringBuilder();
        for (Group group : groups.subList(first, last + 1)) {
            sizes.append(sizes.isEmpty() ? "" : " ").append(group.digits().length());
        }
        return sizes.toString();
    }

    /** Where the X that ends an identity card ends, or -1. */
    private static int checkCharacterEnd(String plain, int end) {
        Matcher check = CHECK_X.matcher(plain).region(end, plain.length());
        return check.lookingAt() ? check.end() : -1;
    }

    private static boolean isFraction(String plain, int start, int end) {
        return start >= 2 && plain.charAt(start - 1) == '.' && Character.isDigit(plain.charAt(start - 2))
                || end + 1 < plain.length() && plain.charAt(end) == '.' && Character.isDigit(plain.charAt(end + 1));
    }

    private static boolean isAmount(String plain, int end) {
        return end < plain.length() && "元万亿%‰吨米".indexOf(plain.charAt(end)) >= 0;
    }

    private static boolean isIdentityCard(String number) {
        if (number.length() != 18 || !hasBirthday(number)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return CHECK_CHARACTERS.charAt(sum % 11) == number.charAt(17);
    }

    /** A province, and a birthday from 1880 on. */
    private static boolean hasBirthday(String number) {
        return PROVINCES.contains(number.substring(0, 2))
                && isDate(number.substring(6, 10), number.substring(10, 12), number.substring(12, 14));
    }

    /** The 15 digits in use until 1999: no check digit, two digits for the year. */
    private static boolean isOldIdentityCard(String number) {
        return number.length() == 15
                && PROVINCES.contains(number.substring(0, 2))
                && isDate("19" + number.substring(6, 8), number.substring(8, 10), number.substring(10, 12));
    }

    private static boolean isDate(String year, String month, String day) {
        int number = Integer.parseInt(year);
        if (number < 1880 || number > 2099) {
            return false;
        }
        try {
            LocalDate.of(number, Integer.parseInt(month), Integer.parseInt(day));
            return true;
        } catch (DateTimeException none) {
            return false;
        }
    }

    /**
     * ISO/IEC 7812: 16 to 19 digits with the right check digit, whose first digits belong to banks. With 17 or 18 digits
     * there are only UnionPay's (62) and older local cards (9), and what is built like an identity card is none.
     */
    private static boolean isBankCard(String number) {
        boolean bank = switch (number.length()) {
            case 16 -> "34569".indexOf(number.charAt(0)) >= 0 || isMastercard2(number);
            case 17 -> number.startsWith("62") || number.startsWith("9");
            case 19 -> "34569".indexOf(number.charAt(0)) >= 0;
            case 18 -> (number.startsWith("62") || number.startsWith("9")) && !hasBirthday(number);
            default -> false;
        };
        return bank && passesLuhn(number);
    }

    private static boolean isMastercard2(String number) {
        int prefix = Integer.parseInt(number.substring(0, 6));
        return prefix >= 222100 && prefix <= 272099;
    }

    private static boolean passesLuhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
