package wenzheng.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wenzheng.language.Span;

/** Text whose every character knows where it stands in the original; one that was put in stands nowhere. */
final class TracedText {

    private static final int NOWHERE = -1;
    static final TracedText EMPTY = new TracedText("", new int[0]);

    private final String text;
    private final int[] origins;

    private TracedText(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    static TracedText of(String original, int start, int end) {
        int[] origins = new int[end - start];
        Arrays.setAll(origins, i -> start + i);
        return new TracedText(original.substring(start, end), origins);
    }

    /** Text that the original does not have: a mark between two items of a list. */
    static TracedText inserted(String text) {
        int[] origins = new int[text.length()];
        Arrays.fill(origins, NOWHERE);
        return new TracedText(text, origins);
    }

    TracedText plus(TracedText next) {
        int[] joined = Arrays.copyOf(origins, origins.length + next.origins.length);
        System.arraycopy(next.origins, 0, joined, origins.length, next.origins.length);
        return new TracedText(text + next.text, joined);
    }

    TracedText sub(int start, int end) {
        return new TracedText(text.substring(start, end), Arrays.copyOfRange(origins, start, end));
    }

    TracedText from(int start) {
        return sub(start, text.length());
    }

    TracedText without(int start, int end) {
        return start == end ? this : sub(0, start).plus(from(end));
    }

    TracedText strip() {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return sub(start, end);
    }

    /** White space of any width, and the marks of no width that copying from web pages leaves. */
    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200b' || c == '\ufeff';
    }

    /** The pieces of the original that it is made of, in the order of this text. */
    List<Span> places() {
        List<Span> places = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= origins.length; i++) {
            if (i == origins.length || origins[i] != origins[i - 1] + 1 || origins[i] == 0) {
                if (origins[start] != NOWHERE) {
                    places.add(new Span(origins[start], origins[i - 1] + 1));
                }
                start = i;
            }
        }
        return places;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
