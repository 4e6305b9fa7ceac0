/**
 * Starts the program, and keeps what concerns it as a whole: its data directory, backup and restore, the heap, the
 * time. The rooms are the packages below; each says which others it may use, and {@code ModularityTests} holds it.
 */
@NullMarked
package wenzheng;

import org.jspecify.annotations.NullMarked;
