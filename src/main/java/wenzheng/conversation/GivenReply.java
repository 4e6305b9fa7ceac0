package wenzheng.conversation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import wenzheng.answer.Citation;
import wenzheng.answer.Reply;
import wenzheng.model.Polish;

/**
 * A reply as it was given. It holds its own copy of what it cites, so that it reads the same when the article was
 * changed or withdrawn since.
 *
 * @param citations the first proves the first fact of the text, and so on; empty but for an answer
 * @param polish what became of a language model's words for it; {@code null} where none was asked
 * @param verifiedUntil the last day of an answer that staff approved; the text says it too. {@code null} for any other
 */
public record GivenReply(
        ReplyStatus status,
        String text,
        List<Cited> citations,
        List<String> suggestions,
        @Nullable Polish polish,
        @Nullable LocalDate verifiedUntil) {

    public GivenReply {
        citations = List.copyOf(citations);
        suggestions = List.copyOf(suggestions);
    }

    static GivenReply verified(Reply.Answered answer, LocalDate until) {
        List<Cited> cited = answer.citations().stream().map(Cited::of).toList();
        return new GivenReply(ReplyStatus.ANSWERED, answer.text(), cited, List.of(), null, until);
    }

    /** Whether a language model worded it; the text says so too. */
    public boolean wordedByModel() {
        return polish != null && polish.verdict() != Polish.Verdict.REPLACED;
    }

    /**
     * @param documentId the article's id
     * @param district {@code null} where unknown
     * @param year the year the quoted fact speaks about, {@code null} where unknown
     * @param section heading path as people read it; empty where there is none
     * @param passageNumber the passage's index in its article
     * @param passage the passage's whole text
     * @param quote stands in the passage literally
     * @param answer the part of the quote that answers by itself; {@code null} where the reply was stored without
     */
    public record Cited(
            String documentId,
            String title,
            @Nullable String district,
            @Nullable Integer year,
            String section,
            int passageNumber,
            String passage,
            String quote,
            @Nullable String answer) {

        /** Characters of a quote that an address names; a longer one is found by its passage. */
        private static final int LONGEST_IN_ADDRESS = 200;

        /** The address, within the site, of the article's page at the passage, with the quote marked. */
        public String address() {
            String marked = quote.length() <= LONGEST_IN_ADDRESS
                    ? "&quote=" + UriUtils.encode(quote, StandardCharsets.UTF_8)
                    : "";
            return "/documents/%s?p=%d%s#p%d".formatted(
                    UriUtils.encodePathSegment(documentId, StandardCharsets.UTF_8), passageNumber, marked, passageNumber);
        }

        static Cited of(Citation citation) {
            return new Cited(
                    citation.article().id(),
                    citation.article().title(),
                    citation.article().district(),
                    citation.vintage(),
                    citation.passage().section(),
                    citation.passage().number(),
                    citation.shown(),
                    citation.quote(),
                    citation.answer());
        }
    }

    /** @param turn settled */
    public static GivenReply of(Turn turn) {
        Reply reply = turn.reply();
        List<Citation> citations = reply instanceof Reply.Answered answered ? answered.citations() : List.of();
        return new GivenReply(
                ReplyStatus.of(reply),
                reply.text(),
                citations.stream().map(Cited::of).toList(),
                reply.suggestions(),
                turn.worded() == null ? null : turn.worded().polish(),
                turn.verifiedUntil());
    }
}
