package wenzheng.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells headings from text by how they look: short, without a full stop, numbered or apart. */
final class Headings {

    private static final int LONGEST_PART = 34;
    private static final int LONGEST = 90;
    private static final Pattern FIGURE_LINE =
            Pattern.compile("(?:同比)?(?:增长|下降|提高|新增|完成|突破|达到?|超过?|约|近|逾)?"
                    + "[\\d.,]+(?:%|％|‰|[\\p{IsHan}]{0,3})(?:以上|以下|左右|以内)?");
    private static final Pattern YEAR_LINE = Pattern.compile("\\d{4}年?度?");
    private static final Pattern DATE_LINE =
            Pattern.compile("[\\d〇○一二三四五六七八九十]{4}\\s*[年./-].{0,12}[日\\d]|.*\\d{1,2}:\\d{2}.*");
    private static final Pattern LABELLED = Pattern.compile(".{1,12}[:：].*[\\d@/].*|.{1,4}[:：].*");
    private static final Pattern REMARK = Pattern.compile("[（(].*[）)]");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern NUMBERED = Pattern.compile(
            "(第[一二三四五六七八九十百\\d]{1,4}[编章])|(第[一二三四五六七八九十百\\d]{1,4}节)|([一二三四五六七八九十]{1,3}[、．.])"
                    + "|([（(][一二三四五六七八九十]{1,3}[）)])|(\\d{1,2}[.．、](?!\\d))|([（(]\\d{1,2}[）)]|[①-⑳])");
    private static final Pattern SPACED_FIGURE =
            Pattern.compile("\\p{IsHan} [\\dA-Za-z]|[\\dA-Za-z] \\p{IsHan}");
    private static final Pattern RUN_IN = Pattern.compile("^([^\\s。！？；;：:…]{4,30})[ \\u3000](?=([^\\s]{20,}))");

    private Headings() {}

    /** Whether an unmarked block may be a heading, or a caption, which looks the same. */
    static boolean looksLikeOne(Block block) {
        return block.kind() == Block.Kind.TEXT && looksLikeOne(block.toString());
    }

    static boolean looksLikeOne(String text) {
        boolean asks = text.length() <= LONGEST_PART && Marks.endsWithAny(text, "？！");
        String body = asks ? text.substring(0, text.length() - 1) : text;
        if (body.length() > LONGEST || Marks.hasSentenceEnd(body) || Marks.endsWithAny(body, "，,、：:；;…")
                || body.indexOf('；') >= 0 || !HAN.matcher(body).find()) {
            return false;
        }
        if (Marks.leavesOpen(body) || Marks.closesFirst(body) || REMARK.matcher(body).matches()) {
            return false;
        }
        for (String part : body.split("[\\s\\u3000]+")) {
            if (part.length() > LONGEST_PART) {
                return false;
            }
        }
        return !isFigure(body) && !DATE_LINE.matcher(body).matches() && !LABELLED.matcher(body).matches();
    }

    /** A line that is a number with its unit, and no year: 7.5%以上. */
    static boolean isFigure(String text) {
        return FIGURE_LINE.matcher(text).matches() && !YEAR_LINE.matcher(text).matches() && !isNumbered(text);
    }

    static boolean isDate(String text) {
        return text.length() <= LONGEST_PART && DATE_LINE.matcher(text).lookingAt() && !Marks.endsSentence(text);
    }

    static boolean isNumbered(String text) {
        return NUMBERED.matcher(text).lookingAt();
    }

    /** @return 1 for a chapter to 6 for (1), 0 where the text has no number in front */
    static int numberedLevel(String text) {
        Matcher number = NUMBERED.matcher(text);
        if (!number.lookingAt()) {
            return 0;
        }
        int level = 1;
        while (number.group(level) == null) {
            level++;
        }
        return level;
    }

    /**
     * A heading set in the first line of its paragraph, apart from the text by a space.
     *
     * @return where the text begins, 0 where there is none
     */
    static int runIn(String paragraph) {
        Matcher runIn = RUN_IN.matcher(paragraph);
        if (!runIn.find() || !Marks.hasSentenceEnd(paragraph)) {
            return 0;
        }
        char before = paragraph.charAt(runIn.end() - 2);
        char after = paragraph.charAt(runIn.end());
        boolean typographic = (before < '\u0250' || after < '\u0250')
                && SPACED_FIGURE.matcher(paragraph).region(runIn.end(), paragraph.length()).find();
        return typographic || before < '\u0250' || !looksLikeOne(runIn.group(1)) ? 0 : runIn.end();
    }

}
