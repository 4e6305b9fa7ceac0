package wenzheng.desk;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import wenzheng.desk.StatisticsStore.Count;
import wenzheng.desk.StatisticsStore.Drafts;
import wenzheng.desk.StatisticsStore.Group;
import wenzheng.desk.StatisticsStore.Part;
import wenzheng.desk.StatisticsStore.Waited;
import wenzheng.desk.StatisticsStore.Wanted;
import wenzheng.desk.StatisticsTable.Cell;
import wenzheng.desk.StatisticsTable.Row;

/** Counts added up, and laid out in tables with the words that people see. Of one request. */
final class StatisticsSheet {

    /** Kinds of replies, in the order they are shown in. */
    static final List<String> KINDS =
            List.of("ANSWERED", "CLARIFICATION", "NO_ANSWER", "SMALL_TALK", "REFUSED", "HANDED_OVER", "SWITCHED_OFF");

    /** Groups of questions that are shown. */
    static final int GROUPS = 20;

    /** Rows of a table but that of days. */
    private static final int ROWS = 50;

    /** Says what a key stands for. */
    interface Words {
        String of(String key, Object... arguments);
    }

    /** How many of each kind, and what was thought of them. */
    private static final class Sums {

        private final Map<String, Long> byKind = new HashMap<>();
        private long up;
        private long down;

        void add(Count count) {
            byKind.merge(count.kind(), count.questions(), Long::sum);
            up += count.up();
            down += count.down();
        }

        long of(String kind) {
            return byKind.getOrDefault(kind, 0L);
        }

        long all() {
            return byKind.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final Wanted wanted;
    private final ZoneId zone;
    private final Words words;
    private final Sums all = new Sums();
    private final Map<LocalDate, Sums> days = new TreeMap<>();
    private final Map<String, Map<String, Sums>> by = new HashMap<>();

    StatisticsSheet(Wanted wanted, ZoneId zone, Words words) {
        this.wanted = wanted;
        this.zone = zone;
        this.words = words;
        wanted.from().datesUntil(wanted.to().plusDays(1)).forEach(day -> days.put(day, new Sums()));
        Stream.of("kind", "channel", "district", "topic").forEach(name -> by.put(name, new HashMap<>()));
    }

    void add(LocalDate day, Count count) {
        days.computeIfAbsent(day, _ -> new Sums()).add(count);
    }

    void add(Part part, Count count) {
        all.add(count);
        add("kind", count.kind(), count);
        add("channel", part.channel(), count);
        add("district", part.district(), count);
        add("topic", part.topic(), count);
    }

    private void add(String name, String value, Count count) {
        by.getOrDefault(name, Map.of()).computeIfAbsent(value, _ -> new Sums()).add(count);
    }

    /** By the key of the message that names each. */
    Map<String, String> totals(List<Waited> waited) {
        long asked = all.all();
        List<Long> minutes = minutes(waited);
        Map<String, String> totals = new LinkedHashMap<>();
        totals.put("desk.statistics.questions", Long.toString(asked));
        totals.put("desk.statistics.answered", share(all.of("ANSWERED"), asked));
        totals.put("desk.statistics.abstained", share(all.of("NO_ANSWER"), asked));
        totals.put("desk.statistics.up", Long.toString(all.up));
        totals.put("desk.statistics.down", Long.toString(all.down));
        totals.put("desk.statistics.hand-overs", Long.toString(waited.size()));
        totals.put("desk.statistics.waited", minutes.isEmpty()
                ? "—"
                : words.of("desk.statistics.minutes", String.valueOf(minutes.get(minutes.size() / 2))));
        return totals;
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "0" : "%d（%d%%）".formatted(part, Math.round(100.0 * part / whole));
    }

    StatisticsTable byDay() {
        List<Row> rows = days.entrySet().stream()
                .map(day -> row(
                        day.getKey().toString(), day.getValue(), Map.of("from", day.getKey(), "to", day.getKey())))
                .toList();
        return table("day", rows, "stack", KINDS.size());
    }

    /** @param name {@code kind}, {@code channel}, {@code district} or {@code topic} */
    StatisticsTable by(String name) {
        List<Row> rows = by.getOrDefault(name, Map.of()).entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().all()))
                .limit(ROWS)
                .map(entry -> name.equals("kind")
                        ? kind(entry.getKey(), entry.getValue())
                        : row(label(name, entry.getKey()), entry.getValue(), Map.of(name, entry.getKey())))
                .toList();
        return name.equals("kind")
                ? new StatisticsTable(
                        name, List.of(head(name), "desk.statistics.questions", "desk.statistics.share"), rows, "bars", 1)
                : table(name, rows, "bars", KINDS.size());
    }

    private Row kind(String kind, Sums sums) {
        long asked = Math.max(1, all.all());
        return new Row(
                new Cell(words.of("desk.kind." + key(kind)), conversations(Map.of("kind", kind))),
                List.of(
                        Cell.of(sums.all()),
                        new Cell("%.1f%%".formatted(100.0 * sums.all() / asked), null)));
    }

    private StatisticsTable table(String name, List<Row> rows, String chart, int series) {
        List<String> heads = new ArrayList<>(List.of(head(name)));
        KINDS.forEach(kind -> heads.add("desk.kind." + key(kind)));
        heads.addAll(List.of("desk.statistics.questions", "desk.statistics.up", "desk.statistics.down"));
        return new StatisticsTable(name, heads, rows, chart, series);
    }

