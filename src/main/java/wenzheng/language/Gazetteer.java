package wenzheng.language;

import com.hankcs.hanlp.collection.trie.bintrie.BinTrie;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** China's provinces, cities, counties and zones, and where a text names them. Safe for use by many threads. */
@Component
public final class Gazetteer {

    /**
     * A place in a text that names a district.
     *
     * @param districts who may be meant, never empty; several share the name 鼓楼区. Where what one of them is
     *     part of is named right before it (南京市鼓楼区), only that one; the span holds both. Provinces first, then
     *     cities, then by code.
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

    /** Words whose first character ends no name before them: 中原区域 is no 中原区, 郑州市场 no 郑州市. */
    private static final Set<String> SWALLOWING = Set.copyOf(WordList.read(Gazetteer.class, "swallowing.txt"));

    private static final Comparator<District> WIDEST_FIRST =
            Comparator.comparing(District::level).thenComparing(District::code);

    /** A name that more districts share says only what kind they are of: 高新区. */
    private static final int MOST_NAMESAKES = 20;

    private final Map<String, List<District>> byFullName = new HashMap<>();
    private final BinTrie<Name> names = new BinTrie<>();
    private final Set<String> fullNames = new TreeSet<>();

    private record Name(List<District> districts, boolean full) {}

    public Gazetteer() {
        Map<String, Name> found = new HashMap<>();
        for (District district : Districts.all()) {
            byFullName.computeIfAbsent(district.name(), name -> new ArrayList<>()).add(district);
            List<String> shortNames = district.shortNames();
            add(found, district.name(), district, !shortNames.contains(district.name()));
            shortNames.stream()
                    .filter(name -> !name.equals(district.name()))
                    .forEach(name -> add(found, name, district, saysItsKind(name, district)));
        }
        found.forEach((name, entry) -> {
            entry.districts().sort(WIDEST_FIRST);
            boolean full = entry.full() && entry.districts().size() <= MOST_NAMESAKES;
            if (full) {
                fullNames.add(name);
            }
            names.put(name, new Name(entry.districts(), full));
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
            boolean swallowed = end < text.length() && SWALLOWING.contains(text.substring(end - 1, end + 1));
            Name bare = swallowed ? names.get(text.substring(start, end - 1)) : name;
            if (bare != null) {
                add(mentions, bare, new Span(start, swallowed ? end - 1 : end), text);
            }
        });
        return mentions;
    }

    /** With what it is part of where that stands right before it: 洛阳市涧西区 is one place, and so is a county's zone, 管城经开区. */
    private static void add(List<Mention> mentions, Name name, Span span, String text) {
        Mention before = mentions.isEmpty() ? null : mentions.getLast();
        if (before == null || before.span().end() != span.start()) {
            mentions.add(new Mention(name.districts(), span, name.full()));
            return;
        }
        List<District> inside = name.districts().stream()
                .filter(district -> !before.districts().contains(district)
                        && before.districts().stream().anyMatch(district::within))
                .toList();
        boolean ownZone = inside.isEmpty()
                && before.district().level() == District.Level.COUNTY
                && name.districts().stream().allMatch(Districts::isZone);
        if (ownZone) {
            mentions.set(mentions.size() - 1, new Mention(
                    before.districts(), new Span(before.span().start(), span.end()), before.fullName()));
        } else if (inside.isEmpty()) {
            mentions.add(new Mention(name.districts(), span, name.full()));
        } else {
            mentions.set(mentions.size() - 1, new Mention(inside, new Span(before.span().start(), span.end()), true));
        }
    }
}
