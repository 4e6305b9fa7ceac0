package wenzheng.question;

import java.util.HashSet;
import java.util.Set;
import wenzheng.language.WordList;

/** Words that carry no topic of their own. */
final class FunctionWords {

    private final Set<String> words = new HashSet<>(WordList.read(FunctionWords.class, "function-words.txt"));

    boolean contains(String word) {
        return words.contains(word);
    }
}
