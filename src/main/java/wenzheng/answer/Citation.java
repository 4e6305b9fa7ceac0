package wenzheng.answer;

import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/**
 * The proof of a fact.
 *
 * @param quote the part that carries the fact; stands literally in the passage's text, or is one of its headings
 * @param vintage the year the quoted fact speaks about, {@code null} where unknown
 */
public record Citation(Article article, Passage passage, String quote, @Nullable Integer vintage) {

    public Citation {
        if (quote.isBlank() || !passage.text().contains(quote) && !passage.headings().contains(quote)) {
            throw new IllegalArgumentException("passage %s does not hold the quote".formatted(passage.id()));
        }
    }

    /** The passage as it is shown: with its heading before it where that is what is quoted. */
    public String shown() {
        return passage.text().contains(quote) ? passage.text() : quote + "\n" + passage.text();
    }

    /** The heading right above the passage that names what was asked for, {@code null} where none does. */
    @Nullable String headingNaming(String thing) {
        return thing.isEmpty() || quote.contains(thing)
                ? null
                : passage.headings().reversed().stream()
                        .filter(heading -> heading.contains(thing))
                        .findFirst()
                        .orElse(null);
    }
}
