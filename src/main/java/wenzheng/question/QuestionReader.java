package wenzheng.question;

import java.util.List;
import org.springframework.stereotype.Component;

/** Understands an utterance in the light of the ones before it. Safe for use by many threads. */
@Component
public class QuestionReader {

    /**
     * @param earlier what the same person wrote before in this conversation, oldest first; may be empty
     */
    public Question read(String utterance, List<String> earlier) {
        return Question.of(utterance);
    }
}
