package wenzheng.corpus.extraction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import wenzheng.corpus.Fault;
import wenzheng.corpus.Faulty;

/** Takes a page apart as it is read, element by element: blocks, and tables with blocks in their cells. */
final class PageBuilder {

    /** Tables within each other that pages are laid out with. */
    private static final int DEEPEST = 12;
    /** What a cell says in a table of facts is no longer than this; a longer one is a page laid out as a table. */
    private static final int LONGEST_CELL = 300;

    private static final class Table {
        private final List<List<TableRows.Cell>> rows = new ArrayList<>();
        private final List<String> blocks = new ArrayList<>();
        private boolean laidOut;
        private int columns = 1;
        private int span = 1;
        private boolean continuesAbove;

        /** The cell above the one that is read. */
        private Optional<TableRows.Cell> above() {
            int column = rows.getLast().stream().mapToInt(TableRows.Cell::columns).sum();
            int end = 0;
            for (TableRows.Cell cell : rows.size() < 2 ? List.<TableRows.Cell>of() : rows.get(rows.size() - 2)) {
                end += cell.columns();
                if (end > column) {
                    return Optional.of(cell);
                }
            }
            return Optional.empty();
        }
    }

    private final int limit;
    private final Deque<MarkdownWriter> writers = new ArrayDeque<>();
    private final Deque<Table> tables = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    PageBuilder(int limit) {
        this.limit = limit;
        writers.push(new MarkdownWriter(limit));
    }

    void text(CharSequence more) throws Faulty {
        if (text.length() + more.length() > limit) {
            throw new Faulty(Fault.OVERSIZED);
        }
        text.append(more);
    }

    /** @param number before it; empty where it has none */
    void endHeading(int level, String number) throws Faulty {
        String said = taken();
        if (!said.isBlank()) {
            writers.element().heading(level, number + said);
        }
    }

    void endParagraph() throws Faulty {
        writers.element().paragraph(taken());
    }

    void endNumbered(String number) throws Faulty {
        String said = taken();
        if (!said.isBlank()) {
            writers.element().paragraph(number + said);
        }
    }

    void endItem() throws Faulty {
        writers.element().item(taken());
    }

    private String taken() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    void startTable() throws Faulty {
        endParagraph();
        if (tables.size() == DEEPEST) {
            throw new Faulty(Fault.NESTED);
        }
        if (!tables.isEmpty()) {
            tables.element().laidOut = true;
        }
        tables.push(new Table());
    }

    void startRow() {
        tables.element().rows.add(new ArrayList<>());
    }

    void startCell(int columns, int rows) {
        Table table = tables.element();
        table.columns = columns;
        table.span = rows;
        table.continuesAbove = false;
        if (table.rows.isEmpty()) {
            startRow();
        }
        writers.push(new MarkdownWriter(limit));
    }

    /** The cell that is read reaches over so many columns. */
    void widenCell(int columns) {
        if (!tables.isEmpty()) {
            tables.element().columns = columns;
        }
    }

    /** The cell that is read is part of the one above it. */
    void joinCellAbove() {
        if (!tables.isEmpty()) {
            tables.element().continuesAbove = true;
        }
    }

    void endCell() throws Faulty {
        endParagraph();
        List<String> blocks = writers.pop().blocks();
        Table table = tables.element();
        String said = String.join(" ", blocks);
        table.laidOut |= said.length() > LONGEST_CELL;
        table.blocks.addAll(blocks);
        TableRows.Cell cell = new TableRows.Cell(said, table.columns, table.span);
        table.rows.getLast().add(table.continuesAbove ? table.above().orElse(cell) : cell);
    }

    void endTable() throws Faulty {
        Table table = tables.pop();
        if (table.laidOut) {
            writers.element().all(table.blocks);
        } else {
            writers.element().table(TableRows.of(table.rows));
        }
    }

    boolean inTable() {
        return !tables.isEmpty();
    }

    /** @return the page as Markdown */
    String end() throws Faulty {
        endParagraph();
        String page = writers.element().text();
        if (page.isBlank()) {
            throw new Faulty(Fault.EMPTY);
        }
        return page;
    }
}
