package wenzheng.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What staff added to the program's own lists.
 *
 * @param words that are not to be cut, by name; folded
 * @param synonyms of what people say, folded, the articles' words for it
 */
public record Dictionary(SequencedSet<String> words, Map<String, List<String>> synonyms) {

    public static final Dictionary NONE = new Dictionary(new TreeSet<>(), Map.of());

    public Dictionary {
        words = new TreeSet<>(words);
        synonyms = new TreeMap<>(synonyms);
    }

    /** @param lines as those of {@link #text}; what is no entry is passed over */
    static Dictionary of(List<String> lines) {
        TreeSet<String> words = new TreeSet<>();
        Map<String, List<String>> synonyms = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.replaceFirst("#.*", "").strip().split("\t");
            if (parts.length == 1 && !parts[0].isEmpty()) {
                words.add(Folding.fold(parts[0]));
            } else if (parts.length == 2) {
                synonyms.put(Folding.fold(parts[0]), List.of(parts[1].split(" ")));
            }
        }
        return new Dictionary(words, synonyms);
    }

    /** With the word added. */
    public Dictionary with(String word) {
        TreeSet<String> more = new TreeSet<>(words);
        more.add(Folding.fold(word));
        return new Dictionary(more, synonyms);
    }

    /** With the articles' word for what people say added to those there are. */
    public Dictionary with(String said, String word) {
        Map<String, List<String>> more = new TreeMap<>(synonyms);
        List<String> all = new ArrayList<>(more.getOrDefault(Folding.fold(said), List.of()));
        if (!all.contains(Folding.fold(word))) {
            all.add(Folding.fold(word));
        }
        more.put(Folding.fold(said), List.copyOf(all));
        return new Dictionary(words, more);
    }

    /** Without the word, or without what is known of it as something that people say. */
    public Dictionary without(String entry) {
        TreeSet<String> fewer = new TreeSet<>(words);
        Map<String, List<String>> pairs = new TreeMap<>(synonyms);
        if (!fewer.remove(entry)) {
            pairs.remove(entry);
        }
        return new Dictionary(fewer, pairs);
    }

    /** One entry a line: a word; or what people say, a tab, the articles' words with spaces between them. */
    public String text() {
        return words.stream().map(word -> word + "\n").collect(Collectors.joining())
                + synonyms.entrySet().stream()
                        .map(pair -> pair.getKey() + "\t" + String.join(" ", pair.getValue()) + "\n")
                        .collect(Collectors.joining());
    }
}
