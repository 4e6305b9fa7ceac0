package wenzheng.answer;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import wenzheng.language.Segmenter;
import wenzheng.question.Place;
import wenzheng.question.Question;
import wenzheng.question.Scope;
import wenzheng.search.RankedPassage;

/** Puts replies into the words of {@code messages.properties}. Safe for use by many threads. */
@Component
final class Wording {

    private static final int NEAREST = 2;

    /** Most districts that a reply names. */
    private static final int LISTED = 6;

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final MessageSource messages;
    private final HotlineSettings hotline;
    private final Echo echo;

    Wording(MessageSource messages, HotlineSettings hotline, Segmenter segmenter) {
        this.messages = messages;
        this.hotline = hotline;
        this.echo = new Echo(segmenter);
    }

    Reply.Answered answered(
            Question question,
            List<Citation> citations,
            Optional<Reckoning> reckoning,
            List<Place> uncovered,
            List<String> suggestions) {
        StringBuilder text = new StringBuilder();
        if (question.period().relative() && citations.stream().noneMatch(citation -> isOf(citation, question))) {
            text.append(say(question, "reply.answer.older")).append('\n');
        }
        text.append(lines(question, citations));
        reckoning.ifPresent(result -> text.append('\n').append(reckoned(question, result)));
        uncovered.forEach(place ->
                text.append('\n').append(say(question, "reply.answer.not-covered", place.written())));
        String spans = citations.stream().map(Citation::answer).collect(Collectors.joining(" "));
        return new Reply.Answered(text.toString(), spans, citations, suggestions);
    }

    /** Another wording of what the citation proves, marked as what people vouch for, up to that day. */
    Reply.Answered verified(Question question, String words, Citation citation, LocalDate until) {
        String line = labelled(question, citation, words.replaceFirst("[。.]$", ""));
        String mark = say(question, "reply.answer.verified", String.valueOf(until.getYear()), until.getMonthValue(),
                until.getDayOfMonth());
        return new Reply.Answered(line + "\n" + mark, citation.quote(), List.of(citation), List.of());
    }

    private static boolean isOf(Citation citation, Question question) {
        return citation.vintage() != null && question.period().years().contains(citation.vintage());
    }

    private String reckoned(Question question, Reckoning reckoning) {
        String sum = String.join("＋", reckoning.terms());
        String difference = String.join("－", reckoning.terms());
        return switch (reckoning.comparison()) {
            case SUM -> say(question, "reply.answer.sum", reckoning.result(), sum);
            case ORDER, DIFFERENCE, EACH -> say(question, "reply.answer.difference", reckoning.result(), difference);
        };
    }

