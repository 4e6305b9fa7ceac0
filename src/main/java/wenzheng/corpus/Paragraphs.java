package wenzheng.corpus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes paragraphs under their headings out of the blocks of one page. */
final class Paragraphs {

    /** More lines than this in a row that look like headings are a list. */
    private static final int LONGEST_ROW = 4;
    private static final int LONGEST_LIST = 200;
    /** An item longer than this is a paragraph of its own. */
    private static final int LONGEST_ITEM = 80;
    private static final int SHORT_LINE = 20;
    private static final int LONGEST_LINE = 40;

    private final TornSentences tornSentences;
    private final Outline outline = new Outline();
    private final List<Paragraph> paragraphs = new ArrayList<>();
    private final List<Block> leads = new ArrayList<>();
    private final List<Block> blocks;
    /** Whether Markdown marks the headings, so that lines without a mark are none. */
    private final boolean marked;
    /** Whether headings stand in the first line of paragraphs; where only one seems to, it is a stray space. */
    private final boolean runIn;
    /** Whether other sentences of the page are torn, so that one may have lost its start or end. */
    private final boolean torn;
    /** Which blocks are short lines that may form a fact with those beside them, and which of these are its figure. */
    private final BitSet loose = new BitSet();
    private final BitSet figures = new BitSet();
    private @Nullable Paragraph lastLine;

    private Paragraphs(List<Block> page, TornSentences tornSentences) {
        this.tornSentences = tornSentences;
        List<Block> whole = withoutAsides(page);
        TornSentences.Mended mended = tornSentences.mend(whole);
        this.blocks = withoutCaptions(mended);
        this.torn = mended.blocks().size() < whole.size();
        this.marked = whole.stream().filter(block -> block.kind() == Block.Kind.HEADING).count() > 1;
        this.runIn = whole.stream().filter(block -> Headings.runIn(block.toString()) > 0).count() > 1;
        for (int i = 0; i < blocks.size(); i++) {
            String line = blocks.get(i).toString();
            loose.set(i, blocks.get(i).kind() == Block.Kind.TEXT
                    && line.length() <= SHORT_LINE
                    && !Marks.hasPause(line)
                    && !Headings.isNumbered(line));
            figures.set(i, loose.get(i) && Headings.isFigure(line));
        }
    }

    static List<Paragraph> of(List<Block> page, TornSentences tornSentences) {
        Paragraphs paragraphs = new Paragraphs(page, tornSentences);
        paragraphs.read();
        return paragraphs.paragraphs;
    }

