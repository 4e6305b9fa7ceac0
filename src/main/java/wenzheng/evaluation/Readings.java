package wenzheng.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.language.WordList;

/** How everyday characters sound, by a table of its own: not the one that the program mends errors with. */
final class Readings {

    private final Map<Integer, String> sounds = new HashMap<>();
    private final Map<String, int[]> characters = new HashMap<>();

    Readings() {
        for (String line : WordList.read(Readings.class, "readings.tsv")) {
            String[] cells = line.split("\t");
            int[] alike = cells[1].codePoints().toArray();
            characters.put(cells[0], alike);
            Arrays.stream(alike).forEach(character -> sounds.put(character, cells[0]));
        }
    }

    /** Other characters of the same syllable, whatever the tone; empty where the sound is not known. */
    List<String> homophones(int character) {
        String sound = sounds.get(character);
        return sound == null
                ? List.of()
                : Arrays.stream(characters.get(sound))
                        .filter(other -> other != character)
                        .mapToObj(Character::toString)
                        .toList();
    }

    /** The syllables of a name run together, {@code guanchengqu}; {@code null} where one of them is not known. */
    @Nullable String pinyin(String name) {
        return name.codePoints().allMatch(sounds::containsKey)
                ? name.codePoints().mapToObj(sounds::get).collect(Collectors.joining())
                : null;
    }
}
