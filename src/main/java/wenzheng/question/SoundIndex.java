package wenzheng.question;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Gazetteer;
import wenzheng.language.Pinyin;

/** District names by their sound. */
final class SoundIndex {

    /** Characters of the longest name that is looked for. */
    static final int LONGEST = 6;

    private final Map<String, List<String>> spellings = new HashMap<>();

    SoundIndex(Gazetteer gazetteer) {
        gazetteer.fullNames().stream()
                .filter(name -> name.length() >= 3 && name.length() <= LONGEST)
                .forEach(name -> spellings
                        .computeIfAbsent(String.join(" ", Pinyin.syllables(name)), sound -> new ArrayList<>())
                        .add(name));
    }

    /**
     * @param sound syllables separated by spaces
     * @return the name of this sound that the written one is a slip of: at least half of its characters stand, and not
     *     all; {@code null} where there is none
     */
    @Nullable String spelling(String sound, String written) {
        List<String> names = spellings.getOrDefault(sound, List.of());
        if (names.contains(written)) {
            return null;
        }
        return names.stream().filter(name -> 2 * same(name, written) >= name.length()).findFirst().orElse(null);
    }

    private static int same(String name, String written) {
        int same = 0;
        for (int i = 0; i < name.length(); i++) {
            same += name.charAt(i) == written.charAt(i) ? 1 : 0;
        }
        return same;
    }
}
