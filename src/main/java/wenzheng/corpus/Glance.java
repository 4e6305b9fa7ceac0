package wenzheng.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import wenzheng.language.Sentences;
import wenzheng.language.Span;

/**
 * Splits a paragraph into passages that can be read at a glance: between sentences, rather where the topic changes,
 * never within one. A sentence that is longer stays whole.
 */
final class Glance {

    private static final int LONGEST = 200;
    /** Beyond {@link #LONGEST} every character costs, so that a sentence more is let in only to keep a topic whole. */
    private static final int OVERFLOW_COST = 2;
    private static final int OVERFLOW = 60;
    /** A passage shorter than this says too little on its own. */
    private static final int SHORTEST = 60;
    /** A sentence this short at the head of others names their topic: 金岱科创板块。 */
    private static final int LABEL = 16;
    /** Costs in characters: what one passage more, and a cut where no topic begins, are worth. */
    private static final int PASSAGE_COST = 40;
    private static final int PLAIN_CUT_COST = 40;
    private static final int LOST_LABEL_COST = 400;

    private static final Pattern TOPIC = Pattern.compile("^(?:[^，。；,;：:]{2,14}(?:方面|板块|领域)[，,：:]"
            + "|[一二三四五六七八九十]是|第[一二三四五六七八九十][，,]|首先|其次|[（(]?[一二三四五六七八九十\\d]{1,3}[)）、.．]).*",
            Pattern.DOTALL);

    private Glance() {}

    static List<TracedText> split(TracedText paragraph) {
        if (paragraph.length() <= LONGEST) {
            return List.of(paragraph);
        }
        List<Span> sentences = Sentences.sentences(paragraph.toString());
        int n = sentences.size();
        int[] cost = new int[n + 1];
        int[] cut = new int[n + 1];
        Arrays.fill(cost, Integer.MAX_VALUE);
        cost[0] = 0;
        for (int end = 1; end <= n; end++) {
            for (int start = end - 1; start >= 0; start--) {
                int length = sentences.get(end - 1).end() - sentences.get(start).start();
                if (length > LONGEST + OVERFLOW && start < end - 1) {
                    break;
                }
                int total = cost[start] + cost(paragraph.toString(), sentences, start, end, length);
                if (total < cost[end]) {
                    cost[end] = total;
                    cut[end] = start;
                }
            }
        }
        List<TracedText> parts = new ArrayList<>();
        for (int end = n; end > 0; end = cut[end]) {
            parts.addFirst(paragraph.sub(sentences.get(cut[end]).start(), sentences.get(end - 1).end()));
        }
        return parts;
    }

    private static int cost(String text, List<Span> sentences, int start, int end, int length) {
        int cost = PASSAGE_COST
                + 2 * Math.max(0, SHORTEST - length)
                + OVERFLOW_COST * Math.max(0, length - LONGEST);
        if (start > 0 && !beginsTopic(text, sentences, start)) {
            cost += PLAIN_CUT_COST;
        }
        if (end < sentences.size() && isLabel(text, sentences, end - 1)) {
            cost += LOST_LABEL_COST;
        }
        return cost;
    }

    private static boolean beginsTopic(String text, List<Span> sentences, int i) {
        return isLabel(text, sentences, i) || opensTopic(text, sentences, i);
    }

    private static boolean opensTopic(String text, List<Span> sentences, int i) {
        return TOPIC.matcher(sentences.get(i).of(text)).matches();
    }

    private static boolean isLabel(String text, List<Span> sentences, int i) {
        String sentence = sentences.get(i).of(text);
        return sentence.length() <= LABEL
                && sentence.endsWith("。")
                && !Marks.hasComma(sentence)
                && !opensTopic(text, sentences, i)
                && i + 1 < sentences.size()
                && !opensTopic(text, sentences, i + 1);
    }
}
