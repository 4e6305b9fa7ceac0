package wenzheng.conversation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import wenzheng.answer.HotlineSettings;
import wenzheng.answer.Reply;
import wenzheng.operation.AssistantSwitch;
import wenzheng.question.Question;
import wenzheng.question.QuestionReader;

/** What citizens are told, in their language, while an administrator has turned the assistant off. */
@Component
class OffReplies {

    private final AssistantSwitch assistant;
    private final QuestionReader reader;
    private final MessageSource messages;
    private final HotlineSettings hotline;

    OffReplies(AssistantSwitch assistant, QuestionReader reader, MessageSource messages, HotlineSettings hotline) {
        this.assistant = assistant;
        this.reader = reader;
        this.messages = messages;
        this.hotline = hotline;
    }

    /** @return a settled turn that was not understood; empty while the assistant answers */
    Optional<Turn> replyTo(String utterance, List<String> earlier) {
        return switch (assistant.mode()) {
            case ON -> Optional.empty();
            case HANDOVER_ONLY -> Optional.of(told(utterance, earlier, "reply.off.staff-only"));
            case OFF -> Optional.of(told(utterance, earlier, "reply.off.all"));
        };
    }

    private Turn told(String utterance, List<String> earlier, String key) {
        boolean english = reader.read(utterance, List.of()).language() == Question.Language.ENGLISH;
        Locale locale = english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        String text = messages.getMessage(key, new Object[] {hotline.words(), hotline.number()}, locale);
        String reason = assistant.standing().reason();
        if (!reason.isEmpty()) {
            text += "\n" + messages.getMessage("reply.off.reason", new Object[] {reason}, locale);
        }
        return Turn.begin(utterance, earlier, null).settle(new Reply.SwitchedOff(text));
    }
}
