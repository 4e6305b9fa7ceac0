/**
 * One turn from utterance to reply, as a list of steps; history, masking, hand-over, call-backs, corrections and
 * verified answers, rehearsals of a change, suggestions, feedback, counts, retention.
 */
@ApplicationModule(allowedDependencies = {"operation", "model", "answer", "search", "question", "corpus", "language"})
@NullMarked
package wenzheng.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
