package wenzheng.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;

/**
 * The sentences that may answer the first thing that a question asks, with what speaks for each.
 *
 * @param kind what is asked for
 * @param candidates best first
 */
public record Weighed(FactKind kind, List<Candidate> candidates) {

    /**
     * @param sentence of the passage, as published
     * @param features by the names that {@code judgement.tsv} has; those left out are 0
     */
    public record Candidate(
            Article article, Passage passage, String sentence, SequencedMap<String, Double> features) {}

    public Weighed {
        candidates = List.copyOf(candidates);
    }

    static Weighed of(Ask ask, List<Evidence> ranked) {
        return new Weighed(ask.kind(), ranked.stream().map(Weighed::candidate).toList());
    }

    private static Candidate candidate(Evidence evidence) {
        SequencedMap<String, Double> features = new LinkedHashMap<>();
        evidence.features().forEach((feature, value) -> features.put(feature.name(), value));
        Sentence sentence = evidence.sentence();
        return new Candidate(sentence.article(), sentence.passage(), sentence.text(), features);
    }
}
