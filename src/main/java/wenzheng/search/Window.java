package wenzheng.search;

import java.util.ArrayList;
import java.util.List;
import wenzheng.corpus.Passage;
import wenzheng.language.Sentences;
import wenzheng.language.Span;

/**
 * Text that is ranked, of about {@value #LENGTH} characters: long enough to hold the words of a question, short enough
 * not to hold them by chance. Most passages are one window; a long one is cut between its sentences.
 */
record Window(String text) {

    private static final int LENGTH = 150;
    private static final int LONGEST = LENGTH * 3 / 2;

    /** @return in reading order, without overlap: windows that overlapped found nothing more, and took longer */
    static List<Window> of(Passage passage) {
        String text = passage.text();
        if (text.length() <= LONGEST) {
            return List.of(new Window(text));
        }
        int target = text.length() / Math.round(text.length() / (float) LENGTH);
        List<Window> windows = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (Span sentence : Sentences.sentences(text)) {
            if (end > start && end - start + sentence.length() / 2 > target) {
                windows.add(new Window(text.substring(start, end)));
                start = sentence.start();
            }
            end = sentence.end();
        }
        windows.add(new Window(text.substring(start, end)));
        return windows;
    }
}