    /** One line for each district and year, with the quotes that speak of it. */
    private String lines(Question question, List<Citation> citations) {
        Map<String, List<Citation>> byLabel = citations.stream()
                .collect(Collectors.groupingBy(
                        citation -> citation.article().district() + "/" + citation.vintage(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byLabel.values().stream().map(same -> line(question, same)).collect(Collectors.joining("\n"));
    }

    private String line(Question question, List<Citation> citations) {
        String said = citations.stream().map(citation -> quoted(question, citation)).collect(Collectors.joining("；"));
        return labelled(question, citations.getFirst(), said);
    }

    private String labelled(Question question, Citation citation, String said) {
        String district = citation.article().district();
        Integer vintage = citation.vintage();
        if (district == null) {
            return say(question, "reply.answer.plain", said);
        }
        return vintage == null
                ? say(question, "reply.answer.undated", district, said)
                : say(question, "reply.answer.fact", district, String.valueOf(vintage), said);
    }

    /** The quote; where print lost a part of its sentence, said to be incomplete. */
    private String quoted(Question question, Citation citation) {
        String quote = citation.startMissing() ? "…" + citation.quote() : citation.quote();
        return citation.endMissing() ? say(question, "reply.answer.torn", quote) : quote;
    }

    Reply noDistrict(Question question, List<Place> uncovered, Map<String, TreeSet<Integer>> covered) {
        String names = uncovered.stream().map(Place::written).distinct().collect(Collectors.joining("、"));
        return new Reply.Abstained(
                say(question, "reply.abstain.no-district", names, list(question, covered), hotline.number()),
                List.of());
    }

    Reply noAnswer(
            Question question,
            List<Term> sought,
            Locality locality,
            List<RankedPassage> passages,
            Map<String, TreeSet<Integer>> covered) {
        String looked = String.join("、", locality.districts())
                + question.period().years().stream()
                        .sorted()
                        .map(year -> say(question, "reply.looked.year", String.valueOf(year)))
                        .collect(Collectors.joining("、"))
                + echo.of(question, sought).stream().collect(Collectors.joining("、", "“", "”"));
        List<String> nearest = passages.stream()
                .filter(found -> locality.admits(found.article().district()))
                .filter(found -> !found.passage().headings().isEmpty() && found.article().district() != null)
                .map(found -> say(question, "reply.suggest.section", found.article().district(),
                        found.passage().headings().getLast()))
                .distinct()
                .limit(NEAREST)
                .toList();
        return new Reply.Abstained(
                say(question, "reply.abstain.no-passage", looked, list(question, covered), hotline.number()), nearest);
    }

    Reply askBack(Question question, Set<String> districts, Map<String, TreeSet<Integer>> covered) {
        Collection<String> choices = districts.isEmpty() ? covered.keySet() : districts;
        return new Reply.AskedBack(
                say(question, "reply.ask-back.what"),
                choices.stream().limit(LISTED).map(district -> say(question, "reply.suggest.district", district)).toList());
    }

    /** Which of the covered districts is meant; each choice asks the same again of one. */
    Reply askWhere(Question question, Map<String, TreeSet<Integer>> covered) {
        return new Reply.AskedBack(
                say(question, "reply.ask-back.where", list(question, covered)),
                covered.keySet().stream().limit(LISTED).map(district -> anotherDistrict(question, district)).toList());
    }

    Reply unproven(Question question) {
        return new Reply.Abstained(say(question, "reply.abstain.unproven", whomToCall()), List.of());
    }

    /** Everything that replies say around facts, in all languages. */
    static String frame() {
        return Stream.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)
                .map(locale -> ResourceBundle.getBundle("messages", locale, NO_FALLBACK))
                .flatMap(bundle -> bundle.keySet().stream().filter(key -> key.startsWith("reply.")).map(bundle::getString))
                .collect(Collectors.joining("\n"));
    }

    /** Fills the places of a reply that helps with nothing but a number to dial. */
    private Object[] whomToCall() {
        return new Object[] {hotline.number(), hotline.police(), hotline.fire(), hotline.ambulance()};
    }

    String anotherDistrict(Question question, String district) {
        return say(question, "reply.suggest.another-district", district);
    }

    Reply deflected(Question question, String key, boolean refused) {
        return new Reply.Deflected(say(question, key, whomToCall()), refused, List.of());
    }

    /** What no article can help with, and who can. */
    Reply elsewhere(Question question) {
        String key = "reply.abstain." + name(question.scope());
        return new Reply.Abstained(say(question, key, whomToCall()), List.of());
    }

    static String key(Scope scope) {
        return "reply.deflect." + name(scope);
    }

    private static String name(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The covered districts with the years of their articles; of many, the first few and their number. */
    private String list(Question question, Map<String, TreeSet<Integer>> covered) {
        if (covered.isEmpty()) {
            return say(question, "reply.covered.none");
        }
        String listed = covered.entrySet().stream()
                .limit(LISTED)
                .map(entry -> entry.getValue().isEmpty()
                        ? entry.getKey()
                        : say(question, "reply.covered.district", entry.getKey(), entry.getValue().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining("、"))))
                .collect(Collectors.joining("、"));
        return covered.size() <= LISTED
                ? listed
                : say(question, "reply.covered.more", listed, String.valueOf(covered.size()));
    }

    private String say(Question question, String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale(question));
    }

    /** The language that the question is replied to in. */
    static Locale locale(Question question) {
        return question.language() == Question.Language.ENGLISH ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }
}
