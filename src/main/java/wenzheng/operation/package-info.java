/** What an administrator sets while the program runs: whether the assistant answers, and who may use it as a program. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package wenzheng.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
