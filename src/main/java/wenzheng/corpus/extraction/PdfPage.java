package wenzheng.corpus.extraction;

import java.util.List;

/**
 * What stands on a page, in points from its upper left corner.
 *
 * @param rules ruled lines, each straight up or across
 */
record PdfPage(double width, double height, List<Glyph> glyphs, List<Rule> rules) {

    /**
     * @param base where its line stands, from above
     * @param size height of its font
     */
    record Glyph(String text, double left, double right, double base, double size) {

        double middle() {
            return (left + right) / 2;
        }

        /** About the middle of its height. */
        double centre() {
            return base - size / 3;
        }
    }

    /** From upper left to lower right. */
    record Rule(double left, double top, double right, double bottom) {

        boolean across() {
            return right - left >= bottom - top;
        }
    }
}
