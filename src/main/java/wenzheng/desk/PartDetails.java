package wenzheng.desk;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wenzheng.corpus.Fault;

/** What a part of the program says of its health, in the words of those who look after it. Of one request. */
final class PartDetails {

    /** What is shown, in this order; what else a part says is for machines. */
    private static final List<String> SHOWN = List.of(
            "problem", "articles", "words", "vectors", "reading", "waiting", "keeping", "leftOut", "faults", "looked",
            "model", "tokensToday", "bot", "mode", "database", "conversations", "path", "total", "free");

    private static final Pattern SHARE = Pattern.compile("([0-9]+) of ([0-9]+)(?: [a-z ]+)?(, no model yet)?");
    private static final Pattern OFF = Pattern.compile("off(?:: (\\S+) is not set)?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final double GIGABYTE = 1L << 30;

    /** @param key of the message that names it */
    record Detail(String key, String value) {}

    private final StatisticsSheet.Words words;
    private final ZoneId zone;

    PartDetails(StatisticsSheet.Words words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
    }

    List<Detail> of(Map<String, Object> said) {
        return SHOWN.stream()
                .flatMap(name -> said.get(name) == null
                        ? Stream.of()
                        : Stream.of(new Detail("desk.operation.detail." + key(name), value(name, said.get(name)))))
                .filter(detail -> !detail.value().isEmpty())
                .toList();
    }

    private String value(String name, Object said) {
        return switch (said) {
            case Boolean yes -> words.of(yes ? "desk.operation.yes" : "desk.operation.no");
            case Number bytes when name.equals("total") || name.equals("free") ->
                    "%.1f GB".formatted(bytes.doubleValue() / GIGABYTE);
            case Map<?, ?> faults -> faults.entrySet().stream()
                    .map(file -> file.getKey() + " " + words.of(Fault.valueOf(file.getValue().toString()).key()))
                    .collect(Collectors.joining("\n"));
            default -> switch (name) {
                case "looked" -> TIME.format(Instant.parse(said.toString()).atZone(zone));
                case "mode" -> words.of("desk.operation.mode-name." + said);
                default -> phrase(said.toString());
            };
        };
    }

    private String phrase(String said) {
        Matcher share = SHARE.matcher(said);
        if (share.matches()) {
            String shown = share.group(1) + "/" + share.group(2);
            return share.group(3) == null ? shown : words.of("desk.operation.no-model-yet", shown);
        }
        Matcher off = OFF.matcher(said);
        if (off.matches()) {
            return off.group(1) == null ? words.of("desk.operation.off") : words.of("desk.operation.not-set", off.group(1));
        }
        return switch (said) {
            case "in memory" -> words.of("desk.operation.in-memory");
            case "in the database" -> words.of("desk.operation.in-database");
            default -> said;
        };
    }

    private static String key(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
