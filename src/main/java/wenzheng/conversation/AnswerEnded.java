package wenzheng.conversation;

/** A verified answer is told no longer, without anybody having said so. */
public record AnswerEnded(long correction, String question, Correction.Ended why) {}
