package wenzheng.answer;

import java.util.Optional;
import org.springframework.stereotype.Component;
import wenzheng.question.Question;

/** Replies to what needs no search: small talk, refusals, personal cases. Safe for use by many threads. */
@Component
public class CannedReplies {

    private final Wording wording;

    CannedReplies(Wording wording) {
        this.wording = wording;
    }

    /** @return empty for a policy question */
    public Optional<Reply> replyTo(Question question) {
        return switch (question.scope()) {
            case POLICY -> Optional.empty();
            case GREETING, THANKS, CHATTER, FAREWELL, IDENTITY ->
                Optional.of(wording.deflected(question, Wording.key(question.scope()), false));
            case ABUSE, OVERRIDE, ILLEGAL, PROVOCATION, PRIVATE_DATA ->
                Optional.of(wording.deflected(question, Wording.key(question.scope()), true));
            case PERSONAL_CASE, EMERGENCY, HUMAN -> Optional.of(wording.elsewhere(question));
        };
    }
}
