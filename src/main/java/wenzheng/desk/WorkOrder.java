package wenzheng.desk;

import java.time.Instant;

/**
 * What is passed on of a call. No field holds a personal number.
 *
 * @param saved whether it is more than a draft
 * @param createdBy name of the clerk
 * @param evidence the quotes that the answer stands on, one a line
 * @param said the questions of the call and the replies to them
 */
record WorkOrder(
        long id,
        boolean saved,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        String question,
        String summary,
        String district,
        String category,
        String evidence,
        String said) {}
