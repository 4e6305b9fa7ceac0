/**
 * The Telegram channel, a bot for citizens: updates stored before they are confirmed, replies stored before they are
 * sent. Telegram's types do not leave.
 */
@ApplicationModule(allowedDependencies = {"conversation", "answer", "search", "corpus", "language"})
@NullMarked
package wenzheng.telegram;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
