/** What is being asked: follow-ups, the kind of fact, place, year, scope. */
@ApplicationModule(allowedDependencies = {"language"})
@NullMarked
package wenzheng.question;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
