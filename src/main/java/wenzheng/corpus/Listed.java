package wenzheng.corpus;

import org.jspecify.annotations.Nullable;

/**
 * A file of the corpus directory as staff tend it.
 *
 * @param digest of what is in it; empty where it could not be read
 * @param article {@code null} where it could not be read
 * @param fault why it is not answered from; {@code null} where it is
 */
public record Listed(
        String file, String digest, CatalogueEntry entry, @Nullable Article article, @Nullable Fault fault) {

    /** Its name as it may be shown. */
    public String shown() {
        return CorpusFiles.printable(file);
    }

    /** Another one where the file, or what the catalogue says of it, is another. */
    public String version() {
        return digest + "-" + Integer.toHexString(entry.hashCode());
    }
}
