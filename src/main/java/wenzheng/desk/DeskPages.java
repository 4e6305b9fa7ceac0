package wenzheng.desk;

import java.beans.PropertyEditorSupport;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.reactive.result.view.CsrfRequestDataValueProcessor;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.HandOvers;
import wenzheng.corpus.TendingProblem;
import wenzheng.operation.AssistantSwitch;

/**
 * What all pages of the desk show: who is logged in, the token that their forms send along, how many citizens wait for
 * a person, and whether the assistant is off.
 */
@ControllerAdvice(basePackageClasses = DeskPages.class)
class DeskPages {

    private final Clock clock;
    private final AssistantSwitch assistant;
    private final HandOvers handOvers;

    DeskPages(Clock clock, AssistantSwitch assistant, HandOvers handOvers) {
        this.clock = clock;
        this.assistant = assistant;
        this.handOvers = handOvers;
    }

    /** Whatever a form or an address brings. */
    @InitBinder
    void withoutTraps(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                setValue(Conversations.storable(text));
            }
        });
    }

    @ModelAttribute("_csrf")
    Mono<CsrfToken> token(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return token.doOnNext(known ->
                exchange.getAttributes().put(CsrfRequestDataValueProcessor.DEFAULT_CSRF_ATTR_NAME, known));
    }

    @ModelAttribute("me")
    @Nullable StaffMember me(@AuthenticationPrincipal @Nullable StaffMember me) {
        return me;
    }

    /** Which entry of the menu is the page's own. */
    @ModelAttribute("section")
    String section(ServerWebExchange exchange) {
        String[] path = exchange.getRequest().getPath().pathWithinApplication().value().split("/");
        return path.length > 2 ? path[2] : "";
    }

    @ModelAttribute("zone")
    ZoneId zone() {
        return clock.getZone();
    }

    /** Told on every page, so that nobody forgets to turn it on again. */
    @ModelAttribute("assistantOff")
    boolean isAssistantOff() {
        return assistant.mode() != AssistantSwitch.Mode.ON;
    }

    /** For the menu, which parts of a page do not have, and so do not look for it. */
    @ModelAttribute("inQueue")
    int inQueue(@AuthenticationPrincipal @Nullable StaffMember me, ServerWebExchange exchange) {
        return me == null || exchange.getRequest().getHeaders().containsHeader("HX-Request") ? 0 : handOvers.waiting();
    }

    @ExceptionHandler
    Rendering problem(TendingProblem problem) {
        return Rendering.view("desk/problem")
                .modelAttribute("problem", problem.reason().key())
                .status(switch (problem.reason()) {
                    case GONE -> HttpStatus.NOT_FOUND;
                    case BUSY, CHANGED, TOO_MANY_DRAFTS, CATALOGUE -> HttpStatus.CONFLICT;
                    case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
                    case FAULTY, ENTRY -> HttpStatus.BAD_REQUEST;
                    case NO_DIRECTORY, NOT_WRITABLE, DISK_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
                })
                .build();
    }

    @ExceptionHandler
    Rendering problem(DeskProblem problem) {
        return Rendering.view("desk/problem")
                .modelAttribute("problem", problem.key())
                .status(Objects.requireNonNullElse(HttpStatus.resolve(problem.getStatusCode().value()), HttpStatus.BAD_REQUEST))
                .build();
    }
}
