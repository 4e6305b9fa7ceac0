package wenzheng.corpus.extraction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.extraction.PdfLines.Line;

/** Finds columns: lines beside each other with a white band between them from the first to the last. */
final class PdfColumns {

    /** Fewest lines on either side. */
    private static final int FEWEST = 2;
    /** Steps in which places for a band are tried, in points. */
    private static final double STEP = 2;
    /** Of the width of a column, what a line of running text fills at least. */
    private static final double FULL = 0.8;

    private PdfColumns() {}

    /**
     * @param gutter where the band stands
     * @param from the first line beside it
     * @param end behind the last
     */
    record Split(double gutter, int from, int end) {}

    /**
     * @param lines from above
     * @param size of the font of most text, in points
     * @return the band along most lines; {@code null} where there is none
     */
    static @Nullable Split split(List<Line> lines, double size) {
        double left = lines.stream().mapToDouble(Line::left).min().orElse(0);
        double right = lines.stream().mapToDouble(Line::right).max().orElse(0);
        Split best = null;
        int most = 0;
        for (double x = left + 2 * size; x < right - 2 * size; x += STEP) {
            int start = 0;
            for (int i = 0; i <= lines.size(); i++) {
                if (i == lines.size() || lines.get(i).stretchesOver(x - size / 2, x + size / 2)) {
                    Split found = trimmed(lines, x, start, i);
                    int beside = found == null ? 0 : found.end() - found.from();
                    if (beside > most) {
                        most = beside;
                        best = found;
                    }
                    start = i + 1;
                }
            }
        }
        return best;
    }

    /** Without the lines above the first that has another beside it, and below the last, where they stand apart. */
    private static @Nullable Split trimmed(List<Line> lines, double x, int start, int end) {
        List<Line> beside = lines.subList(start, end);
        List<Line> before = beside.stream().filter(line -> line.right() <= x).toList();
        List<Line> behind = beside.stream().filter(line -> line.left() >= x).toList();
        if (before.size() < FEWEST || behind.size() < FEWEST) {
            return null;
        }
        double top = Math.max(
                before.getFirst().base() - before.getFirst().size(),
                behind.getFirst().base() - behind.getFirst().size());
        double bottom = Math.min(before.getLast().base(), behind.getLast().base());
        if (bottom <= top) {
            return null;
        }
        int from = start;
        while (from < end && lines.get(from).base() < top - lines.get(from).size() / 2) {
            from++;
        }
        return new Split(x, from, end);
    }

    /**
     * @param lines from above, with a band between them
     * @return what they say as a table; {@code null} where they are columns of running text
     */
    static @Nullable TableRows table(List<Line> lines) {
        List<List<Line>> rows = rows(lines);
        List<double[]> columns = columns(lines);
        long beside = rows.stream().filter(row -> row.size() > 1).count();
        if (rows.size() < 3 || columns.size() < 2 || beside < 0.7 * rows.size()) {
            return null;
        }
        long full = 0;
        for (Line line : lines) {
            double[] own = column(columns, line);
            full += line.right() - line.left() > FULL * (own[1] - own[0]) && line.text().length() > 12 ? 1 : 0;
        }
        if (full > 0.4 * lines.size()) {
            return null;
        }
        List<List<TableRows.Cell>> cells = new ArrayList<>();
        for (List<Line> row : rows) {
            List<TableRows.Cell> ofRow = new ArrayList<>();
            for (double[] column : columns) {
                String text = row.stream()
                        .filter(line -> column(columns, line) == column)
                        .map(Line::text)
                        .reduce("", PdfLines::joined);
                ofRow.add(new TableRows.Cell(text, 1, 1));
            }
            cells.add(ofRow);
        }
        return TableRows.of(cells);
    }

    private static List<List<Line>> rows(List<Line> lines) {
        List<List<Line>> rows = new ArrayList<>();
        for (Line line : lines) {
            if (rows.isEmpty() || line.base() - rows.getLast().getFirst().base() > line.size() / 2) {
                rows.add(new ArrayList<>());
            }
            rows.getLast().add(line);
        }
        return rows;
    }

    /** From where to where the lines of each column reach, from left. */
    private static List<double[]> columns(List<Line> lines) {
        List<double[]> columns = new ArrayList<>();
        for (Line line : lines.stream().sorted(Comparator.comparingDouble(Line::left)).toList()) {
            if (columns.isEmpty() || line.left() > columns.getLast()[1]) {
                columns.add(new double[] {line.left(), line.right()});
            } else {
                columns.getLast()[1] = Math.max(columns.getLast()[1], line.right());
            }
        }
        return columns;
    }

    private static double[] column(List<double[]> columns, Line line) {
        return columns.stream()
                .filter(column -> line.left() >= column[0] && line.left() <= column[1])
                .findFirst()
                .orElse(columns.getLast());
    }
}
