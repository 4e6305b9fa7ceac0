package wenzheng.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import wenzheng.corpus.Article;

/** What a run measured, by name in the order of the table, for people and for machines. */
final class Report {

    private Report() {}

    /** How many of the questions of one type got a right reply. */
    record Share(int right, int all) {

        private Share plus(boolean isRight) {
            return new Share(right + (isRight ? 1 : 0), all + 1);
        }

        @Override
        public String toString() {
            return "%3d/%-3d %.3f".formatted(right, all, (double) right / all);
        }
    }

    static SequencedMap<String, Object> of(String set, List<Article> articles, List<Asked> asked) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        values.put("set", set);
        values.put("questions", asked.size());
        values.put("articles", articles.size());
        values.put("passages", articles.stream().mapToInt(article -> article.passages().size()).sum());
        means(asked).forEach((name, mean) -> values.put(name, rounded(mean)));
        if (asked.stream().anyMatch(one -> one.item().expected() instanceof Item.Expected.Facts)) {
            values.put("faults", faults(asked));
            values.put("types", types(asked));
        }
        Map<String, Integer> worded = worded(asked);
        if (!worded.isEmpty()) {
            values.put("model", worded);
        }
        double[] millis = asked.stream().mapToDouble(one -> one.elapsed().toNanos() / 1e6).sorted().toArray();
        values.put("ms-p50", percentile(millis, 50));
        values.put("ms-p99", percentile(millis, 99));
        return values;
    }

    /** The measures of the kind of set that the questions are from, by name, in the order of the table. */
    static SequencedMap<String, Double> means(List<Asked> asked) {
        Measures measures = new Measures();
        SequencedMap<String, Double> chat = new LinkedHashMap<>();
        for (Asked one : asked) {
            switch (one.item().expected()) {
                case Item.Expected.Spans spans ->
                    measures.add(one.prediction(), spans.folded(), one.item().right());
                case Item.Expected.Facts _ -> {
                    chat.merge("accuracy", one.isRight() ? 1.0 : 0, Double::sum);
                    chat.merge("answered", one.isAnswered() ? 1.0 : 0, Double::sum);
                }
            }
        }
        chat.replaceAll((name, sum) -> sum / asked.size());
        SequencedMap<String, Double> means = chat.isEmpty() ? measures.means() : chat;
        long answered = asked.stream().filter(Asked::isAnswered).count();
        long right = asked.stream().filter(one -> one.isAnswered() && one.isRight()).count();
        means.put("right-of-answered", answered == 0 ? 0 : (double) right / answered);
        return means;
    }

    /** How many replies have each fault. */
    private static Map<ChatJudge.Fault, Integer> faults(List<Asked> asked) {
        Map<ChatJudge.Fault, Integer> faults = new TreeMap<>();
        asked.forEach(one -> one.faults().forEach(fault -> faults.merge(fault, 1, Integer::sum)));
        return faults;
    }

    /** How often the language model's words were kept, trimmed, replaced, and why; empty where it was never asked. */
    private static Map<String, Integer> worded(List<Asked> asked) {
        Map<String, Integer> worded = new TreeMap<>();
        asked.stream().map(one -> one.turn().worded()).filter(Objects::nonNull).forEach(one -> {
            worded.merge(one.polish().verdict().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
            one.polish().reasons().forEach(reason ->
                    worded.merge("why " + reason.name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        });
        return worded;
    }

    private static Map<String, Share> types(List<Asked> asked) {
        Map<String, Share> types = new TreeMap<>();
        asked.forEach(one -> types.compute(
                one.item().type(),
                (type, share) -> (share == null ? new Share(0, 0) : share).plus(one.isRight())));
        return types;
    }

    /** One line for each value, its name in front; those of a map indented below it. */
    static String table(SequencedMap<String, Object> values) {
        StringBuilder table = new StringBuilder();
        append(table, "", values);
        return table.toString();
    }

    private static void append(StringBuilder table, String indent, Map<?, ?> values) {
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                table.append("%s%s%n".formatted(indent, name));
                append(table, indent + "  ", inner);
            } else {
                table.append("%s%-14s %s%n".formatted(indent, name, value));
            }
        });
    }

    static double rounded(double mean) {
        return Math.round(mean * 10_000) / 10_000.0;
    }

    /** @param ascending may be empty */
    private static double percentile(double[] ascending, int percent) {
        return ascending.length == 0
                ? 0
                : Math.round(ascending[(ascending.length - 1) * percent / 100] * 10) / 10.0;
    }
}
