package wenzheng.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import wenzheng.conversation.Feedback;

@Schema(description = "对一条回复的评价")
record FeedbackRequest(
        @Schema(
                description = "up 有用，down 没用",
                allowableValues = {"up", "down"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String rating,
        @Schema(description = "留言，最多1000个字符") @Nullable String comment) {

    /** @throws Problem saying what is wrong with the request */
    Feedback checked(int limit) {
        if (!"up".equals(rating) && !"down".equals(rating)) {
            throw new Problem(HttpStatus.BAD_REQUEST, "error.unknown-rating");
        }
        if (comment != null && comment.codePointCount(0, comment.length()) > limit) {
            throw new Problem(HttpStatus.BAD_REQUEST, "error.comment-too-long", limit);
        }
        return new Feedback(Feedback.Rating.valueOf(rating.toUpperCase(Locale.ROOT)), comment);
    }
}
