package wenzheng.corpus;

import java.util.ArrayList;
import java.util.List;

/** Makes paragraphs under their headings out of the blocks of a page. */
final class Paragraphs {

    /** More lines than this in a row that look like headings are a list. */
    private static final int LONGEST_ROW = 4;
    private static final int LONGEST_LIST = 200;
    /** An item longer than this is a paragraph of its own. */
    private static final int LONGEST_ITEM = 80;
    private static final int SHORT_LINE = 20;

    private final TornSentences tornSentences;
    private final Outline outline = new Outline();
    private final List<Paragraph> paragraphs = new ArrayList<>();

    Paragraphs(TornSentences tornSentences) {
        this.tornSentences = tornSentences;
    }

    List<Paragraph> of(List<Block> page) {
        int lastText = lastProse(page);
        List<Block> leads = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            Block block = page.get(i);
            if (block.kind() == Block.Kind.CREDIT) {
                if (i > 0 && block.blankLines() == 0 && page.get(i - 1).kind() == Block.Kind.TEXT && i < lastText
                        && !blocks.isEmpty() && TornSentences.isProse(blocks.getLast().toString())) {
                    leads.add(blocks.getLast());
                }
                continue;
            }
            Block plain = block;
            if (block.kind() == Block.Kind.TEXT) {
                plain = block.with(block.text().sub(0, Credits.tail(block.toString())).strip());
                if (plain.text().length() < block.text().length() && i < lastText) {
                    leads.add(plain);
                }
            }
            if (!plain.text().isEmpty()) {
                blocks.add(plain);
            }
        }
        boolean marked = blocks.stream().filter(block -> block.kind() == Block.Kind.HEADING).count() > 1;
        read(tornSentences.mend(blocks), leads, marked);
        return paragraphs;
    }

    private static int lastProse(List<Block> page) {
        int last = page.size() - 1;
        while (last > 0 && !TornSentences.isProse(page.get(last).toString())) {
            last--;
        }
        return last;
    }

    private void read(List<Block> blocks, List<Block> leads, boolean marked) {
        int i = 0;
        while (i < blocks.size()) {
            Block block = blocks.get(i);
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
            } else {
                int end = endOfLooseLines(blocks, i);
                if (end > i) {
                    TracedText fact = TracedText.EMPTY;
                    for (Block line : blocks.subList(i, end)) {
                        fact = fact.plus(line.text());
                    }
                    add(outline.path(), fact);
                    i = end;
                } else if (!marked && Headings.looksLikeOne(block)) {
                    i = readHeadings(blocks, i);
                } else {
                    addText(block, leads.contains(block));
                    i++;
                }
            }
        }
    }

    /** @return behind the short lines at {@code i} that form one fact, {@code i} where they do not: 2021年 / 增长 / 7%以上 */
    private static int endOfLooseLines(List<Block> blocks, int i) {
        int end = i;
        boolean figure = false;
        while (end < blocks.size()
                && blocks.get(end).kind() == Block.Kind.TEXT
                && blocks.get(end).text().length() <= SHORT_LINE
                && !Marks.endsSentence(blocks.get(end).toString())
                && (end == i || blocks.get(end).blankLines() <= blocks.get(i + 1).blankLines())) {
            figure |= Headings.isFigure(blocks.get(end).toString());
            end++;
        }
        return figure && end > i + 1 ? end : i;
    }

    private int readHeadings(List<Block> blocks, int from) {
        int end = from;
        while (end < blocks.size() && Headings.looksLikeOne(blocks.get(end)) && endOfLooseLines(blocks, end) == end) {
            end++;
        }
        List<Block> row = blocks.subList(from, end);
        if (end == blocks.size()) {
            row.stream()
                    .filter(line -> line.blankLines() < 2)
                    .forEach(line -> add(outline.path(), line.text()));
        } else if (row.size() > LONGEST_ROW) {
            addList(row);
        } else if (row.stream().anyMatch(line -> Headings.isNumbered(line.toString()))) {
            row.forEach(line -> {
                int level = Headings.numberedLevel(line.toString());
                if (level > 0) {
                    outline.enterNumbered(line.toString(), level);
                } else {
                    outline.enterUnmarked(List.of(line.toString()));
                }
            });
        } else {
            outline.enterUnmarked(lines(row));
        }
        return end;
    }

    /** A heading that takes several lines: the first names the section, the others together what it says. */
    private static List<String> lines(List<Block> row) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            boolean goesOn = i > 1 && row.get(i).blankLines() == 0 && row.get(i - 1).blankLines() == 0;
            if (goesOn) {
                lines.set(lines.size() - 1, lines.getLast() + " " + row.get(i));
            } else {
                lines.add(row.get(i).toString());
            }
        }
        return lines;
    }

    private void addText(Block block, boolean lead) {
        List<String> headings = lead ? List.of() : outline.path();
        int text = Headings.runIn(block.toString());
        if (text > 0) {
            headings = new ArrayList<>(headings);
            headings.add(block.toString().substring(0, text).strip());
        }
        add(headings, block.text().from(text).strip());
    }

    private void addList(List<Block> items) {
        TracedText list = TracedText.EMPTY;
        if (!paragraphs.isEmpty() && paragraphs.getLast().text().toString().matches("(?s).*[：:]")
                && paragraphs.getLast().headings().equals(outline.path())
                && paragraphs.getLast().text().length() < LONGEST_LIST / 2) {
            list = paragraphs.removeLast().text();
        }
        for (Block item : items) {
            boolean apart = item.text().length() > LONGEST_ITEM
                    || list.length() + item.text().length() >= LONGEST_LIST;
            if (apart && !list.isEmpty()) {
                add(outline.path(), list);
                list = TracedText.EMPTY;
            }
            boolean marked = list.isEmpty() || Marks.endsSentence(list.toString())
                    || Marks.endsWithAny(list.toString(), "：:；;，,、");
            list = (marked ? list : list.plus(TracedText.inserted("；"))).plus(item.text());
        }
        add(outline.path(), list);
    }

    private void add(List<String> headings, TracedText text) {
        String said = text.toString();
        boolean endMissing = TornSentences.isProse(said) && !Marks.endsSentence(said)
                && !Marks.endsWithAny(said, "：:；;") && Marks.hasSentenceEnd(said);
        paragraphs.add(new Paragraph(headings, text, tornSentences.startsTorn(said), endMissing));
    }
}
