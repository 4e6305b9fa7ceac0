package wenzheng.question;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Gazetteer;
import wenzheng.language.Pinyin;
import wenzheng.language.WordList;

/**
 * Reads Latin letters as the Chinese words that articles would have for them: an English question by the glossary
 * {@code english.txt}, names by their sound. No sentence comes out, and none is needed to search and to judge.
 */
final class LatinReader {

    private static final Pattern TOKEN = Pattern.compile("[a-z]+(?:[-'][a-z]+)*|[0-9][0-9.,]*%?|\\p{IsHan}+|[?.,;!]");

    private static final Pattern RUN = Pattern.compile("[a-z]{4,}(?:'[a-z]+)*");

    /** A name of fewer letters is as likely to be an English word. */
    private static final int SHORTEST_NAME = 4;

    private static final Map<String, String> ENDINGS = Map.of("qu", "区", "xian", "县", "shi", "市");

    private final Map<String, String> glossary = new HashMap<>();
    private final Set<String> functionWords =
            Set.copyOf(WordList.read(LatinReader.class, "english-function-words.txt"));
    private final Map<String, String> districtBySound = new HashMap<>();
    private final int longest;
    private final KnownText known;

    LatinReader(Gazetteer gazetteer, KnownText known) {
        this.known = known;
        for (String line : WordList.read(LatinReader.class, "english.txt")) {
            String[] parts = line.split("\t");
            glossary.put(parts[0], parts[1]);
        }
        longest = glossary.keySet().stream().mapToInt(phrase -> phrase.split(" ").length).max().orElse(1);
        gazetteer.fullNames().stream()
                .filter(name -> name.length() >= 3 && "区县市".indexOf(name.charAt(name.length() - 1)) >= 0)
                .forEach(name -> districtBySound.merge(
                        Pinyin.of(name.substring(0, name.length() - 1)),
                        name,
                        (one, other) -> known.holds(other.substring(0, 2)) ? other : one));
    }

    /**
     * Chinese with names spelled by their sound: guancheng区, 小li庄.
     *
     * @param text folded
     * @return the text with the names' characters where the articles or the gazetteer have some
     */
    String names(String text) {
        return RUN.matcher(text).replaceAll(run -> {
            String name = name(List.of(run.group()), 0);
            return Matcher.quoteReplacement(name == null ? run.group() : name);
        });
    }

    /**
     * @param text folded
     * @return the Chinese for its terms and names, in their order; a word that has none stays, as something sought
     */
    String english(String text) {
        List<String> tokens = new ArrayList<>(TOKEN.matcher(text).results().map(MatchResult::group).toList());
        StringBuilder chinese = new StringBuilder();
        Set<String> said = new HashSet<>();
        int at = 0;
        while (at < tokens.size()) {
            int next = at + 1;
            String meaning = null;
            for (int length = Math.min(longest, tokens.size() - at); length >= 1 && meaning == null; length--) {
                meaning = meaning(tokens.subList(at, at + length));
                next = meaning == null ? next : at + length;
            }
            if (meaning == null) {
                meaning = name(tokens, at);
            }
            List<String> parts = List.of(tokens.get(at).split("(?<=[a-z])-(?=[a-z])"));
            if (meaning == null && parts.size() > 1) {
                tokens.remove(at);
                tokens.addAll(at, parts);
                continue;
            }
            if (meaning == null && !functionWords.contains(tokens.get(at))) {
                meaning = " " + tokens.get(at) + " ";
            }
            if (meaning != null && (said.add(meaning) || isPunctuation(meaning))) {
                chinese.append(meaning);
            }
            at = next;
        }
        return chinese.toString();
    }

    private static boolean isPunctuation(String token) {
        return token.length() == 1 && !Character.isLetterOrDigit(token.charAt(0));
    }

    private @Nullable String meaning(List<String> phrase) {
        String written = String.join(" ", phrase);
        String meaning = glossary.get(written);
        for (String ending : List.of("'s", "s", "es", "ing", "ed", "d")) {
            if (meaning == null && written.endsWith(ending)) {
                meaning = glossary.get(written.substring(0, written.length() - ending.length()));
            }
        }
        return meaning == null && written.endsWith("ies")
                ? glossary.get(written.substring(0, written.length() - 3) + "y")
                : meaning;
    }

    /** A number, Chinese, or a name spelled by its sound; {@code null} for an English word. */
    private @Nullable String name(List<String> tokens, int at) {
        String token = tokens.get(at).replaceFirst("'s$", "");
        if (!Character.isLetter(token.charAt(0)) || Character.isIdeographic(token.charAt(0))) {
            return token.matches("(?:19|20)[0-9]{2}") ? token + "年" : token;
        }
        String sound = token.replace("'", "");
        String whole = withEnding(sound);
        if (whole != null) {
            return whole;
        }
        boolean district = at + 1 < tokens.size() && tokens.get(at + 1).matches("district|county|city|qu|xian");
        String name = districtBySound.get(sound);
        List<String> sounds = Pinyin.cut(sound);
        String word = token.length() < SHORTEST_NAME || sounds.size() < 2
                ? null
                : known.soundingLike(sounds).stream().findFirst().orElse(null);
        boolean likely = district || word == null && token.length() >= SHORTEST_NAME;
        return name != null && (likely || known.holds(name.substring(0, 2))) ? name : word;
    }

    /** A district whose ending is written on to its name (huijiqu), whatever else sounds so. */
    private @Nullable String withEnding(String sound) {
        for (Map.Entry<String, String> ending : ENDINGS.entrySet()) {
            String name = sound.endsWith(ending.getKey())
                    ? districtBySound.get(sound.substring(0, sound.length() - ending.getKey().length()))
                    : null;
            if (name != null && name.endsWith(ending.getValue())) {
                return name;
            }
        }
        return null;
    }
}
