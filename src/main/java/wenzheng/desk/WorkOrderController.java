package wenzheng.desk;

import static wenzheng.desk.StaffController.text;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import wenzheng.desk.AuditLog.Action;

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
    private final AuditLog audit;
    private final MessageSource messages;
    private final Clock clock;

    WorkOrderController(WorkOrders orders, Caller caller, AuditLog audit, MessageSource messages, Clock clock) {
        this.orders = orders;
        this.caller = caller;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/desk/orders")
    Rendering list(@ModelAttribute Search search) {
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

    @GetMapping("/desk/orders.csv")
    ResponseEntity<byte[]> csv(@AuthenticationPrincipal StaffMember me, @ModelAttribute Search search, Locale locale) {
        return file(me, "orders.csv", MediaType.parseMediaType("text/csv;charset=UTF-8"), sheet(search, locale).csv());
    }

    @GetMapping("/desk/orders.xlsx")
    ResponseEntity<byte[]> xlsx(@AuthenticationPrincipal StaffMember me, @ModelAttribute Search search, Locale locale) {
        return file(me, "orders.xlsx", Spreadsheet.XLSX, sheet(search, locale).xlsx());
    }

    private ResponseEntity<byte[]> file(StaffMember me, String name, MediaType type, byte[] bytes) {
        audit.record(me, Action.EXPORTED, name, "");
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString())
                .body(bytes);
    }

    private Spreadsheet sheet(Search search, Locale locale) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.of(
                        "desk.order.number", "desk.order.time", "desk.order.by", "desk.order.state", "desk.order.question",
                        "desk.order.summary", "desk.order.district", "desk.order.category", "desk.order.evidence",
                        "desk.order.said")
                .map(key -> messages.getMessage(key, null, locale))
                .toList());
        for (WorkOrder order : orders.find(search.wanted(), WorkOrders.EXPORTED)) {
            rows.add(List.of(
                    Long.toString(order.id()),
                    TIME.format(order.createdAt().atZone(clock.getZone())),
                    order.createdBy(),
                    messages.getMessage(order.saved() ? "desk.order.saved" : "desk.order.draft", null, locale),
                    order.question(),
                    order.summary(),
                    order.district(),
                    order.category(),
                    order.evidence(),
                    order.said()));
        }
        return new Spreadsheet(messages.getMessage("desk.orders", null, locale), rows);
    }
}
