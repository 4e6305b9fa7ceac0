package wenzheng.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wenzheng.answer.Citation;
import wenzheng.answer.Reply;
import wenzheng.conversation.ReplyStatus;
import wenzheng.conversation.Turn;
import wenzheng.language.Folding;

/**
 * One question, asked.
 *
 * @param turn the last of its turns, settled
 * @param documents ids of the articles found, best first, at most {@value Prediction#DOCUMENTS}; empty for a chat
 *     question, whose search is not judged
 * @param elapsed from the last turn's utterance to its reply
 */
record Asked(Item item, Turn turn, List<String> documents, Duration elapsed) {

    Asked {
        documents = List.copyOf(documents);
    }

    Reply reply() {
        return turn.reply();
    }

    ReplyStatus status() {
        return ReplyStatus.of(reply());
    }

    boolean isAnswered() {
        return reply() instanceof Reply.Answered;
    }

    List<Citation> citations() {
        return reply() instanceof Reply.Answered answered ? answered.citations() : List.of();
    }

    /** What is wrong with the reply to a chat question; empty for others. */
    Set<ChatJudge.Fault> faults() {
        return item.expected() instanceof Item.Expected.Facts facts
                ? ChatJudge.faults(item, facts, reply())
                : Set.of();
    }

    /** Whether a chat reply has no fault; of others, whether an accepted answer stands in the reply. */
    boolean isRight() {
        return switch (item.expected()) {
            case Item.Expected.Facts _ -> faults().isEmpty();
            case Item.Expected.Spans spans -> isAnswered() && spans.standIn(Folding.fold(reply().text()));
        };
    }

    /** What the predictions file says of it. */
    Object line() {
        return switch (item.expected()) {
            case Item.Expected.Spans _ -> prediction();
            case Item.Expected.Facts _ -> new ChatLine(
                    item.id(),
                    item.type(),
                    item.turns(),
                    faults(),
                    status(),
                    reply().text(),
                    citations().stream()
                            .map(citation -> new ChatLine.Cited(
                                    citation.article().id(),
                                    citation.article().district(),
                                    citation.vintage(),
                                    citation.quote()))
                            .toList());
        };
    }

    Prediction prediction() {
        return new Prediction(
                item.id(),
                status(),
                reply() instanceof Reply.Answered answered ? Folding.fold(answered.spans()) : "",
                Folding.fold(reply().text()),
                documents);
    }

    private record ChatLine(
            String id,
            String type,
            List<String> turns,
            Set<ChatJudge.Fault> faults,
            ReplyStatus status,
            String text,
            List<Cited> citations) {

        private record Cited(String documentId, @Nullable String district, @Nullable Integer year, String quote) {}
    }
}
