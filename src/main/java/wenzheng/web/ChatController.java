package wenzheng.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import wenzheng.conversation.Channel;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.ReplyStatus;

@RestController
@Tag(name = "chat", description = "提问")
class ChatController {

    private final Conversations conversations;
    private final Crossing crossing;
    private final TrustedProxies proxies;
    private final WebSettings settings;

    ChatController(Conversations conversations, Crossing crossing, TrustedProxies proxies, WebSettings settings) {
        this.conversations = conversations;
        this.crossing = crossing;
        this.proxies = proxies;
        this.settings = settings;
    }

    @PostMapping(
            path = "/api/v1/chat",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Operation(
            summary = "问一句话",
            description = "回复依据已收录的文章，并给出原文出处；文章没有说到的，status 为 NO_ANSWER。"
                    + "Accept 为 text/event-stream 时，同一回复以事件送出：status、若干 delta、citation，最后 done 是完整的 JSON。"
                    + "设置了语言模型的，核对过的句子先送出，其余随后。")
    @ApiResponse(
            responseCode = "200",
            description = "回复",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = ChatReply.class)),
                @Content(
                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                        schema = @Schema(
                                type = "string",
                                description = "事件 status {\"status\"}、delta {\"text\"}、citation（一处引文）、done（完整回复）"))
            })
    Mono<ResponseEntity<Publisher<?>>> chat(@RequestBody ChatRequest request, ServerHttpRequest http) {
        String message = request.checkedMessage(settings.limits().message());
        Function<Consumer<String>, ChatReply> answer = told -> ChatReply.of(conversations.say(
                request.conversationId(), message, request.clientMessageId(), null, proxies.clientOf(http),
                channel(http), told));
        return prefersEvents(http.getHeaders())
                ? crossing.tellBounded(answer).map(telling -> ResponseEntity.ok()
                        .contentType(MediaType.TEXT_EVENT_STREAM)
                        .body(events(telling)))
                : crossing.callBounded(() -> answer.apply(_ -> {})).map(reply -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Mono.just(reply)));
    }

    /** Browsers say which page a request comes from, where it is one that asks something. */
    private static Channel channel(ServerHttpRequest http) {
        return http.getHeaders().getOrigin() == null ? Channel.API : Channel.WEB;
    }

    /** Whether the first media type that the client likes best of ours is the event stream. */
    private static boolean prefersEvents(HttpHeaders headers) {
        return headers.getAccept().stream()
                .sorted(Comparator.comparingDouble(MediaType::getQualityValue).reversed())
                .filter(type -> type.includes(MediaType.APPLICATION_JSON) || type.includes(MediaType.TEXT_EVENT_STREAM))
                .findFirst()
                .filter(type -> !type.includes(MediaType.APPLICATION_JSON))
                .isPresent();
    }

    /** The reply in pieces: its status, its text sentence by sentence, its citations, and all of it once more. */
    private static Flux<ServerSentEvent<Object>> events(Crossing.Telling<ChatReply> telling) {
        return Flux.concat(
                telling.told().take(1).map(_ -> event("status", Map.of("status", ReplyStatus.ANSWERED))),
                telling.told().flatMapIterable(ChatController::deltas),
                telling.rest(ChatController::rest).flatMapIterable(events -> events));
    }

    private static List<ServerSentEvent<Object>> rest(String told, ChatReply reply) {
        List<ServerSentEvent<Object>> events = new ArrayList<>();
        if (told.isEmpty()) {
            events.add(event("status", Map.of("status", reply.status())));
        }
        events.addAll(deltas(Crossing.after(told, reply.text())));
        reply.citations().forEach(citation -> events.add(event("citation", citation)));
        events.add(event("done", reply));
        return events;
    }

    private static List<ServerSentEvent<Object>> deltas(String text) {
        return Crossing.pieces(text).map(piece -> event("delta", Map.of("text", piece))).toList();
    }

    private static ServerSentEvent<Object> event(String name, Object data) {
        return ServerSentEvent.builder(data).event(name).build();
    }
}
