package wenzheng.desk;

import static wenzheng.desk.StaffController.text;
import static wenzheng.desk.StaffController.to;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import wenzheng.corpus.Article;
import wenzheng.corpus.CatalogueEntry;
import wenzheng.corpus.CorpusSettings;
import wenzheng.corpus.Held;
import wenzheng.corpus.Listed;
import wenzheng.corpus.Tending;
import wenzheng.desk.AuditLog.Action;

/** The articles: uploaded, looked at before they count, published, corrected, replaced, withdrawn, brought back. */
@Controller
@Hidden
@Profile("!evaluation")
class TendController {

    private static final int PAGE = 50;

    /** What forms send; a field that one lacks is {@code null}. */
    record EntryForm(
            @Nullable String id,
            @Nullable String version,
            @Nullable String title,
            @Nullable String district,
            @Nullable String year,
            @Nullable String outlet,
            @Nullable String validUntil,
            @Nullable String withdrawnFrom,
            @Nullable String replaces) {

        CatalogueEntry entry() {
            try {
                return new CatalogueEntry(
                        orNull(title),
                        orNull(district),
                        orNull(year) == null ? null : Integer.valueOf(text(year).strip()),
                        orNull(outlet),
                        orNull(validUntil) == null ? null : LocalDate.parse(text(validUntil)),
                        orNull(withdrawnFrom) == null ? null : LocalDate.parse(text(withdrawnFrom)));
            } catch (NumberFormatException | DateTimeParseException e) {
                throw new DeskProblem("desk.tend.problem.entry");
            }
        }
    }

    private final Tending tending;
    private final Caller caller;
    private final AuditLog audit;
    private final Crossover crossover;
    private final CorpusSettings settings;

    TendController(Tending tending, Caller caller, AuditLog audit, Crossover crossover, CorpusSettings settings) {
        this.tending = tending;
        this.caller = caller;
        this.audit = audit;
        this.crossover = crossover;
        this.settings = settings;
    }

    /** @param from how many are passed over */
    @GetMapping("/desk/articles")
    Rendering articles(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int from) {
        List<Listed> read = tending.listed().stream().filter(file -> file.article() != null && matches(file, q.strip())).toList();
        int first = Math.clamp(from, 0, read.size());
        return Rendering.view("desk/articles")
                .modelAttribute("drafts", tending.held(Held.State.DRAFT))
                .modelAttribute("files", read.subList(first, Math.min(read.size(), first + PAGE)))
                .modelAttribute("found", read.size())
                .modelAttribute("next", first + PAGE < read.size() ? first + PAGE : 0)
                .modelAttribute("q", q.strip())
                .modelAttribute("unread", tending.listed().stream().filter(file -> file.article() == null).toList())
                .modelAttribute("most", settings.limits().file().toBytes())
                .modelAttribute("mostFiles", Tending.MOST_DRAFTS)
                .build();
    }

    private static boolean matches(Listed file, String words) {
        Article article = Objects.requireNonNull(file.article());
        return words.isEmpty()
                || Stream.of(file.shown(), article.title(), text(article.district()), String.valueOf(article.year()))
                        .anyMatch(field -> field.contains(words));
    }

    @GetMapping("/desk/articles/drafts")
    Rendering drafts() {
        return Rendering.view("desk/drafts").modelAttribute("drafts", tending.held(Held.State.DRAFT)).build();
    }

    @GetMapping("/desk/articles/kept")
    Rendering kept() {
        return Rendering.view("desk/kept")
                .modelAttribute("kept", tending.held(Held.State.REPLACED, Held.State.WITHDRAWN))
                .build();
    }

