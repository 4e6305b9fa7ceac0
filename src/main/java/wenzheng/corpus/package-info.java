/** Articles and their passages: read, repaired, split, stored, withdrawn. */
@ApplicationModule(allowedDependencies = {"language"})
@NullMarked
package wenzheng.corpus;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
