package wenzheng.language;

import com.hankcs.hanlp.HanLP;
import java.util.ArrayList;
import java.util.List;

/** How Chinese sounds, for slips of an input method that picks another character of the same sound. */
public final class Pinyin {

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

    /** The syllables run together: {@code guanchengqu}. */
    public static String of(String text) {
        return String.join("", syllables(text));
    }
}
