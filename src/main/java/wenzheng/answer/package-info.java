/** The span that answers and its citations, or abstention. */
@ApplicationModule(allowedDependencies = {"search", "question", "corpus", "language"})
@NullMarked
package wenzheng.answer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
