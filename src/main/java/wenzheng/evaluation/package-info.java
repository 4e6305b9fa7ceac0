/** Question sets, runs over them through the product's own rooms, and metrics. */
@ApplicationModule(allowedDependencies = {"conversation", "model", "answer", "search", "question", "corpus", "language"})
@NullMarked
package wenzheng.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
