package wenzheng.conversation;

import wenzheng.answer.Reply;

/** The kind of a reply as channels and metrics name it. */
public enum ReplyStatus {
    ANSWERED,
    CLARIFICATION,
    NO_ANSWER,
    SMALL_TALK,
    REFUSED,
    HANDED_OVER,
    SWITCHED_OFF;

    public static ReplyStatus of(Reply reply) {
        return switch (reply) {
            case Reply.Answered _ -> ANSWERED;
            case Reply.AskedBack _ -> CLARIFICATION;
            case Reply.Abstained _ -> NO_ANSWER;
            case Reply.Deflected deflected -> deflected.refused() ? REFUSED : SMALL_TALK;
            case Reply.HandedOver _ -> HANDED_OVER;
            case Reply.SwitchedOff _ -> SWITCHED_OFF;
        };
    }
}
