package wenzheng.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the product said to one question, as the predictions file has it.
 *
 * @param id the question's
 * @param status the reply's, named as over HTTP
 * @param answer the answering spans alone, folded to simplified Chinese; empty without an answer
 * @param text what a person reads, folded to simplified Chinese
 * @param documents ids of the articles found, best first, at most {@value #DOCUMENTS}
 */
record Prediction(@JsonProperty("_id") String id, String status, String answer, String text, List<String> documents) {

    static final int DOCUMENTS = 20;

    Prediction {
        documents = List.copyOf(documents);
    }

    boolean answered() {
        return status.equals("ANSWERED");
    }
}
