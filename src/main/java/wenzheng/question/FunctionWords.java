package wenzheng.question;

import java.util.Set;
import wenzheng.language.WordList;

/** Words that carry no topic of their own, those of {@code function-words.txt}. Safe for use by many threads. */
public final class FunctionWords {

    private final Set<String> words = Set.copyOf(WordList.read(FunctionWords.class, "function-words.txt"));

    public boolean contains(String word) {
        return words.contains(word);
    }
}
