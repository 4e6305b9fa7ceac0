package wenzheng.evaluation;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Profile;

/**
 * One evaluation run.
 *
 * @param set a BEIR-style folder (corpus.jsonl, queries.jsonl, qrels/test.tsv) or a chat set, a file of JSON lines
 * @param predictions where to write a line for each question; {@code null}: nowhere
 * @param features where to write what speaks for each sentence that may answer; {@code null}: nowhere
 * @param json where to write the measures for machines; {@code null}: nowhere
 * @param limit ask only the first so many questions; 0 asks all
 * @param ids ask only the questions whose id ends in such a number
 * @param type ask only the questions of this type; empty asks all
 * @param mode what to find out
 * @param show how many of the questions that went wrong to print
 */
@Profile("evaluation")
@ConfigurationProperties("wenzheng.evaluation")
record EvaluationSettings(
        Path set,
        @Nullable Path predictions,
        @Nullable Path features,
        @Nullable Path json,
        @DefaultValue("0") int limit,
        @DefaultValue("all") Half ids,
        @DefaultValue("") String type,
        @DefaultValue("plain") Mode mode,
        @DefaultValue("0") int show) {

    enum Mode {
        /** How good the replies are. */
        PLAIN,
        /** How much is lost where people write otherwise. */
        NOISE,
        /** How often it abstains where no article answers any more. */
        REMOVED
    }

    enum Half {
        ALL,
        ODD,
        EVEN;

        /** @throws IllegalArgumentException where a half is wanted and the id ends in no number */
        boolean holds(String id) {
            if (this == ALL) {
                return true;
            }
            char last = id.charAt(id.length() - 1);
            if (!Character.isDigit(last)) {
                throw new IllegalArgumentException(
                        "question %s: its id ends in no number, so the set has no odd and even half".formatted(id));
            }
            return (last - '0') % 2 == (this == ODD ? 1 : 0);
        }
    }

    /** The questions to ask. */
    List<Item> chosen(List<Item> items) {
        return items.stream()
                .filter(item -> ids.holds(item.id()) && (type.isEmpty() || type.equals(item.type())))
                .limit(limit > 0 ? limit : Long.MAX_VALUE)
                .toList();
    }
}
