package wenzheng.question;

import java.util.List;
import wenzheng.language.Span;

/**
 * An everyday expression of a question and the words that articles have for it: 老破小 is 老旧小区.
 *
 * @param span its place in the question's text
 * @param alternatives in no order, never empty
 */
public record Meaning(String written, Span span, List<String> alternatives) {

    public Meaning {
        alternatives = List.copyOf(alternatives);
    }
}
