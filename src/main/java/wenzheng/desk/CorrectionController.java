package wenzheng.desk;

import static wenzheng.desk.StaffController.text;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import wenzheng.answer.Citation;
import wenzheng.conversation.AnswerEnded;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.Correction;
import wenzheng.conversation.Corrections;
import wenzheng.conversation.Corrections.Refusal;
import wenzheng.desk.AuditLog.Action;
import wenzheng.language.Sentences;

/** Replies that were found wrong: a clerk proposes a better answer with its source, a supervisor approves or rejects it. */
@Controller
@Hidden
@Profile("!evaluation")
class CorrectionController {

    private static final int MONTHS = 6;

    /** What forms send; a field that one lacks is {@code null}. */
    record Form(
            @Nullable String turn,
            @Nullable String lookUp,
            @Nullable Integer stamp,
            @Nullable String question,
            @Nullable String words,
            @Nullable String article,
            @Nullable String quote,
            @Nullable String until,
            @Nullable String reason) {

        Corrections.Draft draft() {
            return new Corrections.Draft(text(question), text(words), text(article), text(quote), day());
        }

        /** {@code null} where it is none. */
        private @Nullable LocalDate day() {
            try {
                return LocalDate.parse(text(until));
            } catch (DateTimeParseException none) {
                return null;
            }
        }

        int seen() {
            return Objects.requireNonNullElse(stamp, -1);
        }
    }

    /** What is typed: a citizen's words stand in no address, which browsers and logs keep. */
    record Typed(@Nullable String q) {}

    /** A passage with its sentences, each of which may be quoted. */
    record Source(Caller.Passage passage, List<String> sentences) {

        static Source of(Caller.Passage passage) {
            return new Source(passage, Sentences.sentences(passage.text()).stream()
                    .map(span -> span.of(passage.text()))
                    .toList());
        }
    }

    private final Corrections corrections;
    private final Caller caller;
    private final AuditLog audit;
    private final DeskSettings settings;
    private final Clock clock;

