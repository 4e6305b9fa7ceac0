/** What is being asked: slips mended, follow-ups resolved, the kinds of fact, places, period, comparison, scope. */
@ApplicationModule(allowedDependencies = {"language"})
@NullMarked
package wenzheng.question;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
