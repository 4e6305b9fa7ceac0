package wenzheng.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /**
     * Less of the text, for a second look at what was found.
     *
     * @param place of a stretch's passage, in its text
     * @param length tokens of text
     * @return the text around it; empty where there is no more than that
     */
    Optional<ReaderWindow> about(Passage passage, int place, int length) {
        int end = ids.length - 1;
        if (end - textAt <= length) {
            return Optional.empty();
        }
        int from = Math.clamp(indexOf(passage, place) - length / 2, textAt, end - length);
        int[] closer = new int[textAt + length + 1];
        System.arraycopy(ids, 0, closer, 0, textAt);
        System.arraycopy(ids, from, closer, textAt, length);
        closer[textAt + length] = ids[end];
        List<Stretch> kept = new ArrayList<>();
        for (Stretch stretch : stretches) {
            int first = Math.max(stretch.at(), from);
            int last = Math.min(stretch.at() + stretch.pieces().size(), from + length);
            if (first < last) {
                kept.add(new Stretch(
                        stretch.passage(),
                        first - from + textAt,
                        stretch.pieces().slice(first - stretch.at(), last - stretch.at())));
            }
        }
        return Optional.of(new ReaderWindow(side, closer, textAt, List.copyOf(kept)));
    }

    private int indexOf(Passage passage, int place) {
        for (Stretch stretch : stretches) {
            int[] starts = stretch.pieces().starts();
            int at = Arrays.binarySearch(starts, place);
            if (stretch.passage().equals(passage) && at >= 0) {
                return stretch.at() + at;
            }
        }
        throw new IllegalArgumentException("no token begins at " + place + " of " + passage.id());
    }

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
