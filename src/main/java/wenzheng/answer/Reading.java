package wenzheng.answer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.language.WordPieces.Pieces;

/** What the reader makes of one passage: how well each span of it answers. Safe for use by many threads. */
final class Reading {

    /**
     * A span that outdoes "no answer" by this much is the answer; what ranks lower need not be read. On questions held
     * out from training, reading on gained no F1 from here on and cost 1 to 3 windows more.
     */
    static final double SURE = 6;

    /** Tokens of the longest span; what is longer is a text and no answer. */
    private static final int LONGEST = 250;

    /**
     * A span that may answer.
     *
     * @param span its place in the passage's text; cuts no number and no word of letters in two
     * @param score how well the model likes it, a sum of logits
     * @param none how well, in the same window, it likes that there is no answer
     */
    record Found(Span span, double score, double none) {

        /** Greater is surer; comparable over passages and questions, below 0 where no answer is likelier. */
        double margin() {
            return score - none;
        }
    }

    /**
     * A stretch of a passage as read in one window.
     *
     * @param pieces with their places in the passage's text
     * @param start for each piece how well an answer begins there
     * @param end for each piece how well an answer ends there
     */
    record View(Passage passage, Pieces pieces, float[] start, float[] end, double none) {

        boolean isSure() {
            return best().filter(found -> found.margin() >= SURE).isPresent();
        }

        Optional<Found> best() {
            return new Reading(passage, List.of(this)).best();
        }

        /** Whether the other is of a part of the same stretch. */
        boolean holds(View closer) {
            return passage.equals(closer.passage)
                    && Arrays.binarySearch(pieces.starts(), closer.pieces.starts()[0]) >= 0;
        }

        /**
         * The mean of two looks at the same text, by how much likelier each span is than no answer; beyond the closer one
         * this one alone.
         *
         * @param closer of a part of the same stretch
         */
        View with(View closer) {
            int at = Arrays.binarySearch(pieces.starts(), closer.pieces.starts()[0]);
            float[] starts = start.clone();
            float[] ends = end.clone();
            float shift = (float) (none - closer.none) / 2;
            for (int i = 0; i < closer.pieces.size(); i++) {
                starts[at + i] = (start[at + i] + closer.start[i] + shift) / 2;
                ends[at + i] = (end[at + i] + closer.end[i] + shift) / 2;
            }
            return new View(passage, pieces, starts, ends, none);
        }
    }

    private final Passage passage;
    private final List<View> views;

    /** @param views at least one */
    Reading(Passage passage, List<View> views) {
        this.passage = passage;
        this.views = List.copyOf(views);
    }

    Passage passage() {
        return passage;
    }

    /** @return empty where no span of the passage could be an answer */
    Optional<Found> best() {
        return best(new Span(0, passage.text().length()), 0);
    }

    /**
     * @param within a sentence, say
     * @param length what the logarithm of a span's length in characters counts beside its score, 0 for nothing: to how
     *     and which, people accept longer answers than the model likes. The score returned is without it.
     * @return the best span inside, empty where none fits
     */
    Optional<Found> best(Span within, double length) {
        Found best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (View view : views) {
            Pieces pieces = view.pieces();
            for (int first = 0; first < pieces.size(); first++) {
                int start = pieces.starts()[first];
                if (start < within.start() || isInWord(start)) {
                    continue;
                }
                for (int last = first; last < Math.min(pieces.size(), first + LONGEST); last++) {
                    int end = pieces.ends()[last];
                    if (end > within.end()) {
                        break;
                    }
                    double score = (double) view.start()[first] + view.end()[last];
                    double worth = score - view.none() + (length == 0 ? 0 : length * Math.log(end - start));
                    if (worth > most && !isInWord(end)) {
                        most = worth;
                        best = new Found(new Span(start, end), score, view.none());
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether a cut here goes through a number or a word of letters: 3|75 and 37|.5, not 2021|年. */
    private boolean isInWord(int at) {
        return isPlain(at - 1) && isPlain(at)
                || isPoint(at) && isDigit(at - 1) && isDigit(at + 1)
                || isPoint(at - 1) && isDigit(at - 2) && isDigit(at);
    }

    /** In full width too: passages are read folded but cut as published. */
    private boolean isDigit(int at) {
        return Character.isDigit(charAt(at));
    }

    private boolean isPlain(int at) {
        return isDigit(at) || Character.UnicodeScript.of(charAt(at)) == Character.UnicodeScript.LATIN;
    }

    private boolean isPoint(int at) {
        return ".,．".indexOf(charAt(at)) >= 0;
    }

    private char charAt(int at) {
        return at < 0 || at >= passage.text().length() ? '\n' : passage.text().charAt(at);
    }
}
