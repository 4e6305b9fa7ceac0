package wenzheng.corpus.extraction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** Finds tables by their ruled lines. */
final class PdfTables {

    /** How far lines that meet may stand apart, in points. */
    private static final double NEAR = 3;
    private static final int MOST_LINES = 300;

    /** @param glyphs those that stand in it */
    record Table(double left, double top, double right, double bottom, TableRows rows, List<PdfPage.Glyph> glyphs) {}

    private PdfTables() {}

    /** @return from top to bottom */
    static List<Table> find(PdfPage page) {
        List<Table> tables = new ArrayList<>();
        for (List<PdfPage.Rule> group : groups(page.rules())) {
            double[] columns = places(group.stream()
                    .filter(rule -> !rule.across())
                    .mapToDouble(rule -> (rule.left() + rule.right()) / 2));
            double[] rows = places(group.stream()
                    .filter(PdfPage.Rule::across)
                    .mapToDouble(rule -> (rule.top() + rule.bottom()) / 2));
            if (columns.length > 2 && rows.length > 2 && columns.length < MOST_LINES && rows.length < MOST_LINES) {
                tables.add(table(page, group, columns, rows));
            }
        }
        tables.removeIf(table -> table.glyphs().isEmpty());
        tables.sort(Comparator.comparingDouble(Table::top));
        return tables;
    }

    /** Lines that meet each other, directly or by others. */
    private static List<List<PdfPage.Rule>> groups(List<PdfPage.Rule> rules) {
        List<List<PdfPage.Rule>> groups = new ArrayList<>();
        List<PdfPage.Rule> rest = new ArrayList<>(rules);
        while (!rest.isEmpty()) {
            List<PdfPage.Rule> group = new ArrayList<>(List.of(rest.removeLast()));
            for (int i = 0; i < group.size(); i++) {
                PdfPage.Rule one = group.get(i);
                List<PdfPage.Rule> met = rest.stream().filter(other -> meet(one, other)).toList();
                group.addAll(met);
                rest.removeAll(met);
            }
            groups.add(group);
        }
        return groups;
    }

    private static boolean meet(PdfPage.Rule one, PdfPage.Rule other) {
        return one.left() <= other.right() + NEAR
                && other.left() <= one.right() + NEAR
                && one.top() <= other.bottom() + NEAR
                && other.top() <= one.bottom() + NEAR;
    }

    /** @return ascending; what stands near each other counts as one */
    private static double[] places(DoubleStream found) {
        List<Double> places = new ArrayList<>();
        found.sorted().forEach(place -> {
            if (places.isEmpty() || place - places.getLast() > NEAR) {
                places.add(place);
            }
        });
        return places.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Table table(PdfPage page, List<PdfPage.Rule> rules, double[] columns, double[] rows) {
        int width = columns.length - 1;
        int height = rows.length - 1;
        List<PdfPage.Glyph> inside = page.glyphs().stream()
                .filter(glyph -> glyph.middle() > columns[0] && glyph.middle() < columns[width]
                        && glyph.centre() > rows[0] && glyph.centre() < rows[height])
                .toList();
        boolean[][] taken = new boolean[height][width];
        List<List<TableRows.Cell>> cells = new ArrayList<>();
        for (int row = 0; row < height; row++) {
            cells.add(new ArrayList<>());
            for (int column = 0; column < width; column++) {
                if (!taken[row][column]) {
                    int right = column + 1;
                    while (right < width && !taken[row][right]
                            && !hasUpright(rules, columns[right], (rows[row] + rows[row + 1]) / 2)) {
                        right++;
                    }
                    int below = row + 1;
                    while (below < height && !hasAcross(rules, rows[below], (columns[column] + columns[column + 1]) / 2)) {
                        below++;
                    }
                    for (int r = row; r < below; r++) {
                        Arrays.fill(taken[r], column, right, true);
                    }
                    double[] box = {columns[column], rows[row], columns[right], rows[below]};
                    List<PdfPage.Glyph> said = inside.stream()
                            .filter(glyph -> glyph.middle() >= box[0] && glyph.middle() < box[2]
                                    && glyph.centre() >= box[1] && glyph.centre() < box[3])
                            .toList();
                    cells.getLast().add(new TableRows.Cell(PdfLines.text(said), right - column, below - row));
                }
            }
        }
        return new Table(columns[0], rows[0], columns[width], rows[height], TableRows.of(cells), inside);
    }

    private static boolean hasUpright(List<PdfPage.Rule> rules, double x, double y) {
        return rules.stream().anyMatch(rule -> !rule.across()
                && Math.abs((rule.left() + rule.right()) / 2 - x) <= NEAR
                && rule.top() - NEAR <= y && y <= rule.bottom() + NEAR);
    }

    private static boolean hasAcross(List<PdfPage.Rule> rules, double y, double x) {
        return rules.stream().anyMatch(rule -> rule.across()
                && Math.abs((rule.top() + rule.bottom()) / 2 - y) <= NEAR
                && rule.left() - NEAR <= x && x <= rule.right() + NEAR);
    }
}
