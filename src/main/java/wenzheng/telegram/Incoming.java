package wenzheng.telegram;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of an update concerns the bot: all of it that is stored. Words are masked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Incoming.Said.class, name = "said"),
    @JsonSubTypes.Type(value = Incoming.Commanded.class, name = "commanded"),
    @JsonSubTypes.Type(value = Incoming.Shown.class, name = "shown"),
    @JsonSubTypes.Type(value = Incoming.Pressed.class, name = "pressed"),
    @JsonSubTypes.Type(value = Incoming.Sought.class, name = "sought"),
    @JsonSubTypes.Type(value = Incoming.Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = Incoming.Left.class, name = "left"),
    @JsonSubTypes.Type(value = Incoming.Moved.class, name = "moved")
})
sealed interface Incoming {

    /**
     * @param text what is asked, without the bot's name; blank where only the name was said
     * @param caption whether it stands under a picture or the like, which the bot does not see
     */
    record Said(Where where, String text, boolean edited, boolean caption) implements Incoming {}

    /** @param name in lower case, without slash and bot's name */
    record Commanded(Where where, String name, String argument) implements Incoming {}

    /** A photo, a voice message, a sticker, a location: anything but words. */
    record Shown(Where where) implements Incoming {}

    /** A button under one of the bot's messages. */
    record Pressed(Where where, String queryId, String data) implements Incoming {}

    /** Inline mode: words written after the bot's name in any chat. */
    record Sought(long userId, boolean english, String queryId, String text) implements Incoming {}

    /** The bot may write to the chat (again). */
    record Joined(long chatId) implements Incoming {}

    /** The bot may no longer write to the chat. */
    record Left(long chatId) implements Incoming {}

    /** A group goes on as a supergroup with another id. */
    record Moved(long chatId, long newChatId) implements Incoming {}

    /** Where somebody waits for an answer in a chat, {@code null} where nobody does. */
    @JsonIgnore
    default @Nullable Where asked() {
        return switch (this) {
            case Said said -> said.where();
            case Commanded commanded -> commanded.where();
            case Shown shown -> shown.where();
            case Pressed pressed -> pressed.where();
            case Sought _, Joined _, Left _, Moved _ -> null;
        };
    }

    /** What is handled one after the other: all of a chat; all that one person seeks inline. */
    @JsonIgnore
    default String lane() {
        return switch (this) {
            case Said said -> lane(said.where().chatId());
            case Commanded commanded -> lane(commanded.where().chatId());
            case Shown shown -> lane(shown.where().chatId());
            case Pressed pressed -> lane(pressed.where().chatId());
            case Sought sought -> "inline:" + sought.userId();
            case Joined joined -> lane(joined.chatId());
            case Left left -> lane(left.chatId());
            case Moved moved -> lane(moved.chatId());
        };
    }

    static String lane(long chatId) {
        return "chat:" + chatId;
    }

    /** @param lane a chat's */
    static long chatOf(String lane) {
        return Long.parseLong(lane.substring("chat:".length()));
    }

    /** The kind as metrics name it. */
    @JsonIgnore
    default String label() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
