package wenzheng.question;

import java.util.List;

/** What the articles say, as far as it helps to see what a question meant to say. Safe for use by many threads. */
public interface KnownText {

    /** Whether two or three characters stand side by side in some article; folded. */
    boolean holds(String characters);

    /**
     * @param syllables at least two, without tone
     * @return what stands in the articles and sounds like this, most frequent first; may be empty
     */
    List<String> soundingLike(List<String> syllables);
}
