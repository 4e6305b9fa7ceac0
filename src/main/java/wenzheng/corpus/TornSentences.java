package wenzheng.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import wenzheng.language.Folding;
import wenzheng.language.Segmenter;
import wenzheng.language.Word;
import wenzheng.language.WordList;

/**
 * Rejoins sentences that the page tore: at the foot of a column, around a picture or its caption. Strong evidence is a
 * word that only the two ends together make (客|厅), or a quote that one opens and the other closes; it reaches across
 * captions. Weak evidence, running text that stops without a mark before a paragraph that does not begin anything new,
 * holds only between neighbours.
 */
final class TornSentences {

    /** How far behind a torn end its other half may stand, in blocks. */
    private static final int REACH = 6;
    /** How much of either end is cut into words. */
    private static final int WINDOW = 12;
    /** Shorter than this, a line without a full stop is as likely complete. */
    private static final int SHORTEST_PROSE = 35;

    /** Parts of speech, in HanLP's tags. */
    private static final String HANGING = "p\\w*|cc?|d|dg|m|b|r\\w*|ude[123]|ule|uzhe|uguo|vg|ag|ng";
    /** Of one character, not even at the end of a heading: 把, 和, 再. */
    private static final String NEVER_LAST = "p\\w*|cc?|d|dg";
    private static final String TORN_FIRST = "ng|vg|ag|k|u.*";
    private static final String INNER_FIRST = "cc|f";
    private static final String UNITS = ".%％‰多余几万亿千百年月日号时点分";
    private static final Pattern CLOSED_LIST = Pattern.compile("等(?:\\p{IsHan}|[“”]){2,8}$");
    private static final Pattern LABEL = Pattern.compile("^[^，。；,;]{2,12}[:：].*", Pattern.DOTALL);
    private static final Pattern TOPIC =
            Pattern.compile("^[^，。；,;：:]{2,16}" + anyOf("topic-ends.txt") + "[，,：:].*", Pattern.DOTALL);
    private static final Pattern OPENER = Pattern.compile("^" + anyOf("openers.txt") + ".*", Pattern.DOTALL);

    private final Segmenter segmenter;

    TornSentences(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    private static String anyOf(String file) {
        return "(?:" + String.join("|", WordList.read(TornSentences.class, file)) + ")";
    }

    /**
     * A page with its torn sentences joined.
     *
     * @param captions the lines that stood between two halves, which are left out of the blocks
     */
    record Mended(List<Block> blocks, List<Block> captions) {}

    Mended mend(List<Block> torn) {
        List<Block> blocks = new ArrayList<>(torn);
        List<Block> captions = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            for (int next = continuation(blocks, i); next > 0; next = continuation(blocks, i)) {
                ArticleReader.goOnUnlessInterrupted();
                Block whole = blocks.get(i).with(blocks.get(i).text().plus(blocks.get(next).text()));
                blocks.set(i, whole);
                blocks.remove(next);
                for (int between = next - 1; between > i; between--) {
                    if (Headings.looksLikeOne(blocks.get(between))) {
                        captions.add(blocks.remove(between));
                    }
                }
            }
        }
        return new Mended(blocks, captions);
    }

    /** @return the index of the block that goes on where block {@code i} stops, -1 where none does */
    private int continuation(List<Block> blocks, int i) {
        Block open = blocks.get(i);
        String end = open.toString();
        if (open.kind() != Block.Kind.TEXT || Marks.endsSentence(end) || Marks.endsWithAny(end, "：:")) {
            return -1;
        }
        boolean heading = Headings.looksLikeOne(open) && !hangs(end, 1, NEVER_LAST);
        int passed = 0;
        int limit = Math.min(blocks.size(), i + 1 + (heading ? 1 : REACH));
        for (int next = i + 1; next < limit; next++) {
            Block block = blocks.get(next);
            String start = block.toString();
            if (block.kind() != Block.Kind.TEXT) {
                continue;
            }
            boolean fragment = isProse(start) || passed == 0 && !Headings.looksLikeOne(block);
            if (fragment && makeAWord(end, start, !heading) && (passed == 0 || startsTorn(start))
                    || fragment && passed == 0 && (goesOn(start, heading) || countsOn(end, start))
                    || fragment && passed == 0 && Marks.leavesOpen(lastSentence(end)) && Marks.closesFirst(start)
                    || !heading && onlyCaptionsBetween(blocks, i, next) && readsOn(end, block)) {
                return next;
            }
            if (isProse(start)) {
                passed++;
            }
        }
        return -1;
    }

