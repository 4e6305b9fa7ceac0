package wenzheng.conversation;

import org.jspecify.annotations.Nullable;

/**
 * What a person thinks of a reply.
 *
 * @param comment at most 1,000 characters; {@code null} where they left none
 */
public record Feedback(Rating rating, @Nullable String comment) {

    public enum Rating { UP, DOWN }
}
