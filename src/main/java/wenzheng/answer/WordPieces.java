package wenzheng.answer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts folded text into the word pieces of a BERT vocabulary: a Chinese character or a mark is a piece by itself, a run
 * of letters and digits is cut into the longest pieces known. The reader is trained on the same pieces
 * (training/text.py): what is changed here has to be changed there. Safe for use by many threads.
 */
final class WordPieces {

    /** A run of more characters is no word. */
    private static final int LONGEST_RUN = 100;

    private final Map<String, Integer> ids = new HashMap<>();
    private final int unknown;

    /** @param vocabulary the pieces in the order of their ids, those that go on within a run with {@code ##} before */
    WordPieces(List<String> vocabulary) {
        for (String piece : vocabulary) {
            ids.put(piece, ids.size());
        }
        unknown = id("[UNK]");
    }

    /** @param vocabulary UTF-8, a piece a line; closed by the caller */
    static WordPieces read(InputStream vocabulary) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(vocabulary, StandardCharsets.UTF_8));
        return new WordPieces(lines.lines().toList());
    }

    /**
     * Pieces and where they stand in the text, in UTF-16 units.
     *
     * @param starts where each piece begins
     * @param ends where each ends; a piece holds at least one character
     */
    record Pieces(int[] ids, int[] starts, int[] ends) {

        int size() {
            return ids.length;
        }

        Pieces slice(int from, int to) {
            return new Pieces(
                    Arrays.copyOfRange(ids, from, to),
                    Arrays.copyOfRange(starts, from, to),
                    Arrays.copyOfRange(ends, from, to));
        }
    }

    /** @throws IllegalArgumentException when the vocabulary lacks the piece */
    int id(String piece) {
        Integer id = ids.get(piece);
        if (id == null) {
            throw new IllegalArgumentException("the reader's vocabulary lacks " + piece);
        }
        return id;
    }

    Pieces cut(String folded) {
        Cut cut = new Cut(folded);
        int i = 0;
        while (i < folded.length()) {
            int c = folded.codePointAt(i);
            int next = i + Character.charCount(c);
            if (isRun(c)) {
                while (next < folded.length() && isRun(folded.codePointAt(next))) {
                    next += Character.charCount(folded.codePointAt(next));
                }
                cut.addRun(i, next);
            } else if (!isBlank(c)) {
                cut.add(ids.getOrDefault(folded.substring(i, next), unknown), i, next);
            }
            i = next;
        }
        return cut.pieces();
    }

    private static boolean isBlank(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == 0xFFFD;
        };
    }

    private static boolean isRun(int c) {
        if (c < 128) {
            return Character.isLetterOrDigit(c);
        }
        return !isChinese(c) && !isMark(c) && !isBlank(c);
    }

    private static boolean isChinese(int c) {
        return c >= 0x4E00 && c <= 0x9FFF
                || c >= 0x3400 && c <= 0x4DBF
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0x20000 && c <= 0x2FA1F;
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private final class Cut {
        private final String text;
        private final int[] found;
        private final int[] starts;
        private final int[] ends;
        private int size;

        Cut(String text) {
            this.text = text;
            this.found = new int[text.length()];
            this.starts = new int[text.length()];
            this.ends = new int[text.length()];
        }

        void add(int id, int start, int end) {
            found[size] = id;
            starts[size] = start;
            ends[size++] = end;
        }

        /** A run that cannot be cut into known pieces is one unknown piece. */
        void addRun(int start, int end) {
            int before = size;
            int at = start;
            while (at < end && end - start <= LONGEST_RUN) {
                int to = end;
                Integer id = null;
                while (to > at && (id = ids.get((at > start ? "##" : "") + text.substring(at, to))) == null) {
                    to--;
                }
                if (id == null) {
                    break;
                }
                add(id, at, to);
                at = to;
            }
            if (at < end) {
                size = before;
                add(unknown, start, end);
            }
        }

        Pieces pieces() {
            return new Pieces(found, starts, ends).slice(0, size);
        }
    }
}
