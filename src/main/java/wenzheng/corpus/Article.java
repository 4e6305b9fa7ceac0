package wenzheng.corpus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A published document with the passages it was split into.
 *
 * @param id the file name without its extension
 * @param district full name of the district it speaks for, {@code null} where neither the catalogue nor the text says
 * @param year year of publication, {@code null} where unknown
 * @param outlet who published it, {@code null} where unknown
 * @param inferred the names of the fields that were inferred from the text rather than taken from the catalogue
 * @param text the file as decoded, unrepaired
 * @param passages in reading order; a passage's number is its index here
 * @param changed when its file was last written to, {@code null} where it came from none
 */
public record Article(
        String id,
        String title,
        @Nullable String district,
        @Nullable Integer year,
        @Nullable String outlet,
        Set<String> inferred,
        String text,
        List<Passage> passages,
        @Nullable Instant changed) {

    /** Characters of a title that may be a name. */
    private static final int SHORTEST_NAME = 2;

    private static final int LONGEST_NAME = 12;

    /** What tells a title from others of the same name: 凌云 (演员). */
    private static final Pattern APART = Pattern.compile("\\s*[(（][^()（）]*[)）]$");

    public Article {
        inferred = Set.copyOf(inferred);
        passages = List.copyOf(passages);
    }

    public Article(
            String id,
            String title,
            @Nullable String district,
            @Nullable Integer year,
            @Nullable String outlet,
            Set<String> inferred,
            String text,
            List<Passage> passages) {
        this(id, title, district, year, outlet, inferred, text, passages, null);
    }

    /** What it is about where its title is a name, 威尔特郡, and no headline, which is longer; else empty. */
    public Optional<String> name() {
        return Optional.of(APART.matcher(title).replaceFirst(""))
                .filter(name -> SHORTEST_NAME <= name.length() && name.length() <= LONGEST_NAME);
    }

    Article changedAt(Instant time) {
        return new Article(id, title, district, year, outlet, inferred, text, passages, time);
    }
}
