/**
 * Finds and ranks the passages likely to answer a question, by words and by meaning, those of an article's newest version;
 * completes what is being typed. Lucene types do not leave; of ONNX only the session that the reader in answer runs in.
 */
@ApplicationModule(allowedDependencies = {"question", "corpus", "language"})
@NullMarked
package wenzheng.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
