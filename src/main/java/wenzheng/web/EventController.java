package wenzheng.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import wenzheng.conversation.ConversationEvent;
import wenzheng.conversation.ConversationEvents;
import wenzheng.conversation.HandOvers;

/** Tells a page what happens in its conversation, from the last event it knows. */
@RestController
@Tag(name = "conversations")
class EventController {

    /** A proxy closes what is silent for long, and only a write shows that the page has gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** After that a page connects anew. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final Duration RECONNECT = Duration.ofSeconds(3);

    private final ConversationEvents events;
    private final HandOvers handOvers;
    private final Crossing crossing;
    private final OpenStreams open;
    private final TrustedProxies proxies;
    private final Sinks.Empty<Void> stopping = Sinks.empty();

    EventController(
            ConversationEvents events,
            HandOvers handOvers,
            Crossing crossing,
            OpenStreams open,
            TrustedProxies proxies) {
        this.events = events;
        this.handOvers = handOvers;
        this.crossing = crossing;
        this.open = open;
        this.proxies = proxies;
    }

    @GetMapping(path = "/api/v1/conversations/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "等候会话中的事件",
            description = "先补发 Last-Event-ID 之后的事件，再随到随发；不填则从头补发。断线后带上最后一个编号重连，什么也不会漏。"
                    + "会话被忘记时送出 end 并结束。未知或已过期：404。")
    @ApiResponse(
            responseCode = "200",
            description = "事件",
            content = @Content(
                    mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                    schema = @Schema(
                            type = "string",
                            description = "事件 reply（一条回复，与提问所得的 JSON 相同，id 是事件编号；staff 不空则是工作人员写的）、"
                                    + "handover（转人工的进展）、place（排在第几位，变了就送）、"
                                    + "typing（工作人员正在输入）、end（会话已被忘记）；"
                                    + "此外每15秒一行注释")))
    Mono<ResponseEntity<Flux<ServerSentEvent<Object>>>> events(
            @PathVariable String id,
            @Parameter(description = "最后收到的事件编号；浏览器重连时自动带上")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable String lastEventId,
            @Parameter(description = "同 Last-Event-ID，供首次连接用，取自会话记录的 lastEventId")
                    @RequestParam(required = false)
                    @Nullable String after,
            ServerHttpRequest request) {
        long known = number(lastEventId == null ? after : lastEventId);
        String client = proxies.clientOf(request);
        return crossing.call(() -> {
                    if (events.after(id, known).isEmpty()) {
                        throw new Problem(HttpStatus.NOT_FOUND, "error.no-such-conversation");
                    }
                    return Math.min(known, events.newest(id));
                })
                .map(last -> ResponseEntity.ok()
                        // nginx would keep events back.
                        .header("X-Accel-Buffering", "no")
                        .contentType(MediaType.TEXT_EVENT_STREAM)
                        .body(limited(client, stream(id, new AtomicLong(last)))));
    }

    /** Ends what is open, so that the server need not wait for it. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping.tryEmitEmpty();
    }

    private Flux<ServerSentEvent<Object>> limited(String client, Flux<ServerSentEvent<Object>> stream) {
        return Flux.using(
                () -> {
                    open.open(client);
                    return client;
                },
                _ -> stream,
                open::close);
    }

    /** Whatever wakes it, it reads what is new: so nothing is missed, and a slow page holds nothing back here. */
    private Flux<ServerSentEvent<Object>> stream(String id, AtomicLong last) {
        Flux<Boolean> news = Flux.create(
                sink -> {
                    sink.onDispose(events.listen(id, () -> sink.next(false))::run);
                    sink.next(false);
                },
                FluxSink.OverflowStrategy.LATEST);
        AtomicInteger place = new AtomicInteger();
        Flux<Boolean> ticks = Flux.interval(HEARTBEAT).map(_ -> true).onBackpressureDrop();
        return Flux.merge(news, ticks)
                .concatMap(tick -> unread(id, last, tick).concatWith(place(id, last, place)), 1)
                .takeUntil(event -> "end".equals(event.event()))
                .startWith(ServerSentEvent.builder().retry(RECONNECT).comment("").build())
                .take(LONGEST)
                .takeUntilOther(stopping.asMono())
                .onErrorComplete(Problem.class);
    }

    private Flux<ServerSentEvent<Object>> unread(String id, AtomicLong last, boolean heartbeat) {
        return page(id, last)
                .expand(page -> page.map(List::size).orElse(0) < ConversationEvents.PAGE ? Mono.empty() : page(id, last))
                .concatMapIterable(page -> page.map(found -> found.stream().map(each -> event(id, each)).toList())
                        .orElseGet(() -> List.of(event("end", Map.of()).build())))
                .switchIfEmpty(heartbeat ? Mono.just(ServerSentEvent.builder().comment("").build()) : Mono.empty())
                .concatWith(Mono.defer(() -> handOvers.isTyping(id)
                        ? Mono.just(event("typing", Map.of()).id(Long.toString(last.get())).build())
                        : Mono.empty()));
    }

    /** Another place in the queue than was told, which no event is kept of. */
    private Mono<ServerSentEvent<Object>> place(String id, AtomicLong last, AtomicInteger told) {
        return crossing.call(() -> handOvers.seen(id))
                .filter(now -> told.getAndSet(now) != now && now > 0)
                .map(now -> event("place", new Place(now)).id(Long.toString(last.get())).build());
    }

    private Mono<Optional<List<ConversationEvent>>> page(String id, AtomicLong last) {
        return crossing.call(() -> events.after(id, last.get()))
                .doOnNext(page -> page.filter(found -> !found.isEmpty())
                        .ifPresent(found -> last.set(found.getLast().number())));
    }

    /** @param place in the queue of those who wait for a person, from 1 */
    record Place(int place) {}

    /** What became of the wish for a person. */
    record Handover(ConversationEvent.Change change, @Nullable String staff, Instant at) {}

    private static ServerSentEvent<Object> event(String id, ConversationEvent happened) {
        return switch (happened) {
            case ConversationEvent.Replied replied ->
                event("reply", ChatReply.of(replied.exchange())).id(Long.toString(replied.number())).build();
            case ConversationEvent.Written written ->
                event("reply", ChatReply.of(id, written)).id(Long.toString(written.number())).build();
            case ConversationEvent.HandedOver changed ->
                event("handover", new Handover(changed.change(), changed.staff(), changed.at()))
                        .id(Long.toString(changed.number()))
                        .build();
        };
    }

    private static ServerSentEvent.Builder<Object> event(String name, Object data) {
        return ServerSentEvent.builder(data).event(name);
    }

    /** @return 0 for what is no number of an event */
    private static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
