package wenzheng.desk;

import static wenzheng.desk.StaffController.text;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import wenzheng.conversation.Channel;
import wenzheng.conversation.HandOvers;
import wenzheng.conversation.QuestionRecords;
import wenzheng.desk.StatisticsStore.Wanted;

/** What people ask: figures, and the questions and conversations behind them. */
@Controller
@Hidden
@Profile("!evaluation")
class StatisticsController {

    /** Days that are looked at unless others are asked for, and at most. */
    private static final int USUAL = 30;

    private static final int MOST = 366;

    /** What is looked for; a field that the address lacks is {@code null}. */
    record Filter(
            @Nullable String from,
            @Nullable String to,
            @Nullable String channel,
            @Nullable String district,
            @Nullable String topic,
            @Nullable String kind,
            @Nullable String rating,
            @Nullable Long meaning,
            @Nullable Long before) {

        /** With days that are no days, or too many, mended. */
        Wanted wanted(LocalDate today) {
            LocalDate last = day(to, today);
            LocalDate first = day(from, last.minusDays(USUAL - 1));
            if (first.isAfter(last) || first.isBefore(last.minusDays(MOST - 1))) {
                first = last.minusDays(first.isAfter(last) ? 0 : MOST - 1);
            }
            return new Wanted(first, last, text(channel), text(district), text(topic));
        }

        private static LocalDate day(@Nullable String written, LocalDate otherwise) {
            try {
                LocalDate day = LocalDate.parse(text(written));
                return day.getYear() < 2000 || day.getYear() > 2999 ? otherwise : day;
            } catch (DateTimeParseException none) {
                return otherwise;
            }
        }
    }

    private final Statistics statistics;
    private final StatisticsStore store;
    private final HandOvers handOvers;
    private final LookUpStore lookUps;
    private final QuestionRecords records;
    private final Caller caller;
    private final Downloads downloads;
    private final MessageSource messages;
    private final Clock clock;

    StatisticsController(
            Statistics statistics,
            StatisticsStore store,
            HandOvers handOvers,
            LookUpStore lookUps,
            QuestionRecords records,
            Caller caller,
            Downloads downloads,
            MessageSource messages,
            Clock clock) {
        this.statistics = statistics;
        this.store = store;
        this.handOvers = handOvers;
        this.lookUps = lookUps;
        this.records = records;
        this.caller = caller;
        this.downloads = downloads;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/desk/statistics")
    Rendering page(@ModelAttribute Filter filter, Locale locale) {
        Wanted wanted = filter.wanted(LocalDate.now(clock));
        Statistics.Overview overview = statistics.overview(wanted, locale);
        return filtered("desk/statistics", wanted)
                .modelAttribute("totals", overview.totals())
                .modelAttribute("tables", overview.tables())
                .build();
    }

    @GetMapping("/desk/statistics/{name}.csv")
    ResponseEntity<Flux<DataBuffer>> csv(
            @AuthenticationPrincipal StaffMember me, @PathVariable String name, @ModelAttribute Filter filter, Locale locale) {
        return downloads.csv(me, name, sheet(name, filter, locale));
    }

    @GetMapping("/desk/statistics/{name}.xlsx")
    ResponseEntity<Flux<DataBuffer>> xlsx(
            @AuthenticationPrincipal StaffMember me, @PathVariable String name, @ModelAttribute Filter filter, Locale locale) {
        return downloads.xlsx(me, name, sheet(name, filter, locale));
    }

    /** The questions behind a figure, as far as they are still kept. */
    @GetMapping("/desk/conversations")
    Rendering questions(@ModelAttribute Filter filter) {
        Wanted wanted = filter.wanted(LocalDate.now(clock));
        return filtered("desk/conversations", wanted)
                .modelAttribute("questions", store.questions(
                        wanted,
                        filter.meaning(),
                        text(filter.kind()),
                        text(filter.rating()),
                        filter.before() == null ? Long.MAX_VALUE : filter.before()))
                .modelAttribute("meaning", filter.meaning() == null ? "" : filter.meaning())
                .modelAttribute("kind", text(filter.kind()))
                .modelAttribute("kinds", StatisticsSheet.KINDS)
                .modelAttribute("rating", text(filter.rating()))
                .modelAttribute("pageSize", StatisticsStore.PAGE)
                .build();
    }

    @GetMapping("/desk/conversations/{number}")
    Rendering conversation(@PathVariable long number) {
        String id = store.conversation(number).orElseThrow(DeskProblem::gone);
        return transcript(
                handOvers.transcript(id).stream().flatMap(TranscriptLine::of).toList());
    }

    /** What a clerk looked up in a call. */
    @GetMapping("/desk/calls/{call}")
    Rendering call(@PathVariable String call) {
        List<LookUp> asked = lookUps.ofCall(call);
        if (asked.isEmpty()) {
            throw DeskProblem.gone();
        }
        return transcript(asked.stream()
                .flatMap(each -> Stream.of(
                        new TranscriptLine(each.askedAt(), "citizen", null, each.question(), "", null),
                        new TranscriptLine(each.askedAt(), "assistant", null, each.reply().text(), "", null)))
                .toList());
    }

    private static Rendering transcript(List<TranscriptLine> lines) {
        return Rendering.view("desk/record").modelAttribute("lines", lines).build();
    }

    private Rendering.Builder<?> filtered(String view, Wanted wanted) {
        return Rendering.view(view)
                .modelAttribute("wanted", wanted)
                .modelAttribute("channels", Channel.values())
                .modelAttribute("districts", caller.districts())
                .modelAttribute("topics", records.topics());
    }

    private Spreadsheet sheet(String name, Filter filter, Locale locale) {
        StatisticsTable table = statistics.table(name, filter.wanted(LocalDate.now(clock)), locale)
                .orElseThrow(DeskProblem::gone);
        Stream<List<String>> rows = table.rows().stream()
                .map(row -> Stream.concat(Stream.of(row.label()), row.cells().stream())
                        .map(StatisticsTable.Cell::text)
                        .toList());
        List<String> heads = table.heads().stream().map(key -> messages.getMessage(key, null, locale)).toList();
        return new Spreadsheet(messages.getMessage(table.key(), null, locale), Stream.concat(Stream.of(heads), rows));
    }
}
