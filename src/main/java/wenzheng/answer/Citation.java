package wenzheng.answer;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/**
 * The proof of a fact.
 *
 * @param quote the part that carries the fact; stands literally in the passage's text, or is one of its headings
 * @param answer the part of the quote that answers by itself, such as a figure with its unit; the whole of it where no
 *     part does
 * @param vintage the year the quoted fact speaks about, {@code null} where unknown
 */
public record Citation(Article article, Passage passage, String quote, String answer, @Nullable Integer vintage) {

    /** Characters of the longest first sentence that is taken for a heading. */
    static final int RUN_IN = 18;

    public Citation {
        if (quote.isBlank() || !passage.text().contains(quote) && !passage.headings().contains(quote)) {
            throw new IllegalArgumentException("passage %s does not hold the quote".formatted(passage.id()));
        }
        if (!quote.contains(answer)) {
            throw new IllegalArgumentException("the quote in %s does not hold the answer".formatted(passage.id()));
        }
    }

    public Citation(Article article, Passage passage, String quote, @Nullable Integer vintage) {
        this(article, passage, quote, quote, vintage);
    }

    /** The passage as it is shown: with its heading before it where that is what is quoted. */
    public String shown() {
        return passage.text().contains(quote) ? passage.text() : quote + "\n" + passage.text();
    }

    /** Whether print lost what stood before the quote in its sentence. */
    boolean startMissing() {
        return passage.startMissing() && passage.text().startsWith(quote);
    }

    /** Whether print lost what stood after the quote in its sentence. */
    boolean endMissing() {
        String rest = passage.text().substring(Math.max(0, passage.text().lastIndexOf(quote)));
        return passage.endMissing() && passage.text().contains(quote) && rest.length() <= quote.length() + 1;
    }

    /** The heading right above the quote that names what was asked for, {@code null} where none does. */
    @Nullable String headingNaming(String thing) {
        if (thing.isEmpty() || quote.contains(thing)) {
            return null;
        }
        String head = passage.text().split("[。：:，,]", 2)[0];
        return Stream.concat(
                        head.length() <= RUN_IN ? Stream.of(head) : Stream.empty(), passage.headings().reversed().stream())
                .filter(heading -> heading.contains(thing))
                .findFirst()
                .orElse(null);
    }
}
