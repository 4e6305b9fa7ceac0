package wenzheng.corpus;

import java.util.List;
import wenzheng.language.Span;

/**
 * A paragraph of an article, repaired from layout noise, short enough to read at a glance.
 *
 * @param articleId the article it belongs to
 * @param number its index in the article, from 0
 * @param headings the path of headings above it, outermost first; empty where the article has none
 * @param text repaired text: one paragraph without line breaks
 * @param places where its pieces stand in the original text, in the order they are joined; never empty
 * @param startMissing whether its first sentence lost its beginning in print
 * @param endMissing whether its last sentence lost its end in print
 */
public record Passage(
        String articleId,
        int number,
        List<String> headings,
        String text,
        List<Span> places,
        boolean startMissing,
        boolean endMissing) {

    public Passage {
        if (number < 0 || text.isBlank() || places.isEmpty()) {
            throw new IllegalArgumentException(
                    "passage %d of %s needs a number from 0, text and a place".formatted(number, articleId));
        }
        headings = List.copyOf(headings);
        places = List.copyOf(places);
    }

    /** Unique over all articles, and the tail of the address where the passage is shown: {@code 000_62df#p41}. */
    public String id() {
        return articleId + "#p" + number;
    }

    /** The heading path as people read it: {@code 公共服务 › 加大优质教育资源引进力度}; empty without headings. */
    public String section() {
        return String.join(" › ", headings);
    }
}
