package wenzheng.evaluation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleBiFunction;

/**
 * The measures of a run, under the names that the evaluation sets' own scoring program gives them: means over all
 * questions, and the length of the replies relative to the accepted answers. An abstention scores 0 for its answer.
 */
final class Measures {

    private final SequencedMap<String, Double> sums = new LinkedHashMap<>();
    private int questions;
    private long textLength;
    private long acceptedLength;

    /** @param accepted folded as the prediction is */
    void add(Prediction prediction, Collection<String> accepted, Collection<String> right) {
        questions++;
        addRetrieval(rank(prediction.documents(), right));
        String answer = prediction.answered() ? prediction.answer() : "";
        String text = prediction.answered() ? Likeness.compact(prediction.text()) : "";
        add("answered", prediction.answered() ? 1 : 0);
        add("em", best(Likeness::exactMatch, answer, accepted));
        add("f1", best(Likeness::f1, answer, accepted));
        add("rouge-l", best(Likeness::rougeL, answer, accepted));
        List<String> compact = accepted.stream().map(Likeness::compact).toList();
        add("contains", !text.isEmpty() && compact.stream().anyMatch(text::contains) ? 1 : 0);
        textLength += length(text);
        acceptedLength += compact.stream().mapToInt(Measures::length).max().orElse(0);
    }

    /** @return by name, in the order of the table */
    SequencedMap<String, Double> means() {
        SequencedMap<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / questions));
        means.put("length", (double) textLength / Math.max(1, acceptedLength));
        return means;
    }

    /** @param rank of the first right article, from 1; infinite where none was found */
    private void addRetrieval(double rank) {
        for (int k : List.of(1, 5, 20)) {
            add("recall@" + k, rank <= k ? 1 : 0);
        }
        add("mrr@10", rank <= 10 ? 1 / rank : 0);
        add("ndcg@10", rank <= 10 ? Math.log(2) / Math.log(rank + 1) : 0);
    }

    private void add(String name, double value) {
        sums.merge(name, value, Double::sum);
    }

    private static double rank(List<String> documents, Collection<String> right) {
        for (int i = 0; i < documents.size(); i++) {
            if (right.contains(documents.get(i))) {
                return i + 1;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double best(
            ToDoubleBiFunction<String, String> likeness, String answer, Collection<String> accepted) {
        return accepted.stream().mapToDouble(right -> likeness.applyAsDouble(answer, right)).max().orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
