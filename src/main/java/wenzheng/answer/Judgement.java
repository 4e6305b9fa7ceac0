package wenzheng.answer;

import java.util.EnumMap;
import java.util.Map;
import wenzheng.language.WordList;
import wenzheng.question.FactKind;

/**
 * Judges by {@code judgement.tsv} how well a sentence answers, and how sure that is: two weighted sums of its
 * features, one for asks of figures and one for all others. Safe for use by many threads.
 */
final class Judgement {

    private record Weights(Map<Feature, Double> rank, Map<Feature, Double> sure, double bias) {}

    private final Weights figures;
    private final Weights others;

    Judgement() {
        figures = read("figure");
        others = read("other");
    }

    /** @return greater is better; comparable within one question */
    double score(FactKind kind, Map<Feature, Double> features) {
        return sum(weights(kind).rank, features);
    }

    /** @return how likely it answers the question, 0 to 1 */
    double confidence(FactKind kind, Map<Feature, Double> features) {
        Weights weights = weights(kind);
        return 1 / (1 + Math.exp(-weights.bias - sum(weights.sure, features)));
    }

    private Weights weights(FactKind kind) {
        return kind.isFigure() ? figures : others;
    }

    private static double sum(Map<Feature, Double> weights, Map<Feature, Double> features) {
        double sum = 0;
        for (Map.Entry<Feature, Double> feature : features.entrySet()) {
            sum += weights.getOrDefault(feature.getKey(), 0.0) * feature.getValue();
        }
        return sum;
    }

    private static Weights read(String kind) {
        Map<Feature, Double> rank = new EnumMap<>(Feature.class);
        Map<Feature, Double> sure = new EnumMap<>(Feature.class);
        double bias = 0;
        for (String line : WordList.read(Judgement.class, "judgement.tsv")) {
            String[] cells = line.split("\t");
            if (cells[0].equals(kind) && cells[1].equals("BIAS")) {
                bias = Double.parseDouble(cells[3]);
            } else if (cells[0].equals(kind)) {
                rank.put(Feature.valueOf(cells[1]), Double.valueOf(cells[2]));
                sure.put(Feature.valueOf(cells[1]), Double.valueOf(cells[3]));
            }
        }
        return new Weights(rank, sure, bias);
    }
}
