package wenzheng.conversation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that a person was asked for, or that one has taken over.
 *
 * @param clerk name of the member of staff who has it; {@code null} while it waits
 * @param shownName the same as people read it
 * @param place in the queue, from 1; 0 where it was taken
 * @param last what the citizen wrote last, masked; empty where they wrote nothing
 * @param draft what the clerk is writing, as kept; empty where nothing is
 * @param seenAt when the citizen's page was connected last; {@code null} where none was, as in Telegram
 */
public record HandOver(
        long id,
        String conversationId,
        Instant askedAt,
        @Nullable Instant takenAt,
        @Nullable String clerk,
        @Nullable String shownName,
        int place,
        String last,
        String draft,
        @Nullable Instant seenAt) {

    public boolean waiting() {
        return clerk == null;
    }

    public Duration waited(Instant now) {
        return Duration.between(askedAt, takenAt == null ? now : takenAt);
    }

    /** For how long the citizen's page has not been there: seconds while it is, zero where that is not known. */
    public Duration unseen(Instant now) {
        return seenAt == null ? Duration.ZERO : Duration.between(seenAt, now);
    }
}
