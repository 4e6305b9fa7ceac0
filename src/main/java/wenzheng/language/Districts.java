package wenzheng.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * China's provinces, cities and counties of {@code districts.tsv}; those of {@code former-districts.tsv}; and the zones
 * that administer a place without being a district: those of {@code zones.tsv}, and of each city the kinds of {@code
 * zone-kinds.tsv}.
 */
final class Districts {

    /** The last two digits of the codes that zones get here; no county has such. */
    private static final int FIRST_ZONE = 71;
    private static final int FIRST_NAMED_ZONE = 80;
    private static final int LAST_ZONE = 99;

    private final Map<String, String> fullNames = new LinkedHashMap<>();
    private final Map<String, List<String>> shortNames = new HashMap<>();

    private Districts() {
        rows("districts.tsv").forEach(cells -> {
            fullNames.put(cells[0], cells[1]);
            shortNames.put(cells[0], cells.length > 2 ? List.of(cells[2].split(" ")) : List.of());
        });
    }

    static List<District> all() {
        return new Districts().read();
    }

    static boolean isZone(District district) {
        int last = Integer.parseInt(district.code().substring(4));
        return last >= FIRST_ZONE && last <= LAST_ZONE;
    }

    private List<District> read() {
        List<District> found = new ArrayList<>();
        List<String[]> renamed = rows("former-districts.tsv").toList();
        renamed.stream().filter(cells -> fullNames.containsKey(cells[0])).forEach(cells ->
                shortNames.merge(cells[0], List.of(cells[1]), (now, before) ->
                        Stream.concat(now.stream(), before.stream()).toList()));
        fullNames.forEach((code, name) -> found.add(district(code, name, shortNames.getOrDefault(code, List.of()))));
        renamed.stream().filter(cells -> !fullNames.containsKey(cells[0])).forEach(cells ->
                found.add(district(cells[0], cells[1], List.of())));
        List<District> cities = found.stream().filter(Districts::mayHaveZones).toList();
        rows("zone-kinds.tsv").forEach(kind -> cities.forEach(city -> found.add(zone(city, kind))));
        Map<String, Integer> numbers = new HashMap<>();
        rows("zones.tsv").forEach(cells -> {
            String prefix = cells[0].substring(0, 4);
            int number = numbers.merge(prefix, FIRST_NAMED_ZONE, (last, first) -> last + 1);
            List<String> others = cells.length > 2 ? List.of(cells[2].split(" ")) : List.of();
            found.add(district(prefix + number, cells[1], others));
        });
        return found;
    }

    /** A city, or a municipality that is one. */
    private static boolean mayHaveZones(District district) {
        return switch (district.level()) {
            case PROVINCE -> district.name().endsWith("市");
            case CITY -> true;
            case COUNTY -> false;
        };
    }

    private static District zone(District city, String[] kind) {
        String stem = city.shortNames().isEmpty() ? city.name() : city.shortNames().getFirst();
        String prefix = city.level() == District.Level.PROVINCE
                ? city.code().substring(0, 2) + "01"
                : city.code().substring(0, 4);
        List<String> names = new ArrayList<>();
        for (String ending : kind[1].split(" ")) {
            names.add(stem + ending);
            names.add(city.name() + ending);
        }
        if (kind.length > 2) {
            names.add(kind[2]);
        }
        String cityName = city.level() == District.Level.PROVINCE ? city.name() : city.city();
        return new District(prefix + kind[0], names.removeFirst(), names, cityName, city.province());
    }

    private District district(String code, String name, List<String> otherNames) {
        String province = Objects.requireNonNull(fullNames.get(code.substring(0, 2) + "0000"), code);
        @Nullable String city = fullNames.get(code.substring(0, 4) + "00");
        boolean municipality = province.endsWith("市") || province.endsWith("特别行政区");
        return new District(code, name, otherNames, municipality ? province : city, province);
    }

    private static Stream<String[]> rows(String file) {
        return WordList.read(Districts.class, file).stream().map(line -> line.split("\t"));
    }
}
