package wenzheng.corpus;

import org.jspecify.annotations.Nullable;

/** What an editor says about an article; what is {@code null} is inferred from its text. */
public record CatalogueEntry(
        @Nullable String title, @Nullable String district, @Nullable Integer year, @Nullable String outlet) {

    public static final CatalogueEntry NONE = new CatalogueEntry(null, null, null, null);
}
