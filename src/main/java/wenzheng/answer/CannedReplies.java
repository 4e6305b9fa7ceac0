package wenzheng.answer;

import java.util.Optional;
import org.springframework.stereotype.Component;
import wenzheng.question.Question;

/** Replies to what needs no search: small talk, refusals, personal cases. */
@Component
public class CannedReplies {

    /** @return empty for a policy question */
    public Optional<Reply> replyTo(Question question) {
        return Optional.empty();
    }
}