    /**
     * Takes a file as the whole of the request, so that nothing of it has to be parsed before it is known who sends it.
     *
     * @param replaces the article that it is a newer version of, empty for none
     */
    @PostMapping(path = "/desk/articles/drafts", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    Mono<ResponseEntity<Void>> upload(
            @AuthenticationPrincipal StaffMember me,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String replaces,
            ServerHttpRequest request) {
        return crossover.call(tending::incoming).flatMap(file -> DataBufferUtils.write(
                        request.getBody(), file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                .then(crossover.call(() -> drafted(me, name, replaces, file)))
                .doOnCancel(() -> file.toFile().delete())
                .doOnError(_ -> file.toFile().delete()));
    }

    private ResponseEntity<Void> drafted(StaffMember me, String name, String replaces, Path file) {
        Held draft = tending.draft(name, file, orNull(replaces), me.name());
        audit.record(me, Action.ARTICLE_UPLOADED, draft.file(), draft.fault() == null ? "" : draft.fault().name());
        return ResponseEntity.created(URI.create("/desk/articles/drafts/" + draft.id())).build();
    }

    @GetMapping("/desk/articles/drafts/{id}")
    Rendering draft(@PathVariable String id) {
        Held draft = tending.held(id).filter(held -> held.state() == Held.State.DRAFT).orElseThrow(DeskProblem::gone);
        return page("draft", tending.read(draft).orElse(null), draft.entry())
                .modelAttribute("held", draft)
                .modelAttribute("other", draft.replaces() == null ? null : tending.find(draft.replaces()).orElse(null))
                .build();
    }

    @PostMapping("/desk/articles/drafts/{id}")
    Rendering describe(@AuthenticationPrincipal StaffMember me, @PathVariable String id, @ModelAttribute EntryForm form) {
        described(me, id, form);
        return to("/desk/articles/drafts/" + id);
    }

    private Held described(StaffMember me, String id, EntryForm form) {
        Held before = tending.held(id).orElseThrow(DeskProblem::gone);
        CatalogueEntry entry = form.entry();
        String replaces = orNull(form.replaces());
        if (before.entry().equals(entry) && Objects.equals(before.replaces(), replaces)) {
            return before;
        }
        Held now = tending.describe(id, entry, replaces);
        audit.record(me, Action.DRAFT_CHANGED, now.file(), words(now.entry()));
        return now;
    }

    @PostMapping("/desk/articles/drafts/{id}/publish")
    Rendering publish(@AuthenticationPrincipal StaffMember me, @PathVariable String id, @ModelAttribute EntryForm form) {
        Held draft = described(me, id, form);
        String article = tending.publish(id, me.name());
        audit.record(
                me, draft.replaces() == null ? Action.ARTICLE_PUBLISHED : Action.ARTICLE_REPLACED, article, words(draft.entry()));
        return to(live(article));
    }

    @PostMapping("/desk/articles/drafts/{id}/discard")
    Rendering discard(@AuthenticationPrincipal StaffMember me, @PathVariable String id) {
        Held draft = tending.held(id).orElseThrow(DeskProblem::gone);
        tending.discard(id);
        audit.record(me, Action.DRAFT_DISCARDED, draft.file(), "");
        return to("/desk/articles");
    }

    @GetMapping("/desk/articles/live")
    Rendering article(@RequestParam(defaultValue = "") String id) {
        Listed file = tending.find(id).orElseThrow(DeskProblem::gone);
        return page("live", file.article(), file.entry())
                .modelAttribute("file", file)
                .modelAttribute("most", settings.limits().file().toBytes())
                .build();
    }

    @PostMapping("/desk/articles/live")
    Rendering correct(@AuthenticationPrincipal StaffMember me, @ModelAttribute EntryForm form) {
        CatalogueEntry before = tending.find(text(form.id())).orElseThrow(DeskProblem::gone).entry();
        CatalogueEntry entry = form.entry();
        tending.correct(text(form.id()), text(form.version()), entry);
        audit.record(me, Action.ARTICLE_CORRECTED, text(form.id()), words(before) + " → " + words(entry));
        return to(live(text(form.id())));
    }

    /** Asks whether it is meant. */
    @GetMapping("/desk/articles/withdraw")
    Rendering toWithdraw(@RequestParam(defaultValue = "") String id) {
        return Rendering.view("desk/withdraw")
                .modelAttribute("file", tending.find(id).orElseThrow(DeskProblem::gone))
                .build();
    }

    @PostMapping("/desk/articles/withdraw")
    Rendering withdraw(@AuthenticationPrincipal StaffMember me, @ModelAttribute EntryForm form) {
        tending.withdraw(text(form.id()), text(form.version()), me.name());
        audit.record(me, Action.ARTICLE_WITHDRAWN, text(form.id()), "");
        return to("/desk/articles/kept");
    }

    @GetMapping("/desk/articles/kept/{id}")
    Rendering version(@PathVariable String id) {
        Held held = tending.held(id).filter(known -> known.state() != Held.State.DRAFT).orElseThrow(DeskProblem::gone);
        return page("kept", tending.read(held).orElse(null), held.entry())
                .modelAttribute("held", held)
                .modelAttribute("other", tending.find(held.articleId()).orElse(null))
                .build();
    }

    @PostMapping("/desk/articles/kept/{id}/restore")
    Rendering restore(@AuthenticationPrincipal StaffMember me, @PathVariable String id) {
        String article = tending.restore(id, me.name());
        audit.record(me, Action.ARTICLE_RESTORED, article, "");
        return to(live(article));
    }

    /** @param kind draft, live or kept */
    private Rendering.Builder<?> page(String kind, @Nullable Article article, CatalogueEntry entry) {
        return Rendering.view("desk/tend")
                .modelAttribute("kind", kind)
                .modelAttribute("article", article)
                .modelAttribute("entry", entry)
                .modelAttribute("districts", caller.districts());
    }

    private static String live(String articleId) {
        return "/desk/articles/live?id=" + UriUtils.encode(articleId, StandardCharsets.UTF_8);
    }

    /** What is said of an article, for the audit log. */
    private static String words(CatalogueEntry entry) {
        return Stream.of(entry.title(), entry.district(), entry.year(), entry.outlet(), entry.validUntil(), entry.withdrawnFrom())
                .map(field -> field == null ? "—" : field.toString())
                .reduce((one, other) -> one + " | " + other)
                .orElse("");
    }

    private static @Nullable String orNull(@Nullable String field) {
        return text(field).isBlank() ? null : text(field).strip();
    }
}
