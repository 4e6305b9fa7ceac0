package wenzheng.corpus;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that is kept and not answered from: a draft, or what was replaced or withdrawn.
 *
 * @param file the name it has in the corpus directory, or would get there
 * @param entry what staff say of it
 * @param replaces of a draft, the article that it is to take the place of; {@code null} for none
 * @param by name of who uploaded, replaced or withdrew it
 * @param size in bytes
 * @param digest of what is in it
 * @param fault why it cannot be an article; {@code null} where it can
 */
public record Held(
        String id,
        State state,
        String file,
        CatalogueEntry entry,
        @Nullable String replaces,
        String by,
        Instant at,
        long size,
        String digest,
        @Nullable Fault fault) {

    public enum State {
        DRAFT,
        REPLACED,
        WITHDRAWN;

        /** Of its name as people read it. */
        public String key() {
            return "desk.tend.state." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The id of the article that it is, was or would be. */
    public String articleId() {
        return replaces != null ? replaces : file.substring(0, file.lastIndexOf('.'));
    }

    Held as(CatalogueEntry said, @Nullable String other) {
        return new Held(id, state, file, said, other, by, at, size, digest, fault);
    }
}
