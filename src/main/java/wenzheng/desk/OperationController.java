package wenzheng.desk;

import static wenzheng.desk.StaffController.text;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import wenzheng.conversation.Conversations;
import wenzheng.desk.AuditLog.Action;
import wenzheng.operation.ApiKeys;
import wenzheng.operation.AssistantSwitch;

/** What an administrator runs the program by: the assistant's switch, API keys, and whether all parts are well. */
@Controller
@Hidden
@Profile("!evaluation")
class OperationController {

    private static final int LONGEST_NAME = 60;

    /** Parts that are shown, in this order, those that there are. */
    private static final List<String> PARTS = List.of("search", "corpus", "model", "telegram", "db", "data", "diskSpace");

    /** @param state UP, DOWN, UNKNOWN or OUT_OF_SERVICE */
    record Part(String name, String state, List<PartDetails.Detail> details) {}

    /** What forms send; a field that one lacks is {@code null}. */
    record OperationForm(AssistantSwitch.@Nullable Mode mode, @Nullable String reason, @Nullable String name) {}

    private final AssistantSwitch assistant;
    private final ApiKeys keys;
    private final HealthContributorRegistry health;
    private final AuditLog audit;
    private final MessageSource messages;
    private final Clock clock;

    OperationController(
            AssistantSwitch assistant,
            ApiKeys keys,
            HealthContributorRegistry health,
            AuditLog audit,
            MessageSource messages,
            Clock clock) {
        this.assistant = assistant;
        this.keys = keys;
        this.health = health;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/desk/operation")
    Rendering page(Locale locale) {
        return page("", "", locale);
    }

    @PostMapping("/desk/operation/assistant")
    Rendering turn(@AuthenticationPrincipal StaffMember me, @ModelAttribute OperationForm form, Locale locale) {
        if (form.mode() == null) {
            return page("desk.operation.bad-mode", "", locale);
        }
        String reason = Conversations.masked(text(form.reason())).strip();
        if (reason.length() > AssistantSwitch.LONGEST_REASON) {
            return page("desk.operation.bad-reason", "", locale);
        }
        if (assistant.set(form.mode(), reason, me.name())) {
            audit.record(me, Action.ASSISTANT_SWITCHED, form.mode().name(), reason);
        }
        return StaffController.to("/desk/operation");
    }

    /** Makes a key; the page that comes back is the only one that ever shows it. */
    @PostMapping("/desk/operation/keys")
    Rendering make(@AuthenticationPrincipal StaffMember me, @ModelAttribute OperationForm form, Locale locale) {
        String name = Conversations.masked(text(form.name())).strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return page("desk.operation.bad-key-name", "", locale);
        }
        String made = keys.make(name, me.name());
        audit.record(me, Action.KEY_MADE, name, "");
        return page("", made, locale);
    }

    @PostMapping("/desk/operation/keys/{id}/revoke")
    Rendering revoke(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        String name = keys.revoke(id).orElseThrow(DeskProblem::gone);
        audit.record(me, Action.KEY_REVOKED, name, "");
        return StaffController.to("/desk/operation");
    }

    private Rendering page(String problem, String made, Locale locale) {
        PartDetails details = new PartDetails(
                (key, arguments) -> messages.getMessage(key, arguments, locale), clock.getZone());
        return Rendering.view("desk/operation")
                .modelAttribute("standing", assistant.standing())
                .modelAttribute("modes", AssistantSwitch.Mode.values())
                .modelAttribute("keys", keys.all())
                .modelAttribute("made", made)
                .modelAttribute("longest", LONGEST_NAME)
                .modelAttribute("longestReason", AssistantSwitch.LONGEST_REASON)
                .modelAttribute("parts", PARTS.stream().flatMap(name -> parts(name, details)).toList())
                .modelAttribute("problem", problem)
                .status(problem.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                .build();
    }

    private Stream<Part> parts(String name, PartDetails details) {
        return found(health.getContributor(name))
                .map(found -> new Part(name, found.getStatus().getCode(), details.of(found.getDetails())));
    }

    private static Stream<Health> found(@Nullable HealthContributor contributor) {
        return switch (contributor) {
            case HealthIndicator indicator -> Stream.ofNullable(indicator.health(true));
            case CompositeHealthContributor several -> several.stream().flatMap(entry -> found(entry.contributor()));
            case null -> Stream.of();
        };
    }
}
