package wenzheng.corpus.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import wenzheng.corpus.Fault;
import wenzheng.corpus.Faulty;

/** Blocks of a page as Markdown, the form in which the article's reader knows headings, items and tables. */
final class MarkdownWriter {

    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");
    private static final int LOWEST_LEVEL = 6;

    private final int limit;
    private final List<String> blocks = new ArrayList<>();
    private int length;

    /** @param limit characters that may be written; one more is a fault */
    MarkdownWriter(int limit) {
        this.limit = limit;
    }

    void heading(int level, String text) throws Faulty {
        add("#".repeat(Math.clamp(level, 1, LOWEST_LEVEL)) + " ", text);
    }

    void paragraph(String text) throws Faulty {
        add("", text);
    }

    void item(String text) throws Faulty {
        add("- ", text);
    }

    /** Its rows with the header's names, where it has a header and more than one column; else its cells one by one. */
    void table(TableRows table) throws Faulty {
        for (String line : table.paragraphs()) {
            paragraph(line);
        }
        if (!table.rows().isEmpty()) {
            List<String> lines = new ArrayList<>();
            lines.add(row(table.header()));
            lines.add("|" + " --- |".repeat(table.header().size()));
            table.rows().forEach(cells -> lines.add(row(cells)));
            keep(String.join("\n", lines));
        }
    }

    private static String row(List<String> cells) {
        StringBuilder row = new StringBuilder("|");
        cells.forEach(cell -> row.append(' ').append(oneLine(cell).replace('|', '｜')).append(" |"));
        return row.toString();
    }

    /** Blocks that were written elsewhere. */
    void all(List<String> others) throws Faulty {
        for (String block : others) {
            keep(block);
        }
    }

    private void add(String mark, String text) throws Faulty {
        String line = oneLine(text);
        if (!line.isEmpty()) {
            keep(mark + line);
        }
    }

    private void keep(String block) throws Faulty {
        length += block.length() + 2;
        if (length > limit) {
            throw new Faulty(Fault.OVERSIZED);
        }
        blocks.add(block);
    }

    static String oneLine(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    List<String> blocks() {
        return blocks;
    }

    String text() {
        return String.join("\n\n", blocks) + "\n";
    }
}
