package wenzheng.language;

import com.hankcs.hanlp.corpus.synonym.Synonym;
import com.hankcs.hanlp.dictionary.CoreSynonymDictionary;
import java.util.List;

/** Words of the same meaning, from 哈工大信息检索研究室同义词词林扩展版 as HanLP carries it. */
public final class Synonyms {

    /** A single character stands in too many other words. */
    private static final int SHORTEST = 2;

    private Synonyms() {}

    /** @return words that mean the same, of two characters or more, without the word itself; related words are left out */
    public static List<String> of(String word) {
        var item = CoreSynonymDictionary.get(word);
        if (item == null || item.type != Synonym.Type.EQUAL) {
            return List.of();
        }
        return item.synonymList.stream()
                .map(Synonym::getRealWord)
                .filter(other -> other.length() >= SHORTEST && !other.equals(word))
                .distinct()
                .toList();
    }
}
