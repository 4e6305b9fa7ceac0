package wenzheng.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/**
 * A passage as its page shows it.
 *
 * @param headings those that begin with this passage
 * @param before the text up to the marked words; all of it where nothing is marked
 * @param marked the marked words, empty where there are none
 */
record PassageBlock(
        List<Heading> headings,
        int number,
        boolean startMissing,
        String before,
        String marked,
        String after,
        boolean endMissing) {

    /** @param level 2 for the outermost, as the article's title has 1; at most 4 */
    record Heading(int level, String text) {}

    /** @param only the number of the passage to mark the quote in; {@code null}: wherever it stands */
    static List<PassageBlock> allOf(Article article, String quote, @Nullable Integer only) {
        List<PassageBlock> blocks = new ArrayList<>();
        List<String> above = List.of();
        for (Passage passage : article.passages()) {
            boolean mark = !quote.isBlank() && (only == null || only == passage.number());
            int at = mark ? passage.text().indexOf(quote) : -1;
            blocks.add(new PassageBlock(
                    begun(above, passage.headings()),
                    passage.number(),
                    passage.startMissing(),
                    at < 0 ? passage.text() : passage.text().substring(0, at),
                    at < 0 ? "" : quote,
                    at < 0 ? "" : passage.text().substring(at + quote.length()),
                    passage.endMissing()));
            above = passage.headings();
        }
        return blocks;
    }

    private static List<Heading> begun(List<String> above, List<String> path) {
        int shared = 0;
        while (shared < path.size() && shared < above.size() && path.get(shared).equals(above.get(shared))) {
            shared++;
        }
        List<Heading> begun = new ArrayList<>();
        for (int depth = shared; depth < path.size(); depth++) {
            begun.add(new Heading(Math.min(depth + 2, 4), path.get(depth)));
        }
        return begun;
    }
}
