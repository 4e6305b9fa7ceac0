package wenzheng.conversation;

import java.time.Duration;
import java.time.Instant;

/**
 * An utterance and its reply, as stored.
 *
 * @param conversationId the conversation it belongs to: the one asked in, or a new one
 * @param messageId names the reply, for feedback
 * @param utterance what the person wrote, personal numbers masked
 * @param askedAt when the utterance arrived
 * @param elapsed from the utterance's arrival to the reply, in whole milliseconds
 */
public record Exchange(
        String conversationId,
        String messageId,
        String utterance,
        GivenReply reply,
        Instant askedAt,
        Duration elapsed) {}
