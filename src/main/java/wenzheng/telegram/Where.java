package wenzheng.telegram;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody turned to the bot, and who.
 *
 * @param threadId the topic in a forum, {@code null} elsewhere
 * @param messageId theirs; the bot's where they pressed a button under it
 * @param userId who; the chat's own id where somebody speaks in a chat's name
 * @param english whether their program is set to another language than Chinese
 */
record Where(
        long chatId, boolean group, @Nullable Integer threadId, int messageId, long userId, boolean english) {}
