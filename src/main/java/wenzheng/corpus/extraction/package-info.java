/**
 * Text out of the forms that articles come in. What parses anything but plain text runs in a process of its own, which
 * may take neither more time nor more memory than it is given.
 */
@NullMarked
package wenzheng.corpus.extraction;

import org.jspecify.annotations.NullMarked;
