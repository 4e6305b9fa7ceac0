package wenzheng.model;

import java.util.List;

/**
 * What became of a model's words, and why.
 *
 * @param reasons why something was dropped, each once; empty where nothing was
 */
public record Polish(Verdict verdict, List<Reason> reasons) {

    public enum Verdict {
        /** All that the model wrote goes out. */
        KEPT,
        /** Some sentences were dropped. */
        TRIMMED,
        /** The reply goes out as it was. */
        REPLACED
    }

    public Polish {
        reasons = List.copyOf(reasons);
    }
}