    CorrectionController(
            Corrections corrections, Caller caller, AuditLog audit, DeskSettings settings, Clock clock) {
        this.corrections = corrections;
        this.caller = caller;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/desk/corrections")
    Rendering list() {
        return Rendering.view("desk/corrections").modelAttribute("list", corrections.list()).build();
    }

    /** Opens what a citizen thought wrong. */
    @PostMapping("/desk/corrections")
    Rendering open(@ModelAttribute Form form) {
        long id = corrections.report(text(form.turn()), null).orElseThrow(DeskProblem::gone);
        return StaffController.to("/desk/corrections/" + id);
    }

    /** What a clerk found wrong, with a caller or in a conversation; they go on with those. */
    @PostMapping("/desk/corrections/marks")
    Rendering mark(@AuthenticationPrincipal StaffMember me, @ModelAttribute Form form) {
        long id = form.lookUp() == null
                ? corrections.report(text(form.turn()), me.name()).orElseThrow(DeskProblem::gone)
                : caller.find(form.lookUp())
                        .map(wrong -> corrections.reportCall(wrong.id(), asked(wrong), wrong.reply().text(), me.name()))
                        .orElseThrow(DeskProblem::gone);
        audit.record(me, Action.REPLY_REPORTED, "#" + id, "");
        return Rendering.view("desk/correction-marked").modelAttribute("id", id).build();
    }

    /** With the district and the year that were chosen beside the words. */
    private static String asked(LookUp lookUp) {
        String district = lookUp.district();
        String year = lookUp.year() == null ? "" : lookUp.year() + "年";
        String question = lookUp.question();
        return (district == null || question.contains(district) ? "" : district)
                + (question.contains(year) ? "" : year)
                + question;
    }

    @GetMapping("/desk/corrections/{id}")
    Rendering one(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        return page(me, id, null, "", "").build();
    }

    @PostMapping("/desk/corrections/sources")
    Rendering sources(@ModelAttribute Typed typed) {
        String words = Conversations.masked(text(typed.q()), Caller.LONGEST);
        return Rendering.view("desk/correction-sources")
                .modelAttribute("sources", caller.glance(new Caller.Asked("", words, null, null)).stream()
                        .map(Source::of)
                        .toList())
                .build();
    }

    /** The chosen source, to be trimmed. */
    @GetMapping("/desk/corrections/source")
    Rendering source(@RequestParam(defaultValue = "") String article, @RequestParam(defaultValue = "") String quote) {
        Citation source = corrections.source(article, quote).orElseThrow(DeskProblem::gone);
        return Rendering.view("desk/correction-source")
                .modelAttribute("source", source)
                .modelAttribute("draft", new Corrections.Draft("", "", article, quote, null))
                .build();
    }

    /** Whether who asks in other words would get the answer. */
    @PostMapping("/desk/corrections/{id}/trial")
    Rendering trial(@PathVariable long id, @ModelAttribute Typed typed) {
        String asked = text(typed.q());
        Correction.Proposal proposal = corrections.find(id).map(Correction::proposal).orElseThrow(DeskProblem::gone);
        Corrections.Trial trial = asked.length() > Caller.LONGEST
                ? new Corrections.Trial(false, null)
                : corrections.trial(asked, proposal.question());
        return Rendering.view("desk/correction-trial")
                .modelAttribute("asked", asked)
                .modelAttribute("key", !trial.understood()
                        ? "desk.correct.trial.unclear"
                        : trial.difference() == null
                                ? "desk.correct.trial.same"
                                : "desk.correct.trial." + name(trial.difference()))
                .build();
    }

    @PostMapping("/desk/corrections/{id}")
    Rendering propose(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute Form form) {
        Corrections.Draft draft = form.draft();
        Optional<Refusal> refusal = corrections.propose(id, form.seen(), draft, me.name());
        if (refusal.isPresent()) {
            String beyond = refusal.get() == Refusal.FIGURES ? String.join("、", corrections.unsupported(draft)) : "";
            return page(me, id, draft, key(refusal.get()), beyond).build();
        }
        audit.record(me, Action.CORRECTION_PROPOSED, "#" + id, draft.question() + " → " + draft.words());
        return StaffController.to("/desk/corrections/" + id);
    }

    @PostMapping("/desk/corrections/{id}/approve")
    Rendering approve(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute Form form) {
        Correction seen = corrections.find(id).orElseThrow(DeskProblem::gone);
        // Who approves what another has meanwhile put in its place fails by the stamp.
        if (seen.stamp() == form.seen() && needsAnother(seen, me)) {
            return page(me, id, null, "desk.correct.refusal.own", "").build();
        }
        Optional<Refusal> refusal = corrections.approve(id, form.seen(), me.name());
        return refusal.isPresent()
                ? page(me, id, null, key(refusal.get()), "").build()
                : decided(me, id, true, Action.CORRECTION_APPROVED, "");
    }

    @PostMapping("/desk/corrections/{id}/reject")
    Rendering reject(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute Form form) {
        String reason = text(form.reason()).strip();
        boolean rejected = corrections.reject(id, form.seen(), me.name(), reason);
        return decided(me, id, rejected, Action.CORRECTION_REJECTED, reason);
    }

    @PostMapping("/desk/corrections/{id}/withdraw")
    Rendering withdraw(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute Form form) {
        return decided(me, id, corrections.withdraw(id, form.seen(), me.name()), Action.CORRECTION_WITHDRAWN, "");
    }

    @PostMapping("/desk/corrections/{id}/close")
    Rendering close(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute Form form) {
        return decided(me, id, corrections.close(id, form.seen(), me.name()), Action.CORRECTION_CLOSED, "");
    }

    @EventListener
    void ended(AnswerEnded ended) {
        audit.record(null, Action.ANSWER_ENDED, "#" + ended.correction(), name(ended.why()) + " " + ended.question());
    }

    private Rendering decided(StaffMember me, long id, boolean done, Action action, String detail) {
        if (!done) {
            throw new DeskProblem(HttpStatus.CONFLICT, "desk.correct.refusal.stale");
        }
        audit.record(me, action, "#" + id, detail);
        return StaffController.to("/desk/corrections");
    }

    /** Whether it waits for approval, which has to be somebody else's than that of who proposed it. */
    private boolean needsAnother(Correction correction, StaffMember me) {
        return !settings.ownApproval()
                && correction.state() == Correction.State.PROPOSED
                && correction.proposal() != null
                && correction.proposal().by().equals(me.name());
    }

    /**
     * @param draft what was refused, {@code null} where nothing was
     * @param problem the key of why, empty where nothing was
     */
    private Rendering.Builder<?> page(
            StaffMember me, long id, Corrections.@Nullable Draft draft, String problem, String beyond) {
        Correction correction = corrections.find(id).orElseThrow(DeskProblem::gone);
        Corrections.Draft shown = draft == null ? draft(correction) : draft;
        return Rendering.view("desk/correction")
                .modelAttribute("correction", correction)
                .modelAttribute("draft", shown)
                .modelAttribute("source", corrections.source(shown.documentId(), shown.quote()).orElse(null))
                .modelAttribute("given", Optional.ofNullable(correction.proposal())
                        .flatMap(corrections::shown)
                        .orElse(null))
                .modelAttribute("own", needsAnother(correction, me))
                .modelAttribute("problem", problem)
                .modelAttribute("beyond", beyond)
                .modelAttribute("stateKey", "desk.correct.state." + name(correction.state()))
                .modelAttribute("endedKey",
                        correction.ended() == null ? "" : "desk.correct.ended." + name(correction.ended()))
                .modelAttribute("today", LocalDate.now(clock));
    }

    private Corrections.Draft draft(Correction correction) {
        Correction.Proposal proposal = correction.proposal();
        LocalDate until = LocalDate.now(clock).plusMonths(MONTHS);
        if (proposal != null) {
            return new Corrections.Draft(proposal.question(), proposal.words(), proposal.documentId(), proposal.quote(),
                    proposal.until().isBefore(LocalDate.now(clock)) ? until : proposal.until());
        }
        String question = correction.report() == null ? "" : corrections.selfContained(correction.report());
        return new Corrections.Draft(question, "", "", "", until);
    }

    private static String key(Refusal refusal) {
        return "desk.correct.refusal." + name(refusal);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
