package wenzheng.conversation;

import java.time.Duration;
import wenzheng.answer.Reply;

/**
 * One utterance's reply, as stored.
 *
 * @param conversationId the conversation it belongs to: the one asked in, or a new one
 * @param messageId names the reply, for feedback
 * @param elapsed from the utterance's arrival to the reply
 */
public record Exchange(String conversationId, String messageId, Reply reply, Duration elapsed) {}
