/**
 * The clauses that answer and their citations, or abstention; the questions that articles answer, and whether two
 * questions ask the same. The reader's ONNX types do not leave.
 */
@ApplicationModule(allowedDependencies = {"search", "question", "corpus", "language"})
@NullMarked
package wenzheng.answer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
