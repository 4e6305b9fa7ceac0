package wenzheng.language;

/** Characters {@code [start, end)} of a text, in UTF-16 units. */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("span needs 0 <= start < end, got [%d, %d)".formatted(start, end));
        }
    }

    public int length() {
        return end - start;
    }

    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /** The shortest span that holds both. */
    public Span and(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    /** @throws IndexOutOfBoundsException when the span ends beyond the text */
    public String of(String text) {
        return text.substring(start, end);
    }
}
