package wenzheng.answer;

import java.util.Arrays;
import java.util.List;
import wenzheng.corpus.Passage;
import wenzheng.language.WordPieces;

/**
 * What the model reads at once: [CLS] question [SEP] text [SEP].
 *
 * @param side of the sides that answers are looked for on, the index of the one it belongs to
 * @param textAt the index of the first token of the text
 * @param stretches in reading order; the headings between them are read but hold no answer
 */
record ReaderWindow(int side, int[] ids, int textAt, List<Stretch> stretches) {

    /**
     * Text that an answer may stand in but not run beyond: a passage, or a part of one.
     *
     * @param at the index of its first token in the window
     * @param pieces with their places in the passage's text
     */
    record Stretch(Passage passage, int at, WordPieces.Pieces pieces) {}

    /** @param logits what the model says to this window */
    List<Reading.View> views(SpanModel.Logits logits) {
        double none = logits.start()[0] + logits.end()[0];
        return stretches.stream()
                .map(stretch -> {
                    int from = stretch.at();
                    int to = from + stretch.pieces().size();
                    return new Reading.View(
                            stretch.passage(),
                            stretch.pieces(),
                            Arrays.copyOfRange(logits.start(), from, to),
                            Arrays.copyOfRange(logits.end(), from, to),
                            none);
                })
                .toList();
    }
}
