package wenzheng.desk;

import static wenzheng.desk.StaffController.text;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
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

    /** @param name of the part, @param state UP, DOWN or UNKNOWN */
    record Part(String name, String state, Map<String, Object> details) {}

    /** What forms send; a field that one lacks is {@code null}. */
    record OperationForm(AssistantSwitch.@Nullable Mode mode, @Nullable String name) {}

    private final AssistantSwitch assistant;
    private final ApiKeys keys;
    private final HealthContributorRegistry health;
    private final AuditLog audit;

    OperationController(AssistantSwitch assistant, ApiKeys keys, HealthContributorRegistry health, AuditLog audit) {
        this.assistant = assistant;
        this.keys = keys;
        this.health = health;
        this.audit = audit;
    }

    @GetMapping("/desk/operation")
    Rendering page() {
        return page("", "");
    }

    @PostMapping("/desk/operation/assistant")
    Rendering turn(@AuthenticationPrincipal StaffMember me, @ModelAttribute OperationForm form) {
        if (form.mode() == null) {
            return page("desk.operation.bad-mode", "");
        }
        if (assistant.set(form.mode(), me.name())) {
            audit.record(me, Action.ASSISTANT_SWITCHED, form.mode().name(), "");
        }
        return StaffController.to("/desk/operation");
    }

    /** Makes a key; the page that comes back is the only one that ever shows it. */
    @PostMapping("/desk/operation/keys")
    Rendering make(@AuthenticationPrincipal StaffMember me, @ModelAttribute OperationForm form) {
        String name = Conversations.masked(text(form.name())).strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return page("desk.operation.bad-key-name", "");
        }
        String made = keys.make(name, me.name());
        audit.record(me, Action.KEY_MADE, name, "");
        return page("", made);
    }

    @PostMapping("/desk/operation/keys/{id}/revoke")
    Rendering revoke(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        String name = keys.revoke(id).orElseThrow(DeskProblem::gone);
        audit.record(me, Action.KEY_REVOKED, name, "");
        return StaffController.to("/desk/operation");
    }

    private Rendering page(String problem, String made) {
        return Rendering.view("desk/operation")
                .modelAttribute("standing", assistant.standing())
                .modelAttribute("modes", AssistantSwitch.Mode.values())
                .modelAttribute("keys", keys.all())
                .modelAttribute("made", made)
                .modelAttribute("longest", LONGEST_NAME)
                .modelAttribute("parts", PARTS.stream().flatMap(name -> parts(name).stream()).toList())
                .modelAttribute("problem", problem)
                .status(problem.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                .build();
    }

    private List<Part> parts(String name) {
        return switch (health.getContributor(name)) {
            case HealthIndicator indicator -> {
                Health found = indicator.health(true);
                yield List.of(new Part(name, found.getStatus().getCode(), found.getDetails()));
            }
            case CompositeHealthContributor several -> several.stream()
                    .filter(entry -> entry.contributor() instanceof HealthIndicator)
                    .map(entry -> ((HealthIndicator) entry.contributor()).health(true))
                    .map(found -> new Part(name, found.getStatus().getCode(), found.getDetails()))
                    .toList();
            case null -> List.of();
        };
    }
}
