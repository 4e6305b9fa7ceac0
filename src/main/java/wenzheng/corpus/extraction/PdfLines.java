package wenzheng.corpus.extraction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts glyphs together into lines. */
final class PdfLines {

    /** Of the size of a font: how far glyphs of one line stand up or down, and how far apart words and columns stand. */
    private static final double SLACK = 0.4;
    private static final double WORD = 0.2;
    private static final double GAP = 1.2;

    /** A piece of a line without a wide gap in it. */
    record Line(String text, double left, double right, double base, double size) {

        boolean stretchesOver(double from, double to) {
            return left < to && right > from;
        }
    }

    private PdfLines() {}

    /** @return from above, in a line from left; a line with wide gaps in pieces */
    static List<Line> of(List<PdfPage.Glyph> glyphs) {
        List<Line> lines = new ArrayList<>();
        for (List<PdfPage.Glyph> row : rows(glyphs)) {
            int start = 0;
            for (int i = 1; i <= row.size(); i++) {
                if (i == row.size()
                        || row.get(i).left() - row.get(i - 1).right()
                                > GAP * Math.max(row.get(i).size(), row.get(i - 1).size())) {
                    lines.add(line(row.subList(start, i)));
                    start = i;
                }
            }
        }
        return lines;
    }

    /** The text of what stands together, in a cell say, its lines joined. */
    static String text(List<PdfPage.Glyph> glyphs) {
        return rows(glyphs).stream().map(row -> line(row).text()).reduce("", PdfLines::joined);
    }

    /** One text behind the other: with a space where both are of words in letters. */
    static String joined(String one, String other) {
        boolean words = !one.isEmpty() && !other.isEmpty() && isLatin(one.charAt(one.length() - 1)) && isLatin(other.charAt(0));
        return words ? one + " " + other : one + other;
    }

    private static boolean isLatin(char c) {
        return c < '\u0250' && Character.isLetterOrDigit(c);
    }

    private static List<List<PdfPage.Glyph>> rows(List<PdfPage.Glyph> glyphs) {
        List<List<PdfPage.Glyph>> rows = new ArrayList<>();
        List<PdfPage.Glyph> sorted = glyphs.stream().sorted(Comparator.comparingDouble(PdfPage.Glyph::base)).toList();
        double base = 0;
        for (PdfPage.Glyph glyph : sorted) {
            if (rows.isEmpty() || glyph.base() - base > SLACK * glyph.size()) {
                rows.add(new ArrayList<>());
                base = glyph.base();
            }
            rows.getLast().add(glyph);
        }
        rows.forEach(row -> row.sort(Comparator.comparingDouble(PdfPage.Glyph::left)));
        return rows;
    }

    private static Line line(List<PdfPage.Glyph> glyphs) {
        StringBuilder text = new StringBuilder(glyphs.getFirst().text());
        for (int i = 1; i < glyphs.size(); i++) {
            PdfPage.Glyph before = glyphs.get(i - 1);
            PdfPage.Glyph glyph = glyphs.get(i);
            boolean apart = glyph.left() - before.right() > WORD * glyph.size()
                    && before.text().charAt(0) < '\u0250'
                    && glyph.text().charAt(0) < '\u0250';
            text.append(apart ? " " : "").append(glyph.text());
        }
        double size = glyphs.stream()
                .collect(Collectors.groupingBy(glyph -> Math.round(glyph.size() * 2), Collectors.counting()))
                .entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> entry.getKey() / 2.0)
                .orElse(10.0);
        return new Line(
                text.toString(),
                glyphs.getFirst().left(),
                glyphs.stream().mapToDouble(PdfPage.Glyph::right).max().orElse(0),
                glyphs.getFirst().base(),
                Math.max(size, 1));
    }
}
