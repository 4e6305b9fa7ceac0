package wenzheng.corpus;

import java.util.ArrayList;
import java.util.List;

/** The header of the Markdown table that is read: each value below it is told together with the name above it. */
final class TableHead {

    private List<TracedText> row = List.of();
    private List<TracedText> names = List.of();
    private boolean justFound;

    /** To be called with each line of the page, before its cells are taken. */
    void enter(String line) {
        boolean rule = line.indexOf('-') >= 0 && line.chars().allMatch(c -> c == '|' || c == '-' || c == ':' || c == ' ');
        justFound = rule && !row.isEmpty() && names.isEmpty();
        if (justFound) {
            names = row;
        } else if (!isRow(line)) {
            names = List.of();
        }
        row = List.of();
    }

    /** Whether the line is the rule that makes the row above it a header. */
    boolean isJustFound() {
        return justFound;
    }

    static boolean isRow(String line) {
        return line.length() > 2 && line.startsWith("|") && line.endsWith("|");
    }

    /** A row of the table as running text: a sentence of names and values, or its cells apart by a space. */
    TracedText cells(TracedText line) {
        row = split(line);
        TracedText text = TracedText.EMPTY;
        for (int i = 0; i < row.size(); i++) {
            TracedText cell = row.get(i);
            if (cell.isEmpty()) {
                continue;
            }
            if (!text.isEmpty()) {
                text = text.plus(TracedText.inserted(names.isEmpty() ? " " : "；"));
            }
            if (i < names.size() && !names.get(i).isEmpty()) {
                text = text.plus(names.get(i)).plus(TracedText.inserted("："));
            }
            text = text.plus(cell);
        }
        boolean open = !names.isEmpty() && !text.isEmpty() && !Marks.endsSentence(text.toString());
        return open ? text.plus(TracedText.inserted("。")) : text;
    }

    private static List<TracedText> split(TracedText line) {
        List<TracedText> cells = new ArrayList<>();
        int start = 1;
        for (int i = 1; i < line.length(); i++) {
            if (line.toString().charAt(i) == '|') {
                cells.add(line.sub(start, i).strip());
                start = i + 1;
            }
        }
        return cells;
    }
}
