package wenzheng.desk;

import static wenzheng.desk.StaffController.text;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Sinks;
import wenzheng.conversation.ConversationEvent;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.HandOver;
import wenzheng.conversation.HandOvers;
import wenzheng.conversation.ReplyStatus;
import wenzheng.desk.AuditLog.Action;

/** Conversations whose citizens asked for a person: taken by one clerk, written in, handed back or closed. */
@Controller
@Hidden
@Profile("!evaluation")
class QueueController {

    /** A proxy closes what is silent for long, and only a write shows that the page has gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** After that a page connects anew, and so shows that its clerk is still logged in. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** @param words what the clerk writes, {@code null} where the form has none */
    record Writing(@Nullable String words) {}

    private final HandOvers handOvers;
    private final Proposals proposals;
    private final AuditLog audit;
    private final Clock clock;
    private final Sinks.Empty<Void> stopping = Sinks.empty();

    QueueController(HandOvers handOvers, Proposals proposals, AuditLog audit, Clock clock) {
        this.handOvers = handOvers;
        this.proposals = proposals;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping("/desk/queue")
    Rendering queue(@AuthenticationPrincipal StaffMember me) {
        return withList("desk/queue", me).build();
    }

    @GetMapping("/desk/queue/list")
    Rendering list(@AuthenticationPrincipal StaffMember me) {
        return withList("desk/queue-list", me).build();
    }

    /** What the menu says of it. */
    @GetMapping("/desk/queue/count")
    Rendering count() {
        return Rendering.view("desk/in-queue").modelAttribute("inQueue", handOvers.waiting()).build();
    }

    @GetMapping("/desk/queue/{id}")
    Rendering conversation(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        return withTranscript("desk/conversation", id, me).build();
    }

    /** A page asks for it when something is new; that it has ended may be what is. */
    @GetMapping("/desk/queue/{id}/transcript")
    Rendering transcript(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        return handOvers.isEnded(id)
                ? Rendering.view("desk/ended").build()
                : withTranscript("desk/transcript", id, me).build();
    }

    /** For how long the citizen's page has not been there; nothing where it is, or the conversation has ended. */
    @GetMapping("/desk/queue/{id}/unseen")
    Rendering unseen(@PathVariable long id) {
        return Rendering.view("desk/unseen")
                .modelAttribute("handOver", handOvers.find(id).orElse(null))
                .modelAttribute("now", clock.instant())
                .build();
    }

    /** What the assistant would say to what the citizen wrote last. While it is worked out, the page asks again. */
    @GetMapping("/desk/queue/{id}/proposal")
    Rendering proposal(@PathVariable long id) {
        HandOver open = handOvers.find(id).orElseThrow(DeskProblem::gone);
        List<String> said = handOvers.transcript(open.conversationId()).stream()
                .map(event -> event instanceof ConversationEvent.Replied replied ? replied.exchange().utterance() : null)
                .filter(Objects::nonNull)
                .toList();
        Proposals.Proposal proposal = said.isEmpty() ? Proposals.Proposal.NONE : proposals.find(id, said);
        Optional<GivenReply> helps =
                Optional.ofNullable(proposal.reply()).filter(given -> given.status() == ReplyStatus.ANSWERED);
        return Rendering.view("desk/proposal")
                .modelAttribute("handOver", open)
                .modelAttribute("working", proposal.working())
                .modelAttribute("proposal", helps.map(GivenReply::text).orElse(""))
                .modelAttribute("citations", helps.map(GivenReply::citations).orElse(List.of()))
                .build();
    }

    @PostMapping("/desk/queue/{id}/take")
    Rendering take(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        if (!handOvers.take(id, me.name(), me.shownName())) {
            throw new DeskProblem(HttpStatus.CONFLICT, "desk.queue.taken-by-another");
        }
        audit.record(me, Action.TOOK_OVER, "#" + id, "");
        return StaffController.to("/desk/queue/" + id);
    }

    @PostMapping("/desk/queue/{id}/words")
    ResponseEntity<Void> write(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute Writing writing) {
        return done(handOvers.write(id, me.name(), text(writing.words())));
    }

    /** What is being written, while it is. */
    @PostMapping("/desk/queue/{id}/draft")
    ResponseEntity<Void> draft(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute Writing writing) {
        handOvers.draft(id, me.name(), text(writing.words()));
        return done(true);
    }

    @PostMapping("/desk/queue/{id}/back")
    Rendering handBack(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        return ended(me, id, handOvers.handBack(id, holder(me, id)), Action.HANDED_BACK);
    }

    @PostMapping("/desk/queue/{id}/close")
    Rendering close(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        return ended(me, id, handOvers.close(id, holder(me, id)), Action.CLOSED);
    }

    @PostMapping("/desk/callbacks/{id}/done")
    Rendering called(@AuthenticationPrincipal StaffMember me, @PathVariable long id) {
        if (!handOvers.called(id)) {
            throw DeskProblem.gone();
        }
        audit.record(me, Action.CALLED_BACK, "#" + id, "");
        return StaffController.to("/desk/queue");
    }

    /** Says whenever there may be something new to look at; what it is, the page asks for. */
    @GetMapping(path = "/desk/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    Flux<ServerSentEvent<String>> events() {
        Flux<ServerSentEvent<String>> news = Flux.create(
                sink -> {
                    sink.onDispose(handOvers.watch(() -> sink.next(event()))::run);
                    sink.next(event());
                },
                FluxSink.OverflowStrategy.LATEST);
        Flux<ServerSentEvent<String>> beats = Flux.interval(HEARTBEAT)
                .map(_ -> ServerSentEvent.<String>builder().comment("").build())
                .onBackpressureDrop();
        return Flux.merge(news, beats).take(LONGEST).takeUntilOther(stopping.asMono());
    }

    /** Ends what is open, so that the server need not wait for it. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping.tryEmitEmpty();
    }

    private static ServerSentEvent<String> event() {
        return ServerSentEvent.builder("").event("news").build();
    }

    private Rendering ended(StaffMember me, long id, boolean ended, Action action) {
        if (!ended) {
            throw new DeskProblem(HttpStatus.CONFLICT, "desk.queue.not-yours");
        }
        audit.record(me, action, "#" + id, "");
        return StaffController.to("/desk/queue");
    }

    /** A clerk ends what they took; a supervisor also what another did, who may have gone home. */
    private String holder(StaffMember me, long id) {
        return me.supervises() ? handOvers.find(id).map(HandOver::clerk).orElse(me.name()) : me.name();
    }

    private static ResponseEntity<Void> done(boolean done) {
        return ResponseEntity.status(done ? HttpStatus.NO_CONTENT : HttpStatus.CONFLICT).build();
    }

    private Rendering.Builder<?> withList(String view, StaffMember me) {
        List<HandOver> open = handOvers.open();
        return Rendering.view(view)
                .modelAttribute("waiting", open.stream().filter(HandOver::waiting).toList())
                .modelAttribute("mine", open.stream().filter(each -> me.name().equals(each.clerk())).toList())
                .modelAttribute("others", open.stream()
                        .filter(each -> !each.waiting() && !me.name().equals(each.clerk()))
                        .toList())
                .modelAttribute("callbacks", handOvers.callbacks())
                .modelAttribute("now", clock.instant());
    }

    private Rendering.Builder<?> withTranscript(String view, long id, StaffMember me) {
        HandOver open = handOvers.find(id).orElseThrow(DeskProblem::gone);
        return Rendering.view(view)
                .modelAttribute("handOver", open)
                .modelAttribute("yours", me.name().equals(open.clerk()))
                .modelAttribute("lines", handOvers.transcript(open.conversationId()).stream()
                        .flatMap(TranscriptLine::of)
                        .toList())
                .modelAttribute("now", clock.instant());
    }
}
