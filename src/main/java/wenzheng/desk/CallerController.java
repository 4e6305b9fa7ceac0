package wenzheng.desk;

import static wenzheng.desk.StaffController.text;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import wenzheng.corpus.Articles;

/** The start page: a caller is on the line, and a clerk looks up the answer. */
@Controller
@Hidden
@Profile("!evaluation")
class CallerController {

    /** What the form on the page sends; a field that it lacks is {@code null}. */
    record Form(@Nullable String call, @Nullable String q, @Nullable String district, @Nullable String year) {

        Caller.Asked asked(Caller caller) {
            String question = text(q);
            String ofCall = text(call);
            if (question.length() > Caller.LONGEST || !ofCall.matches("[0-9a-f-]{36}")) {
                throw new DeskProblem("desk.answer.too-long");
            }
            String where = text(district);
            String when = text(year);
            boolean known = !where.isBlank() && caller.districts().contains(where);
            return new Caller.Asked(
                    ofCall, question, known ? where : null, when.matches("[0-9]{4}") ? Integer.valueOf(when) : null);
        }
    }

    private final Caller caller;
    private final Articles articles;
    private final String publicUrl;

    CallerController(Caller caller, Articles articles, @Value("${wenzheng.public-url:}") URI publicUrl) {
        this.caller = caller;
        this.articles = articles;
        this.publicUrl = publicUrl.toString().replaceFirst("/+$", "");
    }

    @GetMapping("/desk")
    Rendering page() {
        return Rendering.view("desk/caller")
                .modelAttribute("call", UUID.randomUUID().toString())
                .modelAttribute("districts", caller.districts())
                .modelAttribute("years", caller.years())
                .modelAttribute("longest", Caller.LONGEST)
                .build();
    }

    /** While typing; what the caller says stands in no address, which browsers and logs keep. */
    @PostMapping("/desk/results")
    Rendering results(@ModelAttribute Form form) {
        return Rendering.view("desk/results")
                .modelAttribute("passages", caller.glance(form.asked(caller)))
                .modelAttribute("typed", !text(form.q()).isBlank())
                .build();
    }

    @PostMapping("/desk/answer")
    Rendering answer(@AuthenticationPrincipal StaffMember me, @ModelAttribute Form form) {
        Caller.Answer answer = caller.ask(me, form.asked(caller));
        return Rendering.view("desk/answer")
                .modelAttribute("lookUp", answer.lookUp())
                .modelAttribute("passages", answer.next())
                .modelAttribute("publicUrl", publicUrl)
                .build();
    }

    @GetMapping("/desk/article")
    Rendering article(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "0") int p,
            @RequestParam(defaultValue = "") String quote) {
        return articles.find(id)
                .map(found -> Rendering.view("desk/article")
                        .modelAttribute("pane", ArticlePane.of(found, p, quote))
                        .build())
                .orElseThrow(DeskProblem::gone);
    }

    /** @param how {@code aloud} or {@code text} */
    record Used(@Nullable String id, @Nullable String how) {}

    /** That the clerk copied a reply. */
    @PostMapping("/desk/used")
    ResponseEntity<Void> used(@ModelAttribute Used used) {
        caller.used(text(used.id()), "aloud".equals(used.how()));
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }
}
