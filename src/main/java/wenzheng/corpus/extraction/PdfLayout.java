package wenzheng.corpus.extraction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Faulty;
import wenzheng.corpus.extraction.PdfLines.Line;

/** Puts the lines of pages into the order in which they are read, and into paragraphs. */
final class PdfLayout {

    /** Of a page's height: what stands above or below it may be a running head or a page number. */
    private static final double MARGIN = 0.1;
    private static final Pattern PAGE_NUMBER =
            Pattern.compile("[-—–·\\s]*(?:第?\\s*\\d{1,4}\\s*页?)(?:\\s*[/／,，共]\\s*共?\\s*\\d{1,4}\\s*页?)?[-—–·\\s]*");
    /** How much larger than most text a heading is. */
    private static final double LARGE = 1.15;
    private static final int LONGEST_HEADING = 60;
    private static final int DEEPEST = 12;

    /** A block of the page: lines that stand together, or a table. */
    private sealed interface Block permits Text, Rows {}

    /**
     * @param open whether its last line is full and goes on behind it
     * @param indented whether its first line stands in
     */
    private record Text(String text, double size, boolean open, boolean indented) implements Block {}

    private record Rows(TableRows rows, boolean first) implements Block {}

    private final List<Block> blocks = new ArrayList<>();
    private final double body;
    private final double largest;

    private PdfLayout(List<Line> all) {
        body = all.stream()
                .collect(Collectors.groupingBy(Line::size, Collectors.summingInt(line -> line.text().length())))
                .entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(10.0);
        largest = all.stream().mapToDouble(Line::size).max().orElse(body);
    }

