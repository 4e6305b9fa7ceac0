package wenzheng.language;

import com.hankcs.hanlp.collection.trie.bintrie.BinTrie;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** China's provinces, cities and counties, and where a text names them. Safe for use by many threads. */
@Component
public final class Gazetteer {

    /**
     * A place in a text that names a district.
     *
     * @param districts who may be meant, never empty; several share the name 鼓楼区. Where the mention right before it
     *     names what one of them is part of (南京市鼓楼区), only that one. Provinces first, then cities, then by code.
     * @param fullName whether the kind of place is said (管城回族区, 管城区). The bare name (管城) may as well be a word
     *     (东方) or part of another name (金水路), which the caller decides.
     */
    public record Mention(List<District> districts, Span span, boolean fullName) {

        public Mention {
            districts = List.copyOf(districts);
        }

        public District district() {
            return districts.getFirst();
        }
    }

    private static final String SOURCE = "/wenzheng/language/districts.tsv";
    private static final Comparator<District> WIDEST_FIRST =
            Comparator.comparing(District::level).thenComparing(District::code);

    private final Map<String, List<District>> byFullName = new HashMap<>();
    private final BinTrie<Name> names = new BinTrie<>();
    private final Set<String> fullNames = new TreeSet<>();

    private record Name(List<District> districts, boolean full) {}

    public Gazetteer() {
        Map<String, Name> found = new HashMap<>();
        for (District district : districts()) {
            byFullName.computeIfAbsent(district.name(), name -> new ArrayList<>()).add(district);
            List<String> shortNames = district.shortNames();
            add(found, district.name(), district, !shortNames.contains(district.name()));
            shortNames.stream()
                    .filter(name -> !name.equals(district.name()))
                    .forEach(name -> add(found, name, district, saysItsKind(name, district)));
        }
        found.forEach((name, entry) -> {
            entry.districts().sort(WIDEST_FIRST);
            if (entry.full()) {
                fullNames.add(name);
            }
            names.put(name, entry);
        });
    }

    private static boolean saysItsKind(String shortName, District district) {
        return shortName.length() > 2
                && shortName.charAt(shortName.length() - 1) == district.name().charAt(district.name().length() - 1);
    }

    private static void add(Map<String, Name> names, String name, District district, boolean full) {
        Name known = names.get(name);
        if (known == null || full && !known.full()) {
            known = new Name(new ArrayList<>(), full);
            names.put(name, known);
        }
        if (known.full() == full) {
            known.districts().add(district);
        }
    }

    /** Every name that says its kind, the shorter forms included: 管城回族区, 管城区. */
    public Set<String> fullNames() {
        return fullNames;
    }

    /** The districts of this full name, several where they share it; empty where none has it. */
    public List<District> named(String fullName) {
        return List.copyOf(byFullName.getOrDefault(fullName, List.of()));
    }

    /**
     * Where the text names districts: the longest name at each place, none overlapping.
     *
     * @return in reading order
     */
    public List<Mention> mentions(String text) {
        List<Mention> mentions = new ArrayList<>();
        names.parseLongestText(text, (start, end, name) -> {
            List<District> candidates = name.districts();
            if (!mentions.isEmpty() && mentions.getLast().span().end() == start) {
                List<District> around = mentions.getLast().districts();
                List<District> inside = candidates.stream()
                        .filter(district -> around.stream().anyMatch(district::within))
                        .toList();
                candidates = inside.isEmpty() ? candidates : inside;
            }
            mentions.add(new Mention(candidates, new Span(start, end), name.full()));
        });
        return mentions;
    }

    private static List<District> districts() {
        Map<String, String> fullNames = new LinkedHashMap<>();
        Map<String, List<String>> shortNames = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Gazetteer.class.getResourceAsStream(SOURCE), SOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t")).forEach(cells -> {
                fullNames.put(cells[0], cells[1]);
                shortNames.put(cells[0], cells.length > 2 ? List.of(cells[2].split(" ")) : List.of());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(SOURCE + " cannot be read: rebuild the jar", e);
        }
        List<District> districts = new ArrayList<>();
        fullNames.forEach((code, name) -> {
            String province = Objects.requireNonNull(fullNames.get(code.substring(0, 2) + "0000"), code);
            String city = fullNames.get(code.substring(0, 4) + "00");
            boolean municipality = province.endsWith("市") || province.endsWith("特别行政区");
            districts.add(new District(
                    code, name, shortNames.getOrDefault(code, List.of()), municipality ? province : city, province));
        });
        return districts;
    }
}
