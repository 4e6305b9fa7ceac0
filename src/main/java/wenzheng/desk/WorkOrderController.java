package wenzheng.desk;

import static wenzheng.desk.StaffController.text;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;

/** Work orders: drafted from a call, written, listed, searched, exported. */
@Controller
@Hidden
@Profile("!evaluation")
class WorkOrderController {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** What forms send; a field that one lacks is {@code null}. */
    record OrderForm(
            @Nullable String lookUp,
            @Nullable String question,
            @Nullable String summary,
            @Nullable String district,
            @Nullable String category,
            @Nullable String evidence,
            @Nullable String said) {

        WorkOrders.Written written() {
            return new WorkOrders.Written(
                    text(question), text(summary), text(district), text(category), text(evidence), text(said));
        }
    }

    /** What is searched for. */
    record Search(@Nullable String q, @Nullable String district, @Nullable String state, @Nullable Long before) {

        WorkOrders.Wanted wanted() {
            Boolean drafts = switch (text(state)) {
                case "draft" -> Boolean.TRUE;
                case "saved" -> Boolean.FALSE;
                case null, default -> null;
            };
            return new WorkOrders.Wanted(text(q), text(district), drafts, before == null ? Long.MAX_VALUE : before);
        }
    }

    private final WorkOrders orders;
    private final Caller caller;
    private final Downloads downloads;
    private final MessageSource messages;
    private final Clock clock;

    WorkOrderController(WorkOrders orders, Caller caller, Downloads downloads, MessageSource messages, Clock clock) {
        this.orders = orders;
        this.caller = caller;
        this.downloads = downloads;
        this.messages = messages;
        this.clock = clock;
    }

    /** The newest; the other address is that of a search that is asked for anew, whose words are nowhere any more. */
    @GetMapping({"/desk/orders", "/desk/orders/search"})
    Rendering list() {
        return search(new Search(null, null, null, null));
    }

    /** Words of a caller may be searched for: they stand in no address, which browsers and logs keep. */
    @PostMapping("/desk/orders/search")
    Rendering search(@ModelAttribute Search search) {
        return Rendering.view("desk/orders")
                .modelAttribute("orders", orders.find(search.wanted(), WorkOrders.PAGE))
                .modelAttribute("pageSize", WorkOrders.PAGE)
                .modelAttribute("q", text(search.q()))
                .modelAttribute("district", text(search.district()))
                .modelAttribute("state", text(search.state()))
                .modelAttribute("districts", caller.districts())
                .build();
    }

    @PostMapping("/desk/orders")
    Rendering draft(@AuthenticationPrincipal StaffMember me, @ModelAttribute OrderForm form) {
        LookUp lookUp = caller.find(text(form.lookUp())).orElseThrow(DeskProblem::gone);
        return StaffController.to("/desk/orders/" + orders.draft(me, lookUp));
    }

    @GetMapping("/desk/orders/{id}")
    Rendering order(@PathVariable long id) {
        return Rendering.view("desk/order")
                .modelAttribute("order", orders.find(id).orElseThrow(DeskProblem::gone))
                .modelAttribute("districts", caller.districts())
                .modelAttribute("categories", orders.categories())
                .build();
    }

    @PostMapping("/desk/orders/{id}")
    Rendering save(@AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute OrderForm form) {
        orders.write(me, id, form.written(), true);
        return StaffController.to("/desk/orders");
    }

    /** What is written so far, while it is being written. */
    @PostMapping("/desk/orders/{id}/draft")
    ResponseEntity<Void> keep(
            @AuthenticationPrincipal StaffMember me, @PathVariable long id, @ModelAttribute OrderForm form) {
        orders.write(me, id, form.written(), false);
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }

    @PostMapping("/desk/orders.csv")
    ResponseEntity<Flux<DataBuffer>> csv(
            @AuthenticationPrincipal StaffMember me, @ModelAttribute Search search, Locale locale) {
        return downloads.csv(me, "orders", sheet(search, locale));
    }

    @PostMapping("/desk/orders.xlsx")
    ResponseEntity<Flux<DataBuffer>> xlsx(
            @AuthenticationPrincipal StaffMember me, @ModelAttribute Search search, Locale locale) {
        return downloads.xlsx(me, "orders", sheet(search, locale));
    }

    private Spreadsheet sheet(Search search, Locale locale) {
        List<String> heads = Stream.of(
                        "desk.order.number", "desk.order.time", "desk.order.by", "desk.order.state", "desk.order.question",
                        "desk.order.summary", "desk.order.district", "desk.order.category", "desk.order.evidence",
                        "desk.order.said")
                .map(key -> messages.getMessage(key, null, locale))
                .toList();
        String saved = messages.getMessage("desk.order.saved", null, locale);
        String draft = messages.getMessage("desk.order.draft", null, locale);
        Stream<List<String>> rows = orders.all(search.wanted()).map(order -> List.of(
                Long.toString(order.id()),
                TIME.format(order.createdAt().atZone(clock.getZone())),
                order.createdBy(),
                order.saved() ? saved : draft,
                order.question(),
                order.summary(),
                order.district(),
                order.category(),
                order.evidence(),
                order.said()));
        return new Spreadsheet(messages.getMessage("desk.orders", null, locale), Stream.concat(Stream.of(heads), rows));
    }
}
