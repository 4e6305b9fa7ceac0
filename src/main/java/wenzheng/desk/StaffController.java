package wenzheng.desk;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;

/** Logging in, one's own password, and who else may use the desk. */
@Controller
@Hidden
@Profile("!evaluation")
class StaffController {

    /** What a form sends; a field that it lacks is {@code null}. */
    record StaffForm(
            @Nullable String name,
            @Nullable String shownName,
            @Nullable Role role,
            @Nullable String enabled,
            @Nullable String password,
            @Nullable String old) {}

    private final Staff staff;
    private final AuditLog audit;
    private final MessageSource messages;
    private final Clock clock;
    private final ObjectProvider<LoginProviders> providers;

    StaffController(
            Staff staff, AuditLog audit, MessageSource messages, Clock clock, ObjectProvider<LoginProviders> providers) {
        this.staff = staff;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
        this.providers = providers;
    }

    /** @param failed why somebody was not let in before, {@code null} where nobody tried */
    @GetMapping("/desk/login")
    Rendering login(
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(required = false) @Nullable String failed) {
        LoginProviders known = providers.getIfAvailable();
        return Rendering.view("desk/login")
                .modelAttribute("next", DeskSecurity.checked(next))
                .modelAttribute("problem", switch (failed) {
                    case null -> "";
                    case "unknown" -> "desk.login.unknown";
                    case "provider" -> "desk.login.provider";
                    default -> "desk.login.failed";
                })
                .modelAttribute("providers", known == null ? List.of() : known.all())
                .build();
    }

    @GetMapping("/desk/password")
    Rendering password() {
        return Rendering.view("desk/password").modelAttribute("problem", "").build();
    }

    @PostMapping("/desk/password")
    Rendering changePassword(@AuthenticationPrincipal StaffMember me, @ModelAttribute StaffForm form) {
        try {
            staff.changePassword(me, text(form.old()), text(form.password()));
        } catch (DeskProblem problem) {
            return Rendering.view("desk/password")
                    .modelAttribute("problem", problem.key())
                    .status(HttpStatus.BAD_REQUEST)
                    .build();
        }
        return to("/desk/login");
    }

    @GetMapping("/desk/staff")
    Rendering staff() {
        return page("");
    }

    @PostMapping("/desk/staff")
    Rendering add(@AuthenticationPrincipal StaffMember me, @ModelAttribute StaffForm form) {
        return changed(() -> staff.add(
                me, text(form.name()), text(form.shownName()), role(form), text(form.password())));
    }

    @PostMapping("/desk/staff/{id}")
    Rendering change(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute StaffForm form) {
        return changed(() -> {
            staff.rename(me, id, text(form.shownName()));
            staff.change(me, id, role(form), form.enabled() != null);
        });
    }

    @PostMapping("/desk/staff/{id}/sessions")
    Rendering endSessions(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        return changed(() -> staff.endSessions(me, id));
    }

    @PostMapping("/desk/staff/{id}/password")
    Rendering setPassword(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute StaffForm form) {
        return changed(() -> staff.setPassword(me, id, text(form.password())));
    }

    /** @param before shows entries with lower ids */
    @GetMapping("/desk/audit")
    Rendering audit(
            @RequestParam(defaultValue = "") String staff,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Locale locale) {
        AuditWords words = new AuditWords(messages, locale);
        return Rendering.view("desk/audit")
                .modelAttribute("entries", audit.page(staff.strip(), before).stream().map(words::of).toList())
                .modelAttribute("of", staff.strip())
                .modelAttribute("pageSize", AuditLog.PAGE)
                .build();
    }

    private Rendering changed(Runnable change) {
        try {
            change.run();
        } catch (DeskProblem problem) {
            return page(problem.key());
        }
        return to("/desk/staff");
    }

    private Rendering page(String problem) {
        return Rendering.view("desk/staff")
                .modelAttribute("all", staff.all())
                .modelAttribute("roles", Role.values())
                .modelAttribute("now", clock.instant())
                .modelAttribute("shortest", DeskSettings.SHORTEST_PASSWORD)
                .modelAttribute("problem", problem)
                .status(problem.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                .build();
    }

    static Rendering to(String address) {
        return Rendering.redirectTo(address).status(HttpStatus.SEE_OTHER).build();
    }

    private static Role role(StaffForm form) {
        if (form.role() == null) {
            throw new DeskProblem("desk.staff.bad-role");
        }
        return form.role();
    }

    static String text(@Nullable String field) {
        return field == null ? "" : field;
    }
}
