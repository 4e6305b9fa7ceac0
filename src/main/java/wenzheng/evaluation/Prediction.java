package wenzheng.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import wenzheng.conversation.ReplyStatus;

/**
 * What the product said to one question, as the predictions file has it.
 *
 * @param id the question's
 * @param status the reply's
 * @param answer the answering spans alone, folded to simplified Chinese; empty without an answer
 * @param text what a person reads, folded to simplified Chinese
 * @param documents ids of the articles found, best first, at most {@value #DOCUMENTS}
 */
record Prediction(
        @JsonProperty("_id") String id, ReplyStatus status, String answer, String text, List<String> documents) {

    static final int DOCUMENTS = 20;

    Prediction {
        documents = List.copyOf(documents);
    }

    boolean answered() {
        return status == ReplyStatus.ANSWERED;
    }
}
