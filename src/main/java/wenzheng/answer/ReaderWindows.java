package wenzheng.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Folding;
import wenzheng.language.WordPieces;
import wenzheng.language.WordPieces.Pieces;
import wenzheng.search.RankedPassage;

/**
 * Lays passages out as the model reads them. Paragraphs are short: around each one found its neighbours in the article
 * are read along as far as they fit, as the model was trained on whole pages. A passage that does not fit is read in
 * windows that overlap. Plans one reading; for one thread.
 */
final class ReaderWindows {

    /** Tokens of a window, and between the beginnings of two windows over one passage: as trained. */
    static final int LENGTH = 320;
    private static final int STRIDE = 200;

    /** Of a long question the last tokens are read; what is asked stands at its end. */
    private static final int LONGEST_QUESTION = 64;
    private static final int LONGEST_HEADINGS = 48;

    private final WordPieces pieces;
    private final Digests digests;
    private final int limit;
    private final Pieces question;
    private final int room;
    private final Map<String, Pieces> cut = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private final List<ReaderWindow> windows = new ArrayList<>();
    private int side;

    private ReaderWindows(WordPieces pieces, Digests digests, String question, int limit) {
        this.pieces = pieces;
        this.digests = digests;
        this.limit = limit;
        this.question = last(pieces.cut(question), LONGEST_QUESTION);
        this.room = LENGTH - 3 - this.question.size();
    }

    /**
     * @param question folded
     * @param sides where answers are looked for one by one, the passages of each best first
     * @param limit windows at most
     * @return in turns, the best of each side first, then the next best of each; a passage is read in one window, or in
     *     several of its own
     */
    static List<ReaderWindow> of(
            WordPieces pieces, Digests digests, String question, List<List<RankedPassage>> sides, int limit) {
        ReaderWindows plan = new ReaderWindows(pieces, digests, question, limit);
        List<Iterator<RankedPassage>> left = sides.stream().map(List::iterator).toList();
        while (plan.windows.size() < limit && left.stream().anyMatch(Iterator::hasNext)) {
            for (plan.side = 0; plan.side < left.size() && plan.windows.size() < limit; plan.side++) {
                plan.readNext(left.get(plan.side));
            }
        }
        return List.copyOf(plan.windows);
    }

    private void readNext(Iterator<RankedPassage> passages) {
        while (passages.hasNext()) {
            RankedPassage found = passages.next();
            if (read.add(found.passage().id())) {
                readAround(found.article(), found.passage().number());
                return;
            }
        }
    }

    private void readAround(Article article, int number) {
        if (size(article, number, number) > room) {
            readInParts(article, article.passages().get(number));
            return;
        }
        int first = number;
        int last = number;
        boolean onward = true;
        boolean back = true;
        while (onward || back) {
            onward = onward && isFree(article, last + 1) && size(article, first, last + 1) <= room;
            if (onward) {
                read.add(article.passages().get(++last).id());
            }
            back = back && isFree(article, first - 1) && size(article, first - 1, last) <= room;
            if (back) {
                read.add(article.passages().get(--first).id());
            }
        }
        Layout layout = new Layout();
        for (int n = first; n <= last; n++) {
            Passage passage = article.passages().get(n);
            layout.add(headings(article, first, n));
            layout.add(article, passage, text(article, passage));
        }
        windows.add(layout.window());
    }

    private void readInParts(Article article, Passage passage) {
        Pieces headings = headings(article, passage.number(), passage.number());
        Pieces text = text(article, passage);
        int space = room - headings.size();
        for (int from = 0; windows.size() < limit; from += Math.min(STRIDE, space)) {
            Layout layout = new Layout();
            layout.add(headings);
            layout.add(article, passage, text.slice(from, Math.min(from + space, text.size())));
            windows.add(layout.window());
            if (from + space >= text.size()) {
                return;
            }
        }
    }

    private boolean isFree(Article article, int number) {
        return number >= 0
                && number < article.passages().size()
                && !read.contains(article.passages().get(number).id());
    }

    /** Tokens of the passages {@code first} to {@code last} with their headings. */
    private int size(Article article, int first, int last) {
        int size = 0;
        for (int n = first; n <= last; n++) {
            size += headings(article, first, n).size() + text(article, article.passages().get(n)).size();
        }
        return size;
    }

    /** The headings over a passage that are not over the one before it, where that is read as well. */
    private Pieces headings(Article article, int first, int number) {
        List<String> path = article.passages().get(number).headings();
        List<String> before =
                number == first ? List.of() : article.passages().get(number - 1).headings();
        int common = 0;
        while (common < Math.min(path.size(), before.size()) && path.get(common).equals(before.get(common))) {
            common++;
        }
        String changed = String.join(" ", path.subList(common, path.size()));
        return last(cut.computeIfAbsent(changed, text -> pieces.cut(Folding.fold(text))), LONGEST_HEADINGS);
    }

    private Pieces text(Article article, Passage passage) {
        return cut.computeIfAbsent(digests.of(article, passage).text(), pieces::cut);
    }

    private static Pieces last(Pieces pieces, int most) {
        return pieces.slice(Math.max(0, pieces.size() - most), pieces.size());
    }

    private final class Layout {
        private final int[] ids = new int[LENGTH];
        private final List<ReaderWindow.Stretch> stretches = new ArrayList<>();
        private final int textAt;
        private int size;

        Layout() {
            ids[size++] = pieces.id("[CLS]");
            add(question);
            ids[size++] = pieces.id("[SEP]");
            textAt = size;
        }

        void add(Pieces more) {
            System.arraycopy(more.ids(), 0, ids, size, more.size());
            size += more.size();
        }

        /** A short first sentence that heads the rest is a stretch by itself. */
        void add(Article article, Passage passage, Pieces text) {
            Digests.Digest digest = digests.of(article, passage);
            int headed = digest.headed() ? digest.sentences().getFirst().span().end() : 0;
            int split = 0;
            while (split < text.size() && text.starts()[split] < headed) {
                split++;
            }
            addStretch(passage, text.slice(0, split));
            addStretch(passage, text.slice(split, text.size()));
        }

        private void addStretch(Passage passage, Pieces text) {
            if (text.size() > 0) {
                stretches.add(new ReaderWindow.Stretch(passage, size, text));
                add(text);
            }
        }

        ReaderWindow window() {
            ids[size++] = pieces.id("[SEP]");
            return new ReaderWindow(side, Arrays.copyOf(ids, size), textAt, List.copyOf(stretches));
        }
    }
}
