package wenzheng.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** How much of each measure is lost where people write otherwise than a set does. */
@Component
@Profile("evaluation")
class NoiseRun {

    private final NoiseMaker noises;
    private final Asker asker;

    NoiseRun(NoiseMaker noises, Asker asker) {
        this.noises = noises;
        this.asker = asker;
    }

    /**
     * What came of one noise.
     *
     * @param changed places among the questions, ascending; the others cannot be written so
     * @param asked all questions, those unchanged as they were asked before
     */
    record Disturbed(Noise noise, List<Asked> plain, List<Integer> changed, List<Asked> asked) {

        SequencedMap<String, Object> values() {
            SequencedMap<String, Object> values = new LinkedHashMap<>();
            values.put("changed", changed.size());
            values.put("lost", lost(plain, asked));
            values.put("lost-of-changed", lost(of(plain), of(asked)));
            return values;
        }

        /** The questions that went wrong now and did not before. */
        List<Asked> spoiled() {
            return changed.stream()
                    .filter(at -> plain.get(at).isRight() && !asked.get(at).isRight())
                    .map(asked::get)
                    .toList();
        }

        private List<Asked> of(List<Asked> all) {
            return changed.stream().map(all::get).toList();
        }

        /** Points of a hundred. */
        private static SequencedMap<String, Double> lost(List<Asked> before, List<Asked> after) {
            SequencedMap<String, Double> lost = new LinkedHashMap<>();
            if (!before.isEmpty()) {
                SequencedMap<String, Double> means = Report.means(after);
                Report.means(before).forEach((name, mean) ->
                        lost.put(name, Report.rounded((mean - means.get(name)) * 100)));
            }
            return lost;
        }
    }

    /** @param plain what was said to the questions as the set has them */
    List<Disturbed> askAll(List<Asked> plain) {
        List<Disturbed> results = new ArrayList<>();
        for (Noise noise : Noise.values()) {
            List<Integer> changed = new ArrayList<>();
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < plain.size(); i++) {
                Optional<Item> disturbed = noises.disturb(plain.get(i).item(), noise);
                if (disturbed.isPresent()) {
                    changed.add(i);
                    items.add(disturbed.get());
                }
            }
            List<Asked> asked = new ArrayList<>(plain);
            List<Asked> again = asker.askAll(items);
            for (int i = 0; i < again.size(); i++) {
                asked.set(changed.get(i), again.get(i));
            }
            results.add(new Disturbed(noise, plain, List.copyOf(changed), List.copyOf(asked)));
        }
        return results;
    }
}
