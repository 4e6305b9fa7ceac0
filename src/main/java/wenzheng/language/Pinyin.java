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
        // From the end: of each place, the longest syllable behind which the rest can be cut; 0 where there is none.
        int[] longest = new int[latin.length()];
        for (int start = latin.length() - 1; start >= 0; start--) {
            for (int end = Math.min(start + LONGEST, latin.length()); end > start && longest[start] == 0; end--) {
                boolean restIsCut = end == latin.length() || longest[end] > 0;
                longest[start] = restIsCut && SYLLABLES.contains(latin.substring(start, end)) ? end - start : 0;
            }
        }
        List<String> syllables = new ArrayList<>();
        for (int start = 0; start < latin.length(); start += longest[start]) {
            if (longest[start] == 0) {
                return List.of();
            }
            syllables.add(latin.substring(start, start + longest[start]));
        }
        return syllables;
    }

    /** The syllables run together: {@code guanchengqu}. */
    public static String of(String text) {
        return String.join("", syllables(text));
    }
}
