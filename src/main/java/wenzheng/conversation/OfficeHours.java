package wenzheng.conversation;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * When members of staff take over: {@code wenzheng.office-hours}, a list such as {@code MON-FRI 09:00-12:00, SAT
 * 10:00-12:00}, in the program's time zone; {@code MON-FRI 09:00-17:00} unless set, empty for never.
 */
@Component
class OfficeHours {

    private static final Pattern HOURS = Pattern.compile(
            "(MON|TUE|WED|THU|FRI|SAT|SUN)(?:-(MON|TUE|WED|THU|FRI|SAT|SUN))? ([0-2][0-9]:[0-5][0-9])-([0-2][0-9]:[0-5][0-9])");

    private static final Pattern DAY = Pattern.compile("(?i)[A-Z]{3}");

    private record Hours(DayOfWeek first, DayOfWeek last, LocalTime from, LocalTime to) {

        boolean hold(ZonedDateTime time) {
            int day = Math.floorMod(time.getDayOfWeek().getValue() - first.getValue(), 7);
            LocalTime at = time.toLocalTime();
            return day <= Math.floorMod(last.getValue() - first.getValue(), 7)
                    && !at.isBefore(from)
                    && (to.equals(LocalTime.MIDNIGHT) || at.isBefore(to));
        }
    }

    private final List<Hours> open;
    private final String words;
    private final Clock clock;

    OfficeHours(@Value("${wenzheng.office-hours:MON-FRI 09:00-17:00}") List<String> hours, Clock clock) {
        this.clock = clock;
        open = hours.stream().map(String::strip).filter(each -> !each.isEmpty()).map(OfficeHours::parse).toList();
        words = String.join("、", hours.stream().map(String::strip).toList());
    }

    boolean areNow() {
        ZonedDateTime now = ZonedDateTime.now(clock);
        return open.stream().anyMatch(hours -> hours.hold(now));
    }

    /** As they are set. */
    String words() {
        return words;
    }

    /** Hours as they are set, with the names of days that people of the language read. */
    static String inWords(String hours, Locale locale) {
        return DAY.matcher(hours)
                .replaceAll(day -> day(day.group().toUpperCase(Locale.ROOT)).getDisplayName(TextStyle.SHORT, locale))
                .replace('-', '–');
    }

    private static Hours parse(String text) {
        Matcher hours = HOURS.matcher(text.toUpperCase(Locale.ROOT));
        if (!hours.matches()) {
            throw new IllegalArgumentException(
                    "wenzheng.office-hours has \"%s\"; give days and times as MON-FRI 09:00-17:00".formatted(text));
        }
        DayOfWeek first = day(hours.group(1));
        return new Hours(
                first,
                hours.group(2) == null ? first : day(hours.group(2)),
                LocalTime.parse(hours.group(3)),
                hours.group(4).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(hours.group(4)));
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }
}
