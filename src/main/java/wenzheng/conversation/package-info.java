/** One turn from utterance to reply; history, masking, feedback, retention. */
@ApplicationModule(allowedDependencies = {"operation", "model", "answer", "search", "question", "corpus", "language"})
@NullMarked
package wenzheng.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