    /** Notes as leads the paragraphs that a byline closes while others follow: they stand above all sections. */
    private List<Block> withoutAsides(List<Block> page) {
        int last = page.size() - 1;
        while (last > 0 && !TornSentences.isProse(page.get(last).toString())) {
            last--;
        }
        List<Block> rest = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            Block block = page.get(i);
            boolean closed = block.kind() == Block.Kind.ASIDE && block.blankLines() == 0 && !rest.isEmpty()
                    && rest.getLast() == page.get(i - 1);
            if (block.kind() == Block.Kind.TEXT) {
                int tail = Credits.tail(block.toString());
                closed = tail < block.text().length();
                block = closed ? block.with(block.text().sub(0, tail).strip()) : block;
            }
            if (block.kind() != Block.Kind.ASIDE && !block.text().isEmpty()) {
                rest.add(block);
            }
            if (closed && i < last && !rest.isEmpty() && TornSentences.isProse(rest.getLast().toString())) {
                leads.add(rest.getLast());
            }
        }
        return rest;
    }

    /**
     * Without the other captions of a page that shows at least two, between halves of a sentence or at its foot: lines
     * alone below a picture that are as long as those.
     */
    private static List<Block> withoutCaptions(TornSentences.Mended mended) {
        List<Block> blocks = new ArrayList<>(mended.blocks());
        List<Block> captions = new ArrayList<>(mended.captions());
        captions.removeIf(caption -> !belowPicture(caption));
        boolean prose = blocks.stream().anyMatch(block -> TornSentences.isProse(block.toString()));
        while (prose && belowPicture(blocks.getLast())) {
            captions.add(blocks.removeLast());
        }
        IntSummaryStatistics lengths =
                captions.stream().mapToInt(caption -> caption.text().length()).summaryStatistics();
        for (int i = blocks.size() - 2; i >= 0 && lengths.getCount() > 1; i--) {
            int length = blocks.get(i).text().length();
            if (belowPicture(blocks.get(i))
                    && length >= lengths.getMin()
                    && length <= lengths.getMax()
                    && !Headings.looksLikeOne(blocks.get(i + 1))) {
                blocks.remove(i);
            }
        }
        return blocks;
    }

    /** Whether it looks like a heading but has the space of a picture above it. */
    private static boolean belowPicture(Block block) {
        return block.blankLines() > 1 && Headings.looksLikeOne(block);
    }

    private void read() {
        int i = 0;
        while (i < blocks.size()) {
            ArticleReader.goOnUnlessInterrupted();
            Block block = blocks.get(i);
            int loose = endOfLooseLines(i);
            int numbered = endOfNumberedItems(i);
            int row = endOfRow(i);
            if (block.kind() == Block.Kind.HEADING) {
                outline.enterMarked(block.toString(), block.level());
                i++;
            } else if (block.kind() == Block.Kind.ITEM) {
                int end = i;
                while (end < blocks.size() && blocks.get(end).kind() == Block.Kind.ITEM) {
                    end++;
                }
                addList(blocks.subList(i, end));
                i = end;
            } else if (loose > i) {
                add(outline.path(), joined(blocks.subList(i, loose)), block);
                i = loose;
            } else if (numbered > i) {
                addList(blocks.subList(i, numbered));
                i = numbered;
            } else if (row > i) {
                addHeadings(i, row);
                i = row;
            } else {
                addText(block);
                i++;
            }
        }
    }

    /** @return behind the short lines at {@code i} that form one fact (2021年 / 增长 / 7%以上), else {@code i} */
    private int endOfLooseLines(int i) {
        int end = i;
        boolean figure = false;
        while (loose.get(end)
                && (end == i || blocks.get(end).blankLines() <= blocks.get(i + 1).blankLines())) {
            figure |= figures.get(end);
            end++;
        }
        int last = end;
        boolean textFollows = end < blocks.size() && blocks.get(end).kind() == Block.Kind.TEXT;
        while (textFollows && last > i + 2 && blocks.get(last - 1).blankLines() > 0
                && !figures.get(last - 1)) {
            last--;
        }
        return figure && end > i + 1 ? last : i;
    }

    /**
     * @return behind the short lines at {@code i} that are numbered alike, the last of which may end a sentence;
     *     {@code i} where there are not two
     */
    private int endOfNumberedItems(int i) {
        int level = Headings.numberedLevel(blocks.get(i).toString());
        int end = i;
        while (level > 0
                && end < blocks.size()
                && (end == i || !Marks.endsSentence(blocks.get(end - 1).toString()))
                && blocks.get(end).kind() == Block.Kind.TEXT
                && blocks.get(end).text().length() <= LONGEST_ITEM
                && Headings.numberedLevel(blocks.get(end).toString()) == level) {
            end++;
        }
        return end > i + 1 ? end : i;
    }

    /** @return behind the lines at {@code i} that look like headings, {@code i} where there are none */
    private int endOfRow(int i) {
        int end = i;
        while (end < blocks.size()
                && Headings.looksLikeOne(blocks.get(end))
                && endOfLooseLines(end) == end
                && endOfNumberedItems(end) == end) {
            end++;
        }
        return end;
    }

    private void addHeadings(int from, int end) {
        List<Block> row = new ArrayList<>(blocks.subList(from, end));
        if (marked) {
            row.stream().filter(line -> line.blankLines() < 2).forEach(this::addText);
        } else if (end == blocks.size()) {
            addClosing(row);
        } else if (Headings.isDate(blocks.get(end).toString())) {
            addClosing(row);
        } else if (row.size() > LONGEST_ROW && row.stream().noneMatch(line -> Headings.isNumbered(line.toString()))) {
            addList(row);
        } else {
            addOutline(row);
        }
    }

    /** Lines with no text below them, such as who signed. */
    private void addClosing(List<Block> lines) {
        if (lines.size() > LONGEST_ROW) {
            addList(lines);
        } else {
            lines.forEach(this::addLine);
        }
    }

    private void addOutline(List<Block> row) {
        int i = 0;
        while (i < row.size()) {
            int level = Headings.numberedLevel(row.get(i).toString());
            int end = i + 1;
            while (level == 0 && end < row.size() && !Headings.isNumbered(row.get(end).toString())) {
                end++;
            }
            if (level == 0) {
                outline.enterUnmarked(lines(row.subList(i, end)));
            } else {
                outline.enterNumbered(row.get(i).toString(), level);
            }
            i = end;
        }
    }

    /** A heading that takes several lines: the first names the section, the others together what it says. */
    private static List<String> lines(List<Block> row) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            if (i > 1 && row.get(i).blankLines() == 0 && row.get(i - 1).blankLines() == 0) {
                lines.set(lines.size() - 1, lines.getLast() + " " + row.get(i));
            } else {
                lines.add(row.get(i).toString());
            }
        }
        return lines;
    }

    private void addText(Block block) {
        String said = block.toString();
        if (said.length() <= LONGEST_LINE && !Marks.endsSentence(said) && !Marks.endsWithAny(said, "：:")) {
            addLine(block);
            return;
        }
        List<String> headings = leads.contains(block) ? List.of() : outline.path();
        int text = runIn ? Headings.runIn(block.toString()) : 0;
        if (text > 0) {
            headings = new ArrayList<>(headings);
            headings.add(block.toString().substring(0, text).strip());
        }
        add(headings, block.text().from(text).strip(), block);
    }

    /** A line on its own, such as a telephone number or who signed: together with those right before it. */
    private void addLine(Block line) {
        boolean goesOn = lastLine != null
                && !paragraphs.isEmpty()
                && paragraphs.getLast() == lastLine
                && lastLine.headings().equals(outline.path())
                && lastLine.text().length() < LONGEST_LIST / 2;
        TracedText before = goesOn ? paragraphs.removeLast().text() : TracedText.EMPTY;
        add(outline.path(), listed(before, line.text()), line);
        lastLine = paragraphs.getLast();
    }

    /** The items as running text, a semicolon between two; with the sentence that announces them, where it is short. */
    private void addList(List<Block> items) {
        TracedText list = TracedText.EMPTY;
        if (!paragraphs.isEmpty()
                && Marks.endsWithAny(paragraphs.getLast().text().toString(), "：:")
                && paragraphs.getLast().headings().equals(outline.path())
                && paragraphs.getLast().text().length() < LONGEST_LIST / 2) {
            list = paragraphs.removeLast().text();
        }
        for (Block item : items) {
            boolean apart = item.text().length() > LONGEST_ITEM
                    || list.length() + item.text().length() >= LONGEST_LIST;
            if (apart && !list.isEmpty()) {
                add(outline.path(), list, item);
                list = TracedText.EMPTY;
            }
            list = listed(list, item.text());
        }
        add(outline.path(), list, items.getLast());
    }

    private static TracedText listed(TracedText list, TracedText item) {
        boolean marked = list.isEmpty()
                || Marks.endsSentence(list.toString())
                || Marks.endsWithAny(list.toString(), "：:；;，,、");
        return (marked ? list : list.plus(TracedText.inserted("；"))).plus(item);
    }

    private static TracedText joined(List<Block> lines) {
        TracedText text = TracedText.EMPTY;
        for (Block line : lines) {
            text = text.plus(line.text());
        }
        return text;
    }

    private void add(List<String> headings, TracedText text, Block block) {
        String said = text.toString();
        boolean openEnd = Marks.hasSentenceEnd(said)
                && !Marks.endsSentence(said)
                && Character.isIdeographic(said.charAt(said.length() - 1));
        paragraphs.add(new Paragraph(
                headings,
                text,
                (torn || block.blankLines() > 1) && block != blocks.getFirst() && tornSentences.startsTorn(said),
                openEnd && (torn || Marks.leavesOpen(said))));
    }
}
