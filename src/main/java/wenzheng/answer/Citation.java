package wenzheng.answer;

import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/**
 * The proof of a fact.
 *
 * @param quote the part of the passage's text that carries the fact; stands in it literally
 * @param vintage the year the quoted fact speaks about, {@code null} where unknown
 */
public record Citation(Article article, Passage passage, String quote, @Nullable Integer vintage) {

    public Citation {
        if (quote.isBlank() || !passage.text().contains(quote)) {
            throw new IllegalArgumentException("passage %s does not hold the quote".formatted(passage.id()));
        }
    }
}
