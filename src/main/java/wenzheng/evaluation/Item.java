package wenzheng.evaluation;

import java.util.List;
import java.util.Set;
import wenzheng.conversation.ReplyStatus;
import wenzheng.language.Folding;

/**
 * A question of a set.
 *
 * @param type what kind of question it is, by the set's own names; empty where the set has none
 * @param turns what a person writes, one after another; the reply to the last is judged
 * @param right ids of the articles that answer, or the beginnings of these; empty where none does
 */
record Item(String id, String type, List<String> turns, Set<String> right, Expected expected) {

    Item {
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("question %s has no turns".formatted(id));
        }
        turns = List.copyOf(turns);
        right = Set.copyOf(right);
    }

    /** The same question, written in other words. */
    Item in(List<String> words) {
        return new Item(id, type, words, right, expected);
    }

    /** What a right reply is. */
    sealed interface Expected {

        /** @param accepted answers, each right on its own */
        record Spans(List<String> accepted) implements Expected {
            public Spans {
                accepted = List.copyOf(accepted);
            }

            List<String> folded() {
                return accepted.stream().map(Folding::fold).toList();
            }

            /** @param text folded */
            boolean standIn(String text) {
                String compact = Likeness.compact(text);
                return folded().stream().map(Likeness::compact).anyMatch(compact::contains);
            }
        }

        /**
         * @param statuses any of them
         * @param must an alternative of each group stands in the text
         * @param mustNot none of them stands in the text
         * @param quotes where not empty, a passage cited from a right article holds one of them
         */
        record Facts(
                Set<ReplyStatus> statuses, List<List<String>> must, List<String> mustNot, List<String> quotes)
                implements Expected {
            public Facts {
                statuses = Set.copyOf(statuses);
                must = must.stream().map(List::copyOf).toList();
                mustNot = List.copyOf(mustNot);
                quotes = List.copyOf(quotes);
            }
        }
    }
}