    static String read(List<PdfPage> pages, int limit) throws Faulty {
        List<List<PdfTables.Table>> tables = pages.stream().map(PdfTables::find).toList();
        List<List<Line>> lines = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            Set<PdfPage.Glyph> inTables = new HashSet<>();
            tables.get(i).forEach(table -> inTables.addAll(table.glyphs()));
            lines.add(PdfLines.of(pages.get(i).glyphs().stream().filter(glyph -> !inTables.contains(glyph)).toList()));
        }
        Set<String> running = running(pages, lines);
        for (int i = 0; i < pages.size(); i++) {
            PdfPage page = pages.get(i);
            lines.get(i).removeIf(line -> isMargin(page, line)
                    && (running.contains(key(line)) || PAGE_NUMBER.matcher(line.text()).matches()));
        }
        PdfLayout layout = new PdfLayout(lines.stream().flatMap(List::stream).toList());
        for (int i = 0; i < pages.size(); i++) {
            layout.addPage(lines.get(i), tables.get(i));
        }
        return layout.write(limit);
    }

    private static boolean isMargin(PdfPage page, Line line) {
        return line.base() < MARGIN * page.height() || line.base() > (1 - MARGIN) * page.height();
    }

    private static String key(Line line) {
        return line.text().replaceAll("\\d+", "#") + " " + Math.round(line.base() / 4);
    }

    /** What stands in the margin of at least half of the pages, figures aside. */
    private static Set<String> running(List<PdfPage> pages, List<List<Line>> lines) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < pages.size(); i++) {
            PdfPage page = pages.get(i);
            lines.get(i).stream()
                    .filter(line -> isMargin(page, line))
                    .map(PdfLayout::key)
                    .distinct()
                    .forEach(key -> counts.merge(key, 1, Integer::sum));
        }
        int enough = Math.max(2, (pages.size() + 1) / 2);
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= enough)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Tables reach over the whole width: what is above one is read before it. */
    private void addPage(List<Line> lines, List<PdfTables.Table> tables) {
        List<Line> rest = new ArrayList<>(lines);
        boolean first = true;
        for (PdfTables.Table table : tables) {
            List<Line> above = rest.stream().filter(line -> line.base() < table.top() + line.size()).toList();
            rest.removeAll(above);
            addZone(above, 0);
            blocks.add(new Rows(table.rows(), first && above.isEmpty()));
            first = false;
        }
        addZone(rest, 0);
    }

    private void addZone(List<Line> lines, int depth) {
        if (lines.isEmpty()) {
            return;
        }
        List<Line> sorted = lines.stream()
                .sorted(Comparator.comparingDouble(Line::base).thenComparingDouble(Line::left))
                .toList();
        PdfColumns.Split split = depth < DEEPEST ? PdfColumns.split(sorted, body) : null;
        if (split == null) {
            addParagraphs(sorted);
            return;
        }
        addZone(sorted.subList(0, split.from()), depth + 1);
        List<Line> side = sorted.subList(split.from(), split.end());
        TableRows rows = PdfColumns.table(side);
        if (rows != null) {
            blocks.add(new Rows(rows, false));
        } else {
            addZone(side.stream().filter(line -> line.right() <= split.gutter()).toList(), depth + 1);
            addZone(side.stream().filter(line -> line.right() > split.gutter()).toList(), depth + 1);
        }
        addZone(sorted.subList(split.end(), sorted.size()), depth + 1);
    }

    /** @param pieces from above; those of one line from left */
    private void addParagraphs(List<Line> pieces) {
        List<Line> lines = whole(pieces);
        double left = typical(lines.stream().map(Line::left).toList(), false);
        double right = typical(lines.stream().map(Line::right).toList(), true);
        double leading = leading(lines);
        List<Line> together = new ArrayList<>();
        for (Line line : lines) {
            if (!together.isEmpty() && beginsParagraph(together, line, left, right, leading)) {
                addText(together, left, right);
                together.clear();
            }
            together.add(line);
        }
        addText(together, left, right);
    }

    /** The pieces of a line as one. */
    private static List<Line> whole(List<Line> pieces) {
        List<Line> lines = new ArrayList<>();
        for (Line piece : pieces) {
            Line last = lines.isEmpty() ? null : lines.getLast();
            if (last != null && Math.abs(last.base() - piece.base()) < piece.size() / 3 && piece.left() >= last.right()) {
                lines.set(lines.size() - 1, new Line(
                        last.text() + " " + piece.text(), last.left(), piece.right(), last.base(), last.size()));
            } else {
                lines.add(piece);
            }
        }
        return lines;
    }

    /** Where most lines begin, or end: the outermost of the places that several share. */
    private static double typical(List<Double> places, boolean greatest) {
        Comparator<Double> order = greatest ? Comparator.reverseOrder() : Comparator.naturalOrder();
        List<Double> sorted = places.stream().sorted(order).toList();
        return sorted.get(sorted.size() / 10);
    }

    private static double leading(List<Line> lines) {
        List<Double> steps = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            steps.add(lines.get(i).base() - lines.get(i - 1).base());
        }
        steps.sort(Comparator.naturalOrder());
        return steps.isEmpty() ? 0 : steps.get(steps.size() / 2);
    }

    private boolean beginsParagraph(List<Line> together, Line line, double left, double right, double leading) {
        Line before = together.getLast();
        boolean heading = isLarge(line) && isLarge(before) && Math.abs(line.size() - before.size()) < 0.6;
        boolean far = line.base() - before.base() > 1.6 * Math.clamp(leading, line.size(), 1.9 * line.size());
        if (heading) {
            return far;
        }
        return far
                || Math.abs(line.size() - before.size()) > 0.12 * before.size()
                || line.left() - left > 1.2 * line.size()
                || before.right() < right - 2.2 * before.size();
    }

    private boolean isLarge(Line line) {
        return line.size() > LARGE * body;
    }

    private void addText(List<Line> lines, double left, double right) {
        if (lines.isEmpty()) {
            return;
        }
        String text = lines.stream().map(Line::text).reduce("", PdfLines::joined);
        Line first = lines.getFirst();
        Line last = lines.getLast();
        boolean open = last.right() > right - 1.5 * last.size() && !text.matches("(?s).*[。！？：；!?;:]['\"’”）)》]?");
        boolean indented = first.left() - left > 1.2 * first.size();
        Text added = new Text(text, first.size(), open, indented);
        // A paragraph that a column or a page breaks goes on in the next.
        if (!blocks.isEmpty()
                && blocks.getLast() instanceof Text before
                && before.open()
                && !indented
                && !isHeading(before)
                && Math.abs(before.size() - added.size()) < 0.6) {
            blocks.set(blocks.size() - 1, new Text(
                    PdfLines.joined(before.text(), text), before.size(), open, before.indented()));
        } else {
            blocks.add(added);
        }
    }

    private boolean isHeading(Text text) {
        return text.size() > LARGE * body && text.text().length() <= LONGEST_HEADING && !text.text().endsWith("。");
    }

    private String write(int limit) throws Faulty {
        MarkdownWriter writer = new MarkdownWriter(limit);
        @Nullable TableRows open = null;
        for (Block block : blocks) {
            if (block instanceof Rows table && open != null && table.first() && open.isContinuedBy(table.rows())) {
                open = open.with(table.rows());
                continue;
            }
            if (open != null) {
                writer.table(open);
                open = null;
            }
            switch (block) {
                case Rows table -> open = table.rows();
                case Text text when isHeading(text) -> writer.heading(text.size() > 0.98 * largest ? 1 : 2, text.text());
                case Text text -> writer.paragraph(text.text());
            }
        }
        if (open != null) {
            writer.table(open);
        }
        return writer.text();
    }
}
