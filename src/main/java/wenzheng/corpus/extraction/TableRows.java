package wenzheng.corpus.extraction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as people read it: every row with a value, or none, below each name of the header. A cell that reaches over
 * several rows belongs to each of them, one that reaches over several columns to the first.
 *
 * @param paragraphs what stands across the whole width above the header; all cells where there is one row or column
 * @param header a name for each column, those of two rows joined (2021年·新建); empty where there are no rows
 * @param rows each as long as the header
 */
record TableRows(List<String> paragraphs, List<String> header, List<List<String>> rows) {

    private static final int MOST_COLUMNS = 60;

    /**
     * One cell.
     *
     * @param columns over how many it reaches, at least 1
     * @param rows over how many it reaches, at least 1
     */
    record Cell(String text, int columns, int rows) {
        Cell {
            columns = Math.clamp(columns, 1, MOST_COLUMNS);
            rows = Math.clamp(rows, 1, 1000);
        }
    }

    /** @param cells row by row, each only where it begins */
    static TableRows of(List<List<Cell>> cells) {
        List<List<@Nullable Cell>> grid = grid(cells);
        List<String> paragraphs = new ArrayList<>();
        int columns = grid.stream().mapToInt(List::size).max().orElse(0);
        if (grid.size() < 2 || columns < 2) {
            cells.forEach(row -> row.forEach(cell -> paragraphs.add(cell.text())));
            return new TableRows(paragraphs, List.of(), List.of());
        }
        int first = 0;
        while (first < grid.size() - 1 && isOneCell(grid.get(first))) {
            paragraphs.add(text(grid.get(first).getFirst()));
            first++;
        }
        int body = first + 1;
        while (body < grid.size() - 1 && !isLeafRow(grid.get(body - 1))) {
            body++;
        }
        List<String> header = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            header.add(name(grid, first, body, column));
        }
        List<List<String>> rows = new ArrayList<>();
        for (List<@Nullable Cell> row : grid.subList(body, grid.size())) {
            List<String> values = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                boolean sameCell = column > 0 && at(row, column) != null && at(row, column) == at(row, column - 1);
                values.add(sameCell ? "" : text(at(row, column)));
            }
            if (values.stream().anyMatch(value -> !value.isEmpty())) {
                rows.add(values);
            }
        }
        return new TableRows(paragraphs, header, rows);
    }

    /** Whether the other one, at the head of the next page, is its rest, with its header again or without. */
    boolean isContinuedBy(TableRows next) {
        return !rows.isEmpty() && next.paragraphs.isEmpty() && next.header.size() == header.size();
    }

    TableRows with(TableRows rest) {
        List<List<String>> all = new ArrayList<>(rows);
        if (!rest.header.equals(header)) {
            all.add(rest.header);
        }
        all.addAll(rest.rows);
        return new TableRows(paragraphs, header, all);
    }

    /** Every cell in all its places; {@code null} where a row is shorter than others. */
    private static List<List<@Nullable Cell>> grid(List<List<Cell>> cells) {
        List<List<@Nullable Cell>> grid = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            while (grid.size() <= row) {
                grid.add(new ArrayList<>());
            }
            int column = 0;
            for (Cell cell : cells.get(row)) {
                while (at(grid.get(row), column) != null) {
                    column++;
                }
                for (int r = row; r < Math.min(row + cell.rows(), cells.size()); r++) {
                    while (grid.size() <= r) {
                        grid.add(new ArrayList<>());
                    }
                    for (int c = column; c < Math.min(column + cell.columns(), MOST_COLUMNS); c++) {
                        put(grid.get(r), c, cell);
                    }
                }
                column = Math.min(column + cell.columns(), MOST_COLUMNS - 1);
            }
        }
        return grid;
    }

    private static void put(List<@Nullable Cell> row, int column, Cell cell) {
        row.addAll(Collections.nCopies(Math.max(0, column + 1 - row.size()), null));
        row.set(column, cell);
    }

    private static @Nullable Cell at(List<@Nullable Cell> row, int column) {
        return column < row.size() ? row.get(column) : null;
    }

    private static String text(@Nullable Cell cell) {
        return cell == null ? "" : MarkdownWriter.oneLine(cell.text());
    }

    private static boolean isOneCell(List<@Nullable Cell> row) {
        return row.size() > 1 && row.stream().allMatch(cell -> cell == row.getFirst());
    }

    /** Whether no cell of a header's row has others below it that divide it. */
    private static boolean isLeafRow(List<@Nullable Cell> row) {
        for (int column = 1; column < row.size(); column++) {
            if (row.get(column) != null && row.get(column) == row.get(column - 1)) {
                return false;
            }
        }
        return true;
    }

    private static String name(List<List<@Nullable Cell>> grid, int first, int body, int column) {
        List<String> names = new ArrayList<>();
        Cell above = null;
        for (int row = first; row < body; row++) {
            Cell cell = at(grid.get(row), column);
            if (cell != null && cell != above && !text(cell).isEmpty()) {
                names.add(text(cell));
            }
            above = cell;
        }
        return String.join("·", names);
    }
}