    private Row row(String label, Sums sums, Map<String, ?> filter) {
        List<Cell> cells = new ArrayList<>();
        for (String kind : KINDS) {
            Map<String, Object> narrower = new TreeMap<>(filter);
            narrower.put("kind", kind);
            cells.add(linked(sums.of(kind), kind.equals("NO_ANSWER"), narrower));
        }
        Map<String, Object> disliked = new TreeMap<>(filter);
        disliked.put("rating", "DOWN");
        cells.add(Cell.of(sums.all()));
        cells.add(Cell.of(sums.up));
        cells.add(linked(sums.down, true, disliked));
        return new Row(new Cell(label, conversations(filter)), cells);
    }

    private Cell linked(long number, boolean link, Map<String, ?> filter) {
        return new Cell(Long.toString(number), link && number > 0 ? conversations(filter) : null);
    }

    StatisticsTable groups(String name, List<Group> groups) {
        boolean unanswered = name.equals("unanswered");
        List<Row> rows = groups.stream()
                .map(group -> new Row(
                        new Cell(
                                group.wording(),
                                conversations(unanswered
                                        ? Map.of("meaning", group.meaning(), "kind", "NO_ANSWER")
                                        : Map.of("meaning", group.meaning()))),
                        unanswered
                                ? List.of(Cell.of(group.questions()))
                                : List.of(Cell.of(group.questions()), Cell.of(group.unanswered()))))
                .toList();
        List<String> heads = new ArrayList<>(List.of("desk.statistics.wording", "desk.statistics.times"));
        if (!unanswered) {
            heads.add("desk.kind.no-answer");
        }
        return new StatisticsTable(name, heads, rows, "bars", 1);
    }

    StatisticsTable handOvers(List<Waited> waited) {
        Map<LocalDate, List<Waited>> byDay = new TreeMap<>(waited.stream()
                .collect(Collectors.groupingBy(each -> LocalDate.ofInstant(each.askedAt(), zone))));
        List<Row> rows = byDay.entrySet().stream()
                .map(day -> {
                    List<Long> minutes = minutes(day.getValue());
                    return new Row(
                            new Cell(day.getKey().toString(), null),
                            List.of(
                                    Cell.of(minutes.size()),
                                    Cell.of(day.getValue().size() - minutes.size()),
                                    minutes.isEmpty() ? new Cell("—", null) : Cell.of(minutes.get(minutes.size() / 2)),
                                    minutes.isEmpty() ? new Cell("—", null) : Cell.of(minutes.getLast())));
                })
                .toList();
        return new StatisticsTable(
                "hand-overs",
                List.of(
                        "desk.statistics.day", "desk.statistics.taken", "desk.statistics.not-taken",
                        "desk.statistics.waited-minutes", "desk.statistics.longest-minutes"),
                rows,
                "stack",
                2);
    }

    /** How long those waited who were taken, in minutes, the shortest first. */
    private static List<Long> minutes(List<Waited> waited) {
        return waited.stream()
                .flatMap(each -> each.takenAt() == null
                        ? Stream.of()
                        : Stream.of(Duration.between(each.askedAt(), each.takenAt()).toMinutes()))
                .sorted()
                .toList();
    }

    /** What became of the language model's drafts, and why some of it did not go out. */
    StatisticsTable drafts(List<Drafts> drafts) {
        Map<String, Long> verdicts = new LinkedHashMap<>();
        Map<String, Long> reasons = new TreeMap<>();
        List.of("KEPT", "TRIMMED", "REPLACED").forEach(verdict -> verdicts.put(verdict, 0L));
        for (Drafts each : drafts) {
            verdicts.merge(each.verdict(), each.drafts(), Long::sum);
            Stream.of(each.reasons().split(" "))
                    .filter(reason -> !reason.isEmpty())
                    .forEach(reason -> reasons.merge(reason, each.drafts(), Long::sum));
        }
        List<Row> rows = new ArrayList<>();
        if (!drafts.isEmpty()) {
            verdicts.forEach((verdict, number) ->
                    rows.add(new Row(new Cell(words.of("desk.verdict." + key(verdict)), null), List.of(Cell.of(number)))));
            reasons.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .forEach(reason -> rows.add(new Row(
                            new Cell(
                                    words.of("desk.statistics.because", words.of("desk.reason." + key(reason.getKey()))), null),
                            List.of(Cell.of(reason.getValue())))));
        }
        return new StatisticsTable(
                "drafts", List.of("desk.statistics.drafts-what", "desk.statistics.drafts-number"), rows, "bars", 1);
    }

    private String label(String name, String value) {
        return switch (name) {
            case "channel" -> words.of("desk.channel." + key(value));
            case "topic" -> words.of("desk.topic." + key(value));
            default -> value.isEmpty() ? words.of("desk.statistics.no-district") : value;
        };
    }

    private static String head(String name) {
        return "desk.statistics." + name;
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The address of the questions behind a number; what is filtered by already stays. */
    private @Nullable String conversations(Map<String, ?> filter) {
        if ("".equals(filter.get("district"))) {
            return null;
        }
        Map<String, Object> all = new TreeMap<>(Map.of("from", wanted.from(), "to", wanted.to()));
        Map.of("channel", wanted.channel(), "district", wanted.district(), "topic", wanted.topic())
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        all.put(name, value);
                    }
                });
        all.putAll(filter);
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/desk/conversations");
        all.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(all).toUriString();
    }
}
