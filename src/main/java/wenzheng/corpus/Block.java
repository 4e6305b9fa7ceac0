package wenzheng.corpus;

/**
 * What stands together on the page: a line or a paragraph.
 *
 * @param kind what its marks say it is, {@link Kind#TEXT} where it has none; an aside says who made the page or what a
 *     picture shows
 * @param level of a marked heading: 1 to 6; otherwise 0
 * @param blankLines how many blank lines stand before it; 0 where it follows directly
 */
record Block(TracedText text, Kind kind, int level, int blankLines) {

    enum Kind { TEXT, HEADING, ITEM, ASIDE }

    Block with(TracedText other) {
        return new Block(other, kind, level, blankLines);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
