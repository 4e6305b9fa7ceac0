package wenzheng.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;
import wenzheng.conversation.Exchange;
import wenzheng.conversation.ReplyStatus;

/**
 * A turn as the page shows it.
 *
 * @param label the key of the words that name the kind of reply, empty for an answer
 * @param call whether to say whom to call
 */
record TurnView(
        String utterance,
        boolean answered,
        String label,
        boolean call,
        List<Line> lines,
        List<Source> sources,
        List<String> suggestions) {

    /**
     * A line of the reply.
     *
     * @param tags the district and, last, the year that stand in front of a fact; empty where the line has none
     * @param words those before the figure that answers; all of them where there is none
     */
    record Line(List<String> tags, String words, String figure, String rest) {

        /** Longest fact that is printed large, in characters, as in {@code widget/reply.js}. */
        private static final int SHORT = 40;

        public boolean isShort() {
            return !tags.isEmpty() && words.length() + figure.length() + rest.length() <= SHORT;
        }

        private static Line of(String line, List<FactView> facts) {
            return facts.stream()
                    .filter(fact -> line.endsWith(fact.text()))
                    .findFirst()
                    .map(fact -> of(tags(line, fact), fact))
                    .orElseGet(() -> new Line(List.of(), line, "", ""));
        }

        private static Line of(List<String> tags, FactView fact) {
            String text = fact.text();
            String figure = Objects.requireNonNullElse(fact.figure(), "");
            int at = figure.isEmpty() ? -1 : text.lastIndexOf(figure);
            return at < 0
                    ? new Line(tags, text, "", "")
                    : new Line(tags, text.substring(0, at), figure, text.substring(at + figure.length()));
        }

        /** As the line labels it: 管城回族区（2021年）：… */
        private static List<String> tags(String line, FactView fact) {
            String label = line.substring(0, line.length() - fact.text().length());
            return Stream.of(label.split("[（）()：:]")).map(String::strip).filter(tag -> !tag.isEmpty()).toList();
        }
    }

    /**
     * A citation.
     *
     * @param url the article's page at the passage, with the quote marked
     * @param before the passage up to the quote
     */
    record Source(
            int id, String title, String section, String url, String before, String quote, String after) {

        private static Source of(ChatReply.CitationView citation) {
            int at = citation.passage().indexOf(citation.quote());
            String[] address = citation.url().split("#p", 2);
            return new Source(
                    citation.id(),
                    citation.title(),
                    citation.section(),
                    "%s?p=%s&quote=%s#p%s".formatted(
                            address[0],
                            address[1],
                            UriUtils.encode(citation.quote(), StandardCharsets.UTF_8),
                            address[1]),
                    citation.passage().substring(0, at),
                    citation.quote(),
                    citation.passage().substring(at + citation.quote().length()));
        }
    }

    static TurnView of(Exchange exchange) {
        ChatReply reply = ChatReply.of(exchange);
        boolean answered = reply.status() == ReplyStatus.ANSWERED;
        return new TurnView(
                exchange.utterance(),
                answered,
                label(reply.status()),
                switch (reply.status()) {
                    case NO_ANSWER, REFUSED, SWITCHED_OFF -> true;
                    case ANSWERED, CLARIFICATION, SMALL_TALK, HANDED_OVER -> false;
                },
                reply.text().lines().filter(line -> !line.isBlank()).map(line -> Line.of(line, reply.facts())).toList(),
                reply.citations().stream().map(Source::of).toList(),
                reply.suggestions());
    }

    private static String label(ReplyStatus status) {
        return switch (status) {
            case ANSWERED, SMALL_TALK -> "";
            case CLARIFICATION -> "web.reply.clarification";
            case NO_ANSWER -> "web.reply.no-answer";
            case REFUSED -> "web.reply.refused";
            case HANDED_OVER -> "web.reply.handed-over";
            case SWITCHED_OFF -> "web.reply.switched-off";
        };
    }
}
