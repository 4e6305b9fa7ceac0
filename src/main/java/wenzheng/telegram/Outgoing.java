package wenzheng.telegram;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call that the bot makes to reply, as it is stored until it is made. Texts are HTML as Telegram takes it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outgoing.Send.class, name = "send"),
    @JsonSubTypes.Type(value = Outgoing.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = Outgoing.Mark.class, name = "mark"),
    @JsonSubTypes.Type(value = Outgoing.Delete.class, name = "delete"),
    @JsonSubTypes.Type(value = Outgoing.Toast.class, name = "toast"),
    @JsonSubTypes.Type(value = Outgoing.Results.class, name = "results")
})
sealed interface Outgoing {

    /** @param data what comes back when it is pressed, 64 bytes at most */
    record Button(String text, String data) {}

    /** An answer to choose in inline mode. */
    record Result(String id, String title, String description, String html) {}

    /**
     * @param threadId the topic in a forum, {@code null} elsewhere
     * @param replyTo the message it answers, {@code null} where it answers none
     * @param after a message of the chat that all of the bot's before this one came before, {@code null} where none is
     *     known
     * @param turnId the reply it is part of, {@code null} where it is none's
     */
    record Send(
            long chatId,
            @Nullable Integer threadId,
            @Nullable Integer replyTo,
            @Nullable Integer after,
            String html,
            List<List<Button>> buttons,
            @Nullable String turnId)
            implements Outgoing {}

    record Edit(long chatId, int messageId, String html, List<List<Button>> buttons, @Nullable String turnId)
            implements Outgoing {}

    /** Other buttons under a message that stays as it is. */
    record Mark(long chatId, int messageId, List<List<Button>> buttons) implements Outgoing {}

    record Delete(long chatId, int messageId) implements Outgoing {}

    /** The short answer that a pressed button waits for; empty: none but that it was heard. */
    record Toast(String queryId, String text, boolean alert) implements Outgoing {}

    /** @param invitation words of the button that leads to the private chat */
    record Results(String queryId, List<Result> results, String invitation) implements Outgoing {}
}
