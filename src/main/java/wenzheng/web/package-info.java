/** The HTTP channel: the contract of version 1, server-sent events, the widget and the pages. */
@ApplicationModule(allowedDependencies = {"operation", "conversation", "answer", "search", "corpus", "language"})
@NullMarked
package wenzheng.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
