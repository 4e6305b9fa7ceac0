/** The hotline console: who works at it, looking up answers for a caller, work orders, taking over conversations. */
@ApplicationModule(allowedDependencies = {"operation", "conversation", "model", "answer", "search", "question", "corpus", "language"})
@NullMarked
package wenzheng.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
