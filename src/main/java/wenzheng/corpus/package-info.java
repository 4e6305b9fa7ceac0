/**
 * Articles and their passages: read, repaired, split, stored, withdrawn; staff's drafts of them, and what they replaced.
 * Publishes {@link wenzheng.corpus.ArticleStored} and {@link wenzheng.corpus.ArticleWithdrawn}.
 */
@ApplicationModule(allowedDependencies = {"language"})
@NullMarked
package wenzheng.corpus;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
