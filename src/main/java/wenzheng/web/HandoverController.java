package wenzheng.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import wenzheng.conversation.Conversations;
import wenzheng.conversation.HandOvers;

/** A citizen asks for a person, waits, leaves a message. What the person writes comes as events. */
@RestController
@Tag(name = "conversations")
class HandoverController {

    @Schema(name = "Standing", description = "有没有人接手")
    record StandingView(
            @Schema(description = "ASSISTANT 由助手回答；WAITING 在排队；TAKEN 工作人员已接手；CLOSED 现在没有工作人员，可以留言")
            HandOvers.State state,
            @Schema(description = "排在第几位，从1开始；不在排队为0") int place,
            @Schema(description = "接手的工作人员，没有则为null") @Nullable String staff,
            @Schema(description = "工作时间；现在没有工作人员不是因为时间则为空", example = "MON-FRI 09:00-17:00") String hours) {}

    /** @param consent whether the citizen agrees that both are kept until they were called */
    record MessageLeft(@Nullable String message, @Nullable String phone, @Nullable Boolean consent) {}

    private final HandOvers handOvers;
    private final Conversations conversations;
    private final Crossing crossing;
    private final WebSettings settings;

    HandoverController(HandOvers handOvers, Conversations conversations, Crossing crossing, WebSettings settings) {
        this.handOvers = handOvers;
        this.conversations = conversations;
        this.crossing = crossing;
        this.settings = settings;
    }

    @PostMapping(path = "/api/v1/conversations/{id}/handover", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "找人工", description = "排进队列；已在排队或已有人接手则不变。接手、打字、离开和工作人员的话都作为事件送来。")
    Mono<StandingView> ask(@PathVariable String id) {
        return crossing.call(() -> view(handOvers.ask(id).orElseThrow(HandoverController::unknown)));
    }

    @GetMapping(path = "/api/v1/conversations/{id}/handover", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "排到哪里了")
    Mono<StandingView> standing(@PathVariable String id) {
        return crossing.call(() -> {
            known(id);
            return view(handOvers.standing(id));
        });
    }

    @DeleteMapping("/api/v1/conversations/{id}/handover")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "不再等人工")
    Mono<Void> withdraw(@PathVariable String id) {
        return crossing.call(() -> {
                    known(id);
                    handOvers.withdraw(id);
                    return id;
                })
                .then();
    }

    @PostMapping(path = "/api/v1/conversations/{id}/callback", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "留言，请回电",
            description = "要有 consent：同意保存留言和电话，回电后删除。电话与会话分开保存。")
    Mono<Void> leave(@PathVariable String id, @RequestBody MessageLeft left) {
        String message = Optional.ofNullable(left.message()).orElse("");
        if (!Boolean.TRUE.equals(left.consent())) {
            throw new Problem(HttpStatus.BAD_REQUEST, "error.no-consent");
        }
        if (message.codePointCount(0, message.length()) > settings.limits().message()) {
            throw new Problem(HttpStatus.BAD_REQUEST, "error.message-too-long", settings.limits().message());
        }
        return crossing.call(() -> {
                    known(id);
                    if (!handOvers.leave(id, message, Optional.ofNullable(left.phone()).orElse(""))) {
                        throw new Problem(HttpStatus.BAD_REQUEST, "error.no-phone");
                    }
                    return id;
                })
                .then();
    }

    private void known(String id) {
        if (!conversations.isOpen(id)) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return new Problem(HttpStatus.NOT_FOUND, "error.no-such-conversation");
    }

    private static StandingView view(HandOvers.Standing standing) {
        return new StandingView(standing.state(), standing.place(), standing.staff(), standing.hours());
    }
}
