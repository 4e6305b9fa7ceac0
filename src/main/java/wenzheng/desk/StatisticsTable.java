package wenzheng.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures as a page shows, draws and exports them.
 *
 * @param name names it in addresses
 * @param heads keys of the messages that name its columns
 * @param chart how it is drawn: {@code stack} upright, {@code bars} lying; {@code null} for not at all
 * @param series how many columns after the first are drawn
 */
record StatisticsTable(String name, List<String> heads, List<Row> rows, @Nullable String chart, int series) {

    /** @param link to the conversations behind it, {@code null} where there are none */
    record Cell(String text, @Nullable String link) {

        static Cell of(long number) {
            return new Cell(Long.toString(number), null);
        }
    }

    /** @param label what the row is about, in its first column */
    record Row(Cell label, List<Cell> cells) {}

    /** Of its title. */
    public String key() {
        return "desk.statistics." + name;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
