package wenzheng.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import wenzheng.corpus.Article;

/** What a run measured, for people and for machines. */
record Report(SequencedMap<String, Object> values) {

    static Report of(String set, List<Article> articles, List<Asked> asked, Measures measures) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        values.put("set", set);
        values.put("questions", asked.size());
        values.put("articles", articles.size());
        values.put("passages", articles.stream().mapToInt(article -> article.passages().size()).sum());
        measures.means().forEach((name, mean) -> values.put(name, Math.round(mean * 10_000) / 10_000.0));
        double[] millis = asked.stream().mapToDouble(one -> one.elapsed().toNanos() / 1e6).sorted().toArray();
        values.put("ms-p50", percentile(millis, 50));
        values.put("ms-p99", percentile(millis, 99));
        return new Report(values);
    }

    /** One line for each value, its name in front. */
    String table() {
        StringBuilder table = new StringBuilder();
        values.forEach((name, value) -> table.append("%-10s %s%n".formatted(name, value)));
        return table.toString();
    }

    /** @param ascending may be empty */
    private static double percentile(double[] ascending, int percent) {
        return ascending.length == 0
                ? 0
                : Math.round(ascending[(ascending.length - 1) * percent / 100] * 10) / 10.0;
    }
}
