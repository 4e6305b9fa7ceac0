/** Finds and ranks the passages likely to answer a question. Lucene types do not leave. */
@ApplicationModule(allowedDependencies = {"question", "corpus", "language"})
@NullMarked
package wenzheng.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
