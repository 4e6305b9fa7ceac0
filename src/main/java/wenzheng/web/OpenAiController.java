package wenzheng.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import wenzheng.conversation.Channel;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.GivenReply;

/** The OpenAI protocol, for chat programs that know no other. Their client keeps the conversation; nothing is stored. */
@RestController
@Tag(name = "openai", description = "OpenAI 协议，供现有的聊天程序使用；设置了 wenzheng.openai.api-keys 才有")
@SecurityRequirement(name = "openai")
class OpenAiController {

    private final Conversations conversations;
    private final Crossing crossing;
    private final WebSettings settings;
    private final MessageSource messages;
    private final Clock clock;
    private final OpenAi.Model model;

    OpenAiController(
            Conversations conversations, Crossing crossing, WebSettings settings, MessageSource messages, Clock clock) {
        this.conversations = conversations;
        this.crossing = crossing;
        this.settings = settings;
        this.messages = messages;
        this.clock = clock;
        model = new OpenAi.Model(OpenAi.MODEL, "model", clock.instant().getEpochSecond(), OpenAi.MODEL);
    }

    @GetMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "模型列表", description = "只有 wenzheng 一个。")
    OpenAi.Models models() {
        return new OpenAi.Models("list", List.of(model));
    }

    @GetMapping(path = "/v1/models/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "一个模型", description = "未知的模型：404。")
    OpenAi.Model model(@PathVariable String id) {
        checkModel(id);
        return model;
    }

    @PostMapping(path = "/v1/chat/completions", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "问一句话（OpenAI 协议）",
            description = "回答最后一条 user 消息，此前的 user 消息用来理解追问。出错时返回该协议的 error。")
    @ApiResponse(
            responseCode = "200",
            description = "回复；stream 为 true 时是事件流，以 [DONE] 结束",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = OpenAi.Completion.class)),
                @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string"))
            })
    Mono<ResponseEntity<Publisher<?>>> complete(@RequestBody OpenAi.Request request, ServerHttpRequest http) {
        checkModel(request.model());
        if (request.n() != null && request.n() != 1) {
            throw new OpenAiProblem(HttpStatus.BAD_REQUEST, "n", null, "error.several-choices");
        }
        List<String> said = saidByUser(request.messages());
        String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
        long created = clock.instant().getEpochSecond();
        Function<Consumer<String>, GivenReply> answer =
                told -> conversations.glance(said.getLast(), said.subList(0, said.size() - 1), Channel.OPENAI, told);
        if (Boolean.TRUE.equals(request.stream())) {
            boolean withUsage = request.streamOptions() != null
                    && Boolean.TRUE.equals(request.streamOptions().includeUsage());
            Chunks chunks = new Chunks(id, created, withUsage);
            return crossing.tellBounded(answer).map(telling -> ResponseEntity.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .header("X-Accel-Buffering", "no")
                    .body(Flux.concat(
                            Mono.just(chunks.first()),
                            telling.told().flatMapIterable(text -> chunks.said(plain(text))),
                            telling.rest((told, reply) -> {
                                        String text = text(reply, ChatReply.citations(reply), site(http));
                                        return chunks.rest(
                                                Crossing.after(plain(told), text),
                                                ChatReply.citations(reply),
                                                OpenAi.Usage.of(said, text));
                                    })
                                    .flatMapIterable(rest -> rest))));
        }
        return crossing.callBounded(() -> answer.apply(_ -> {})).map(reply -> {
            List<ChatReply.CitationView> citations = ChatReply.citations(reply);
            String text = text(reply, citations, site(http));
            var choice = new OpenAi.Choice(0, new OpenAi.Said("assistant", text, null), null, "stop");
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Mono.just(new OpenAi.Completion(
                            id, "chat.completion", created, OpenAi.MODEL, List.of(choice),
                            OpenAi.Usage.of(said, text), citations)));
        });
    }

    /** The pieces of a streamed reply. */
    private record Chunks(String id, long created, boolean withUsage) {

        ServerSentEvent<Object> first() {
            return chunk(new OpenAi.Delta("assistant", ""), null, null);
        }

        List<ServerSentEvent<Object>> said(String text) {
            return Crossing.pieces(text).map(piece -> chunk(new OpenAi.Delta(null, piece), null, null)).toList();
        }

        List<ServerSentEvent<Object>> rest(
                String text, List<ChatReply.CitationView> citations, OpenAi.Usage usage) {
            List<ServerSentEvent<Object>> events = new ArrayList<>(said(text));
            events.add(chunk(new OpenAi.Delta(null, null), "stop", citations));
            if (withUsage) {
                events.add(event(new OpenAi.Chunk(
                        id, "chat.completion.chunk", created, OpenAi.MODEL, List.of(), usage, null)));
            }
            events.add(event("[DONE]"));
            return events;
        }

        private ServerSentEvent<Object> chunk(
                OpenAi.Delta delta, @Nullable String finish, @Nullable List<ChatReply.CitationView> citations) {
            return event(new OpenAi.Chunk(
                    id,
                    "chat.completion.chunk",
                    created,
                    OpenAi.MODEL,
                    List.of(new OpenAi.ChunkChoice(0, delta, null, finish)),
                    withUsage ? NullNode.getInstance() : null,
                    citations));
        }

        private static ServerSentEvent<Object> event(Object data) {
            return ServerSentEvent.builder(data).build();
        }
    }

    private static void checkModel(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new OpenAiProblem(HttpStatus.BAD_REQUEST, "model", null, "error.no-model", OpenAi.MODEL);
        }
        if (!name.equals(OpenAi.MODEL)) {
            throw new OpenAiProblem(
                    HttpStatus.NOT_FOUND, "model", "model_not_found", "error.unknown-model", OpenAi.MODEL);
        }
    }

    /** @return what the user said, oldest first, the last not blank */
    private List<String> saidByUser(@Nullable List<OpenAi.@Nullable Message> messages) {
        List<String> said = messages == null
                ? List.of()
                : messages.stream()
                        .filter(Objects::nonNull)
                        .filter(message -> "user".equals(message.role()))
                        .map(message -> text(message.content()))
                        .toList();
        if (said.isEmpty()) {
            throw new OpenAiProblem(HttpStatus.BAD_REQUEST, "messages", null, "error.no-user-message");
        }
        String last = said.getLast();
        if (ChatRequest.isBlank(last)) {
            throw new OpenAiProblem(HttpStatus.BAD_REQUEST, "messages", null, "error.no-text");
        }
        int limit = settings.limits().message();
        if (last.codePointCount(0, last.length()) > limit) {
            throw new OpenAiProblem(
                    HttpStatus.BAD_REQUEST, "messages", "string_above_max_length", "error.message-too-long", limit);
        }
        return said;
    }

    /** The text of a message, or of the parts of it that are text. */
    private static String text(@Nullable JsonNode content) {
        if (content == null) {
            return "";
        }
        if (content.isArray()) {
            return content.valueStream()
                    .filter(part -> "text".equals(part.path("type").asString("")))
                    .map(part -> part.path("text").asString(""))
                    .collect(Collectors.joining("\n"));
        }
        return content.isString() ? content.asString() : "";
    }

    /** The reply with the numbers of its sources behind each fact, and the sources after it. */
    private String text(GivenReply reply, List<ChatReply.CitationView> citations, String site) {
        if (citations.isEmpty()) {
            return plain(reply.text());
        }
        List<FactView> facts = new ArrayList<>(FactView.allOf(reply));
        StringBuilder text = new StringBuilder();
        for (String line : reply.text().lines().toList()) {
            text.append(text.isEmpty() ? "" : "\n").append(plain(line));
            facts.stream().filter(fact -> line.endsWith(fact.text())).findFirst().ifPresent(fact -> {
                fact.citations().forEach(number -> text.append('[').append(number).append(']'));
                facts.remove(fact);
            });
        }
        if (FactView.allOf(reply).isEmpty()) {
            citations.forEach(citation -> text.append('[').append(citation.id()).append(']'));
        }
        text.append("\n\n").append(say("web.openai.sources"));
        for (ChatReply.CitationView citation : citations) {
            text.append('\n').append(say(
                    "web.openai.source", citation.id(), plain(citation.title()), plain(citation.section()),
                    site + citation.url()));
        }
        return text.toString();
    }

    /** Chat programs read Markdown: nothing in an article may become a link, a picture or a tag there. */
    private static String plain(String text) {
        return text.replaceAll("[\\\\\\[\\]<>`]", "\\\\$0");
    }

    private String site(ServerHttpRequest request) {
        URI asked = request.getURI();
        return settings.base(asked.getScheme() + "://" + asked.getRawAuthority());
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
