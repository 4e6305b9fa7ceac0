package wenzheng.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import wenzheng.answer.HotlineSettings;
import wenzheng.conversation.Conversations;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.operation.AssistantSwitch;

/**
 * The pages: ask and read the answer, browse the articles. They work without script. There are no cookies: the
 * conversation's id stands in the form, and only forms of this site are taken.
 */
@Controller
@Hidden
class PageController {

    private final Conversations conversations;
    private final Articles articles;
    private final Crossing crossing;
    private final OwnForms ownForms;
    private final TrustedProxies proxies;
    private final WebSettings settings;
    private final HotlineSettings hotline;
    private final AssistantSwitch assistant;

    PageController(
            Conversations conversations,
            Articles articles,
            Crossing crossing,
            OwnForms ownForms,
            TrustedProxies proxies,
            WebSettings settings,
            HotlineSettings hotline,
            AssistantSwitch assistant) {
        this.conversations = conversations;
        this.articles = articles;
        this.crossing = crossing;
        this.ownForms = ownForms;
        this.proxies = proxies;
        this.settings = settings;
        this.hotline = hotline;
        this.assistant = assistant;
    }

    @GetMapping(path = {"/", "/chat"}, produces = MediaType.TEXT_HTML_VALUE)
    Rendering ask() {
        return page(null, null, null);
    }

    /**
     * Asks, and shows the conversation so far. A form with a conversation and no message at all only shows it: so the
     * script brings it back when the reader returns from an article.
     */
    @PostMapping(
            path = {"/", "/chat"},
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.TEXT_HTML_VALUE)
    Mono<Rendering> ask(ServerWebExchange exchange) {
        ownForms.check(exchange.getRequest());
        return exchange.getFormData().flatMap(form -> {
            String conversationId = filled(form, "conversationId");
            String message = filled(form, "suggested") == null ? form.getFirst("message") : filled(form, "suggested");
            if (message == null) {
                return crossing.call(() -> page(conversationId, null, null));
            }
            return crossing.callBounded(() -> answered(
                            new ChatRequest(message, conversationId, filled(form, "clientMessageId")),
                            proxies.clientOf(exchange.getRequest())))
                    .onErrorResume(Problem.class, problem -> problem.getStatusCode() == HttpStatus.BAD_REQUEST
                            ? crossing.call(() -> page(conversationId, problem, message))
                            : Mono.error(problem));
        });
    }

    /** Forgets the conversation and begins anew. */
    @PostMapping(path = "/forget", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Mono<Rendering> forget(ServerWebExchange exchange) {
        ownForms.check(exchange.getRequest());
        return exchange.getFormData().flatMap(form -> crossing.call(() -> {
            String conversationId = filled(form, "conversationId");
            if (conversationId != null) {
                conversations.forget(conversationId);
            }
            return Rendering.redirectTo("/chat").status(HttpStatus.SEE_OTHER).build();
        }));
    }

    @GetMapping(path = "/documents", produces = MediaType.TEXT_HTML_VALUE)
    Rendering documents() {
        return Rendering.view("documents")
                .modelAttribute("documents", articles.all().stream().map(DocumentView::summary).toList())
                .build();
    }

    /**
     * @param quote words to mark, in the passage with the number {@code p}; in all passages that hold them without it
     */
    @GetMapping(path = "/documents/{id}", produces = MediaType.TEXT_HTML_VALUE)
    Rendering document(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String quote,
            @RequestParam(required = false) @Nullable Integer p) {
        Article article = articles.find(id)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "error.no-such-document"));
        return Rendering.view("document")
                .modelAttribute("document", DocumentView.summary(article))
                .modelAttribute("blocks", PassageBlock.allOf(article, quote, p))
                .build();
    }

    private Rendering answered(ChatRequest request, String visitor) {
        String message = request.checkedMessage(settings.limits().message());
        return page(
                conversations
                        .say(request.conversationId(), message, request.clientMessageId(), null, visitor)
                        .conversationId(),
                null,
                null);
    }

    /**
     * @param problem what is wrong with the message, {@code null} where nothing is
     * @param draft the message it is wrong with
     */
    private Rendering page(@Nullable String conversationId, @Nullable Problem problem, @Nullable String draft) {
        List<TurnView> turns = conversationId == null
                ? List.of()
                : conversations.history(conversationId).stream().map(TurnView::of).toList();
        return Rendering.view("chat")
                .modelAttribute("turns", turns)
                .modelAttribute("conversationId", turns.isEmpty() ? "" : conversationId)
                .modelAttribute("clientMessageId", UUID.randomUUID().toString())
                .modelAttribute("problem", problem == null ? "" : problem.key())
                .modelAttribute("problemArguments", problem == null ? new Object[0] : problem.arguments())
                .modelAttribute("draft", Objects.requireNonNullElse(draft, ""))
                .modelAttribute("limit", settings.limits().message())
                .modelAttribute("examples", settings.examples())
                .modelAttribute("districts", articles.all().stream()
                        .map(Article::district)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList())
                .modelAttribute("hotline", hotline)
                .modelAttribute("assistant", assistant.standing())
                .status(problem == null ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                .build();
    }

    private static @Nullable String filled(MultiValueMap<String, String> form, String field) {
        String value = form.getFirst(field);
        return value == null || value.isBlank() ? null : value;
    }
}
