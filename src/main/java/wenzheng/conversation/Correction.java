package wenzheng.conversation;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A reply that was found wrong, and what is to be told instead.
 *
 * @param stamp rises with each change: who decides, decides on what they saw
 * @param report {@code null} where the conversation was forgotten since
 * @param proposal {@code null} before somebody made one
 * @param note why a supervisor rejected the proposal; empty where none did
 * @param ended why it is no longer told; {@code null} where somebody decided so, or it never was
 */
public record Correction(
        long id,
        State state,
        int stamp,
        @Nullable Report report,
        @Nullable Proposal proposal,
        @Nullable String decidedBy,
        String note,
        @Nullable Ended ended) {

    public enum State {
        /** On the list, for a clerk to propose. */
        REPORTED,
        /** On the list, for a supervisor to approve. */
        PROPOSED,
        /** Told to whoever asks the same. */
        VERIFIED,
        /** Back on the list, no longer told. */
        RETURNED,
        /** Off the list: nothing was wrong, or it is told no more. */
        CLOSED
    }

    /** Why an answer is told no longer without anybody having said so. */
    public enum Ended {
        EXPIRED,
        /** Its article changed or is gone. */
        ARTICLE,
        /** The article is as it was, but by what the program knows now it no longer proves the answer. */
        FAULT,
        /** Another was approved for the same question. */
        REPLACED
    }

    /**
     * What was asked and what was replied.
     *
     * @param messageId names the reply in its conversation; {@code null} for one to a clerk with a caller
     * @param by who of the staff marked it, {@code null} where a citizen did
     * @param remark of a citizen; empty where they left none
     */
    public record Report(
            @Nullable String messageId, Instant at, @Nullable String by, String asked, String said, String remark) {}

    /**
     * @param question what it answers, on its own
     * @param words the answer
     * @param quote stands literally in a paragraph of the article
     * @param digest of the article when it was proposed
     * @param until the last day on which it is told
     */
    public record Proposal(
            String question,
            String words,
            String documentId,
            String quote,
            String digest,
            LocalDate until,
            String by,
            Instant at) {}
}
