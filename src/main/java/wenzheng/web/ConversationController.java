package wenzheng.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import wenzheng.conversation.ConversationEvents;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.Feedback;
import wenzheng.conversation.HandOvers;

@RestController
@Tag(name = "conversations", description = "会话记录与评价")
class ConversationController {

    private final Conversations conversations;
    private final ConversationEvents events;
    private final HandOvers handOvers;
    private final Crossing crossing;
    private final WebSettings settings;

    ConversationController(
            Conversations conversations,
            ConversationEvents events,
            HandOvers handOvers,
            Crossing crossing,
            WebSettings settings) {
        this.handOvers = handOvers;
        this.conversations = conversations;
        this.events = events;
        this.crossing = crossing;
        this.settings = settings;
    }

    @GetMapping(path = "/api/v1/conversations/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "会话记录", description = "知道编号就能读，编号无法猜到。未知或已过期：404。")
    Mono<HistoryView> history(@PathVariable String id) {
        return crossing.call(() -> {
            // Before the history: what happens in between is then told twice rather than never.
            long lastEventId = events.newest(id);
            if (conversations.history(id).isEmpty()) {
                throw new Problem(HttpStatus.NOT_FOUND, "error.no-such-conversation");
            }
            return HistoryView.of(id, handOvers.transcript(id), lastEventId);
        });
    }

    @DeleteMapping("/api/v1/conversations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "忘记会话", description = "删除会话的全部问答和评价；本来就没有也是 204。")
    Mono<Void> forget(@PathVariable String id) {
        return crossing.call(() -> {
                    conversations.forget(id);
                    return id;
                })
                .then();
    }

    @PostMapping(path = "/api/v1/messages/{id}/feedback", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "评价一条回复", description = "再次评价取代上一次。没有这条回复：404。")
    Mono<Void> feedback(@PathVariable String id, @RequestBody FeedbackRequest request) {
        Feedback feedback = request.checked(settings.limits().message());
        return crossing.call(() -> {
                    if (!conversations.feedback(id, feedback)) {
                        throw new Problem(HttpStatus.NOT_FOUND, "error.no-such-message");
                    }
                    return id;
                })
                .then();
    }
}