    /** Whether neighbours, but for asides and lines that stand below a picture, as more than one blank line tells. */
    private static boolean onlyCaptionsBetween(List<Block> blocks, int i, int next) {
        return blocks.subList(i + 1, next).stream()
                .allMatch(block -> block.kind() == Block.Kind.ASIDE
                        || block.blankLines() > 1
                                && Headings.looksLikeOne(block)
                                && !Headings.isNumbered(block.toString()));
    }

    /** Whether the text begins within a sentence or a word. */
    boolean startsTorn(String text) {
        if (text.isEmpty() || Marks.neverFirst(text.charAt(0))) {
            return !text.isEmpty();
        }
        List<Word> words = words(text.substring(0, Math.min(WINDOW, text.length())));
        Word first = words.getFirst();
        return first.text().length() == 1 && first.nature().matches(TORN_FIRST) && isHan(text.charAt(0));
    }

    /** Whether it begins with what never begins a sentence; below a heading, only punctuation is sure not to. */
    private boolean goesOn(String start, boolean heading) {
        if (heading || Marks.neverFirst(start.charAt(0))) {
            return Marks.neverFirst(start.charAt(0));
        }
        Word first = words(start.substring(0, Math.min(WINDOW, start.length()))).getFirst();
        return startsTorn(start)
                || first.text().length() == 1 && first.nature().matches(INNER_FIRST) && !startsSomethingNew(start);
    }

    private boolean readsOn(String end, Block next) {
        String start = next.toString();
        if (!isProse(start) || Headings.isNumbered(start)) {
            return false;
        }
        if (Marks.endsWithAny(end, "，,、（(《“")) {
            return true;
        }
        if (startsSomethingNew(start)) {
            return false;
        }
        if (Marks.endsWithAny(end, "；;")) {
            return next.blankLines() > 1;
        }
        return hangs(end, WINDOW, HANGING)
                || Marks.leavesOpen(lastSentence(end))
                || isProse(end)
                && isHan(end.charAt(end.length() - 1))
                && !CLOSED_LIST.matcher(end).find()
                && !LABEL.matcher(lastSentence(end)).matches();
    }

    private static boolean startsSomethingNew(String start) {
        return LABEL.matcher(start).matches() || TOPIC.matcher(start).matches() || OPENER.matcher(start).matches();
    }

    /** Whether the last word needs one behind it: a preposition, an adverb, a conjunction, a number, half a word. */
    private boolean hangs(String end, int longest, String natures) {
        List<Word> words = words(end.substring(Math.max(0, end.length() - WINDOW)));
        Word last = words.getLast();
        return isHan(end.charAt(end.length() - 1))
                && last.nature().matches(natures)
                && last.text().length() <= longest;
    }

    /** Whether a number stands at the end of the one and its unit at the start of the other. */
    private boolean countsOn(String end, String start) {
        Word first = words(start.substring(0, Math.min(WINDOW, start.length()))).getFirst();
        return Character.isDigit(end.charAt(end.length() - 1))
                && (UNITS.indexOf(start.charAt(0)) >= 0 || first.nature().startsWith("q"));
    }

    /**
     * Whether the last word of the one and the first of the other are one word.
     *
     * @param anyLength whether both may have several characters (社会|主义); a heading and the text below it may by chance
     */
    private boolean makeAWord(String end, String start, boolean anyLength) {
        if (!isHan(end.charAt(end.length() - 1)) || !isHan(start.charAt(0))) {
            return false;
        }
        String left = end.substring(Math.max(0, end.length() - WINDOW));
        String right = start.substring(0, Math.min(WINDOW, start.length()));
        List<Word> before = words(left);
        List<Word> after = words(right);
        if (!anyLength && before.getLast().text().length() > 1 && after.getFirst().text().length() > 1) {
            return false;
        }
        List<Word> whole = words(left + right);
        int fewer = before.size() + after.size() - whole.size();
        long fewerSingle = singles(before) + singles(after) - singles(whole);
        return (fewer > 0 || fewer == 0 && fewerSingle > 0)
                && whole.stream().anyMatch(word -> word.span().start() < left.length()
                        && word.span().end() > left.length()
                        && !word.nature().startsWith("nr"));
    }

    private static long singles(List<Word> words) {
        return words.stream().filter(word -> word.text().length() == 1).count();
    }

    private List<Word> words(String text) {
        return segmenter.words(Folding.fold(text));
    }

    static boolean isProse(String text) {
        return Marks.hasSentenceEnd(text)
                || text.indexOf('；') > 0
                || text.length() >= SHORTEST_PROSE && Marks.hasComma(text);
    }

    private static String lastSentence(String text) {
        int start = text.length();
        while (start > 0 && "。！？!?；;".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return text.substring(start);
    }

    private static boolean isHan(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}
