package wenzheng.language;

import com.hankcs.hanlp.HanLP;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How Chinese sounds, for slips of an input method that picks another character of the same sound. */
public final class Pinyin {

    private static final Set<String> SYLLABLES = Arrays.stream(com.hankcs.hanlp.dictionary.py.Pinyin.values())
            .map(com.hankcs.hanlp.dictionary.py.Pinyin::getPinyinWithoutTone)
            .filter(syllable -> syllable.matches("[a-z]+") && !"none".equals(syllable))
            .collect(Collectors.toUnmodifiableSet());

    /** Letters of zhuang, chuang, shuang. */
    private static final int LONGEST = 6;

    private Pinyin() {}

    /** @return one syllable without tone for each UTF-16 unit; what is not a Chinese character stands for itself */
    public static List<String> syllables(String text) {
        var pinyin = HanLP.convertToPinyinList(text);
        List<String> syllables = new ArrayList<>(text.length());
        for (int i = 0; i < text.length(); i++) {
            String said = pinyin.get(i).getPinyinWithoutTone();
            syllables.add("none".equals(said) ? text.substring(i, i + 1) : said);
        }
        return syllables;
    }

    /**
     * Cuts pinyin written in one run, {@code xiaolizhuang} into xiao, li, zhuang; the longer syllable first.
     *
     * @param latin lower-case letters, without tones
     * @return empty where it is no pinyin throughout
     */
    public static List<String> cut(String latin) {
        if (latin.isEmpty()) {
            return List.of();
        }
        for (int length = Math.min(LONGEST, latin.length()); length >= 1; length--) {
            String syllable = latin.substring(0, length);
            if (SYLLABLES.contains(syllable)) {
                if (length == latin.length()) {
                    return List.of(syllable);
                }
                List<String> rest = cut(latin.substring(length));
                if (!rest.isEmpty()) {
                    List<String> all = new ArrayList<>(List.of(syllable));
                    all.addAll(rest);
                    return all;
                }
            }
        }
        return List.of();
    }

    /** The syllables run together: {@code guanchengqu}. */
    public static String of(String text) {
        return String.join("", syllables(text));
    }
}
