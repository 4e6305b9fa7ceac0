package wenzheng.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a page into blocks: lines that a narrow column broke are joined, Markdown is taken off. */
final class Layout {

    /** A column narrower than this, in half-width units, holds headings and loose lines, not running text. */
    private static final int NARROWEST_COLUMN = 36;
    /** A line wider than this was not broken by a column. */
    private static final int WIDEST_COLUMN = 120;
    /** Justified lines differ by the full-width mark or two that may not begin the next one. */
    private static final double FULL_LINE = 0.85;
    /** Of a line that is bold as a whole. */
    private static final int LOWEST_LEVEL = 6;
    /** A block longer than this with spaces between its sentences was a page whose line breaks were lost. */
    private static final int LONGEST_LINE = 120;

    private static final Pattern LINE_END = Pattern.compile("\\R|\\z");
    private static final Pattern FRONT_MATTER = Pattern.compile("---\\R(?:[\\w-]+:.*\\R|\\s+.*\\R)+---\\R");
    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(?=\\S)");
    private static final Pattern ITEM = Pattern.compile("(?:[-*+·]\\s+|[•●■◆▪○□★]\\s*)(?=\\S)");
    /** Without backtracking, which overflows the stack on a line of some thousand marks. */
    private static final Pattern RULE = Pattern.compile("(?:[-*_=]\\s*+){3,}+|(?=.*--)[\\s:|-]++|```.*");
    private static final Pattern INLINE_MARKS = Pattern.compile(
            "!\\[[^\\]]*\\]\\([^)]*\\)|\\[([^\\]]+)\\]\\([^)\\s]+\\)"
            + "|\\*\\*|(?<![\\p{L}\\p{N}_])__|__(?![\\p{L}\\p{N}_])|<br\\s*/?>|`");
    private static final Pattern BOLD_LINE = Pattern.compile("\\*\\*([^*。；;，,]{2,40})\\*\\*[:：]?");
    private static final Pattern LOST_BREAK =
            Pattern.compile("(?<=[。！？；：!?;:][”’」』）)]?)[\\s\\u00a0\\u3000]+(?=\\S)");

    private Layout() {}

    private record Line(TracedText text, Block.Kind kind, int level, int indent) {}

    static List<Block> blocks(String page) {
        List<Block> blocks = new ArrayList<>();
        List<Line> together = new ArrayList<>();
        int blank = 0;
        int blankBefore = 0;
        Matcher head = FRONT_MATTER.matcher(page);
        int start = head.lookingAt() ? head.end() : 0;
        Matcher ends = LINE_END.matcher(page).region(start, page.length());
        TableHead table = new TableHead();
        while (ends.find()) {
            Line line = line(page, start, ends.start(), table);
            start = ends.end();
            if (table.isJustFound()) {
                together.removeLast();
                continue;
            }
            if (line.text().isEmpty()) {
                blank++;
                continue;
            }
            if (!together.isEmpty() && (blank > 0 || startsBlock(together.getLast(), line))) {
                addParagraphs(blocks, together, blankBefore);
                together.clear();
            }
            if (together.isEmpty()) {
                blankBefore = blank;
            }
            blank = 0;
            together.add(line);
        }
        addParagraphs(blocks, together, blankBefore);
        return blocks;
    }

    private static boolean startsBlock(Line before, Line line) {
        return line.kind() != Block.Kind.TEXT || before.kind() == Block.Kind.HEADING
                || before.kind() == Block.Kind.ASIDE || line.indent() > before.indent();
    }

    private static Line line(String page, int start, int end, TableHead table) {
        TracedText raw = TracedText.of(page, start, end);
        TracedText text = raw.strip();
        int indent = raw.toString().indexOf(text.toString());
        Block.Kind kind = Block.Kind.TEXT;
        int level = 0;
        table.enter(text.toString());
        if (RULE.matcher(text.toString()).matches()) {
            return new Line(TracedText.EMPTY, kind, 0, indent);
        }
        while (text.toString().startsWith("> ")) {
            text = text.from(2).strip();
        }
        Matcher heading = HEADING.matcher(text.toString());
        Matcher item = ITEM.matcher(text.toString());
        if (heading.lookingAt()) {
            kind = Block.Kind.HEADING;
            level = heading.group(1).length();
            text = text.from(heading.end());
        } else if (item.lookingAt()) {
            kind = Block.Kind.ITEM;
            text = text.from(item.end());
        } else if (TableHead.isRow(text.toString())) {
            kind = Block.Kind.ITEM;
            text = table.cells(text);
        }
        if (kind == Block.Kind.TEXT && BOLD_LINE.matcher(text.toString()).matches()) {
            kind = Block.Kind.HEADING;
            level = LOWEST_LEVEL;
        }
        text = plain(text).strip();
        if (kind == Block.Kind.TEXT && Credits.isAside(text.toString())) {
            kind = Block.Kind.ASIDE;
        }
        return new Line(text, kind, level, indent);
    }

