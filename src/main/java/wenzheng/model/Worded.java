package wenzheng.model;

import java.util.Set;
import wenzheng.answer.Reply;

/**
 * A reply after the model was asked to word it.
 *
 * @param reply what goes out: the model's words, or the reply as it was
 * @param reasons why something was dropped; empty where nothing was
 */
public record Worded(Reply reply, Verdict verdict, Set<Reason> reasons) {

    public enum Verdict {
        /** All that the model wrote goes out. */
        KEPT,
        /** Some sentences were dropped. */
        TRIMMED,
        /** The reply goes out as it was. */
        REPLACED
    }

    public Worded {
        reasons = Set.copyOf(reasons);
    }
}
