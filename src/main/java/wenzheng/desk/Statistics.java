package wenzheng.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import wenzheng.desk.StatisticsStore.Waited;
import wenzheng.desk.StatisticsStore.Wanted;

/** What people ask and what becomes of it, in tables. Blocking; safe for use by many threads. */
@Service
class Statistics {

    /** Names of the tables, in the order they are shown in. */
    static final List<String> TABLES = List.of(
            "day", "kind", "channel", "district", "topic", "asked", "unanswered", "hand-overs", "drafts");

    /** Those of them that are added up from the counts. */
    private static final List<String> COUNTED = List.of("day", "kind", "channel", "district", "topic");

    /** @param totals by the key of the message that names each */
    record Overview(Map<String, String> totals, List<StatisticsTable> tables) {}

    private final StatisticsStore store;
    private final MessageSource messages;
    private final Clock clock;

    Statistics(StatisticsStore store, MessageSource messages, Clock clock) {
        this.store = store;
        this.messages = messages;
        this.clock = clock;
    }

    Overview overview(Wanted wanted, Locale locale) {
        StatisticsSheet sheet = counted(wanted, locale);
        List<Waited> waited = waited(wanted);
        return new Overview(
                sheet.totals(waited), TABLES.stream().map(name -> table(name, sheet, wanted, waited)).toList());
    }

    /** @return empty where there is no table of the name */
    Optional<StatisticsTable> table(String name, Wanted wanted, Locale locale) {
        return TABLES.contains(name)
                ? Optional.of(table(
                        name,
                        COUNTED.contains(name) ? counted(wanted, locale) : sheet(wanted, locale),
                        wanted,
                        name.equals("hand-overs") ? waited(wanted) : List.of()))
                : Optional.empty();
    }

    private StatisticsTable table(String name, StatisticsSheet sheet, Wanted wanted, List<Waited> waited) {
        return switch (name) {
            case "asked" -> sheet.groups(name, store.mostAsked(wanted, false, StatisticsSheet.GROUPS));
            case "unanswered" -> sheet.groups(name, store.mostAsked(wanted, true, StatisticsSheet.GROUPS));
            case "hand-overs" -> sheet.handOvers(waited);
            case "drafts" -> sheet.drafts(store.drafts(wanted.from(), wanted.to()));
            case "day" -> sheet.byDay();
            default -> sheet.by(name);
        };
    }

    private StatisticsSheet counted(Wanted wanted, Locale locale) {
        StatisticsSheet sheet = sheet(wanted, locale);
        store.parts(wanted, sheet::add);
        store.days(wanted, sheet::add);
        return sheet;
    }

    private StatisticsSheet sheet(Wanted wanted, Locale locale) {
        return new StatisticsSheet(
                wanted, clock.getZone(), (key, arguments) -> messages.getMessage(key, arguments, locale));
    }

    private List<Waited> waited(Wanted wanted) {
        return store.handOvers(start(wanted.from()), start(wanted.to().plusDays(1)));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }
}
