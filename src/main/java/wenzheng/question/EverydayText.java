package wenzheng.question;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import wenzheng.language.Pinyin;
import wenzheng.language.WordList;

/** What the articles say, and what people say around a question ({@code everyday.txt}). */
final class EverydayText implements KnownText {

    private static final int LONGEST = 3;

    private final KnownText articles;
    private final Set<String> runs = new HashSet<>();
    private final Map<List<String>, Set<String>> bySound = new HashMap<>();

    EverydayText(KnownText articles) {
        this.articles = articles;
        for (String line : WordList.read(EverydayText.class, "everyday.txt")) {
            List<String> syllables = Pinyin.syllables(line);
            for (int from = 0; from < line.length(); from++) {
                for (int to = from + 2; to <= Math.min(line.length(), from + LONGEST); to++) {
                    String run = line.substring(from, to);
                    runs.add(run);
                    bySound.computeIfAbsent(syllables.subList(from, to), sound -> new LinkedHashSet<>()).add(run);
                }
            }
        }
    }

    @Override
    public boolean holds(String characters) {
        return runs.contains(characters) || articles.holds(characters);
    }

    @Override
    public List<String> soundingLike(List<String> syllables) {
        Set<String> found = new LinkedHashSet<>(articles.soundingLike(syllables));
        found.addAll(bySound.getOrDefault(syllables, Set.of()));
        return List.copyOf(found);
    }
}
