package wenzheng.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened in a conversation and that the person in it is told. */
public sealed interface ConversationEvent {

    /** Its place in the conversation, from 1, ascending; numbers may be left out. */
    long number();

    /** An utterance was replied to. */
    record Replied(long number, Exchange exchange) implements ConversationEvent {}

    /**
     * A hand-over went on.
     *
     * @param staff who took it, as people read the name; {@code null} before somebody did
     */
    record HandedOver(long number, Instant at, Change change, @Nullable String staff) implements ConversationEvent {}

    /** A member of staff wrote; personal numbers are masked. */
    record Written(long number, Instant at, String staff, String words) implements ConversationEvent {}

    /** How a hand-over goes on. */
    enum Change {
        /** A person was asked for. */
        ASKED,
        /** The citizen does not want one any more. */
        WITHDRAWN,
        /** A member of staff took over. */
        TAKEN,
        /** The assistant goes on, where it is not turned off. */
        HANDED_BACK,
        /** It is done. */
        CLOSED
    }
}
