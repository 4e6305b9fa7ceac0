package wenzheng.search;

import java.util.ArrayList;
import java.util.List;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Sentences;
import wenzheng.language.Span;

/**
 * A piece of a passage that is ranked: whole sentences of about {@value #LENGTH} characters. Long enough to hold the
 * words of a question, short enough not to hold them by chance.
 *
 * @param passage the number of its passage
 */
record Window(int passage, String text) {

    private static final int LENGTH = 150;

    /** @return in reading order; a window of a long passage begins in the middle of the one before it */
    static List<Window> of(Article article) {
        List<Window> windows = new ArrayList<>();
        for (Passage passage : article.passages()) {
            List<Span> sentences = Sentences.sentences(passage.text());
            int from = 0;
            int to = 0;
            while (to < sentences.size()) {
                int start = sentences.get(from).start();
                to = from + 1;
                while (to < sentences.size() && sentences.get(to).end() - start <= LENGTH) {
                    to++;
                }
                windows.add(new Window(passage.number(), passage.text().substring(start, sentences.get(to - 1).end())));
                from = Math.max(from + 1, (from + to + 1) / 2);
            }
        }
        return windows;
    }
}
