/**
 * The optional language model: prompts, client, proof of what it wrote. Off unless an endpoint is set. LangChain4j types
 * do not leave.
 */
@ApplicationModule(allowedDependencies = {"answer", "search", "question", "corpus", "language"})
@NullMarked
package wenzheng.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
