package wenzheng.conversation;

import java.time.Instant;

/**
 * Somebody who wants to be called.
 *
 * @param words masked
 * @param phone as it was left, not masked: it is shown to staff alone and goes when the call is done
 */
public record Callback(long id, String conversationId, Instant leftAt, String words, String phone) {}
