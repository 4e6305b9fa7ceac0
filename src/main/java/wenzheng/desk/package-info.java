/**
 * The hotline console: who works there and how they log in, answers for a caller, work orders, taking over
 * conversations, corrections, tending articles and the dictionary, statistics, operation and the audit log.
 */
@ApplicationModule(
        allowedDependencies = {"operation", "conversation", "model", "answer", "search", "question", "corpus", "language"})
@NullMarked
package wenzheng.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