    /** Without Markdown's marks, nor the space before one that sets a figure apart from the characters around it. */
    private static TracedText plain(TracedText marked) {
        String line = marked.toString();
        TracedText text = TracedText.EMPTY;
        int kept = 0;
        Matcher marks = INLINE_MARKS.matcher(line);
        while (marks.find()) {
            int start = marks.start();
            if (start > 1 && line.charAt(start - 1) == ' ' && line.charAt(start - 2) > '\u2e7f') {
                start--;
            }
            if (start > kept) {
                text = text.plus(marked.sub(kept, start));
            }
            if (marks.group(1) != null) {
                text = text.plus(marked.sub(marks.start(1), marks.end(1)));
            }
            kept = marks.end();
        }
        return kept == 0 ? marked : text.plus(marked.from(kept));
    }

    private static void addParagraphs(List<Block> blocks, List<Line> lines, int blankBefore) {
        if (lines.isEmpty()) {
            return;
        }
        int widest = lines.stream().mapToInt(line -> width(line.text().toString())).max().orElse(0);
        boolean column = isColumn(lines, widest);
        int blank = blankBefore;
        TracedText paragraph = TracedText.EMPTY;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            paragraph = paragraph.plus(column ? withoutJustification(line.text()) : line.text());
            boolean goesOn = column
                    && i + 1 < lines.size()
                    && width(line.text().toString()) >= FULL_LINE * widest;
            if (!goesOn) {
                addBlock(blocks, new Block(paragraph, line.kind(), line.level(), blank));
                blank = 0;
                paragraph = TracedText.EMPTY;
            } else if (isLatin(paragraph, paragraph.length() - 1) && isLatin(lines.get(i + 1).text(), 0)) {
                paragraph = paragraph.plus(TracedText.inserted(" "));
            }
        }
    }

    private static boolean isColumn(List<Line> lines, int widest) {
        if (widest < NARROWEST_COLUMN || widest > WIDEST_COLUMN || lines.size() < 2) {
            return false;
        }
        List<String> open = lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.text().toString())
                .filter(line -> !Marks.endsSentence(line) && !Marks.endsWithAny(line, "：:；;"))
                .toList();
        long full = open.stream().filter(line -> width(line) >= FULL_LINE * widest).count();
        boolean everyLineIndented = lines.size() > 2 && lines.stream().allMatch(line -> line.indent() > 1);
        return full > 0
                && 2 * full >= open.size()
                && !everyLineIndented
                && lines.stream().anyMatch(line -> Marks.hasPause(line.text().toString()));
    }

    /** Without the spaces that justification put between characters and figures. */
    private static TracedText withoutJustification(TracedText line) {
        TracedText text = line;
        for (int i = line.length() - 2; i > 0; i--) {
            if (TracedText.isBlank(line.toString().charAt(i)) && isLatin(line, i - 1) != isLatin(line, i + 1)) {
                text = text.without(i, i + 1);
            }
        }
        return text;
    }

    private static boolean isLatin(TracedText text, int i) {
        return text.toString().charAt(i) < '\u0250';
    }

    /** In half-width units: a Chinese character takes two. */
    private static int width(String text) {
        return text.chars().map(c -> c < 0x1100 ? 1 : 2).sum();
    }

    private static void addBlock(List<Block> blocks, Block block) {
        String text = block.toString();
        int start = 0;
        if (block.kind() == Block.Kind.TEXT && text.length() > LONGEST_LINE) {
            Matcher breaks = LOST_BREAK.matcher(text);
            while (breaks.find()) {
                blocks.add(new Block(
                        block.text().sub(start, breaks.start()), block.kind(), 0, start == 0 ? block.blankLines() : 1));
                start = breaks.end();
            }
        }
        int blank = start == 0 ? block.blankLines() : 1;
        blocks.add(new Block(block.text().from(start), block.kind(), block.level(), blank));
    }
}
