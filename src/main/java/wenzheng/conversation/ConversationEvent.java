package wenzheng.conversation;

/** Something that happened in a conversation and that the person in it is told. */
public sealed interface ConversationEvent {

    /** Its place in the conversation, from 1, ascending; numbers may be left out. */
    long number();

    /** An utterance was replied to. */
    record Replied(long number, Exchange exchange) implements ConversationEvent {}
}
