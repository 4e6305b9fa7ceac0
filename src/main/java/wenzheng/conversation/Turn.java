package wenzheng.conversation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wenzheng.answer.Reply;
import wenzheng.model.Worded;
import wenzheng.question.Question;
import wenzheng.search.RankedPassage;

/**
 * One utterance on its way to its reply. Each step hands on a turn that knows more.
 *
 * @param earlier what the same person wrote before in this conversation, oldest first
 * @param district full name of the district the person chose to ask about, {@code null} where they chose none
 * @param understood {@code null} before the question was read
 * @param passages best first; empty before the search, and where it found nothing
 * @param settled {@code null} while no step has found the reply
 * @param worded what the language model made of the reply; {@code null} where it was not asked
 * @param verifiedUntil the last day of a verified answer; {@code null} for any other
 */
public record Turn(
        String utterance,
        List<String> earlier,
        @Nullable String district,
        @Nullable Question understood,
        List<RankedPassage> passages,
        @Nullable Reply settled,
        @Nullable Worded worded,
        @Nullable LocalDate verifiedUntil) {

    public Turn(
            String utterance,
            List<String> earlier,
            @Nullable String district,
            @Nullable Question understood,
            List<RankedPassage> passages,
            @Nullable Reply settled,
            @Nullable Worded worded) {
        this(utterance, earlier, district, understood, passages, settled, worded, null);
    }

    public Turn {
        earlier = List.copyOf(earlier);
        passages = List.copyOf(passages);
    }

    static Turn begin(String utterance, List<String> earlier, @Nullable String district) {
        return new Turn(utterance, earlier, district, null, List.of(), null, null);
    }

    /** @throws IllegalStateException before the question was read */
    public Question question() {
        if (understood == null) {
            throw new IllegalStateException("the question was not read yet; let the step before do it");
        }
        return understood;
    }

    /** @throws IllegalStateException while the turn is not settled */
    public Reply reply() {
        if (settled == null) {
            throw new IllegalStateException("no step settled the turn; the last step has to");
        }
        return settled;
    }

    boolean isSettled() {
        return settled != null;
    }

    Turn with(Question question) {
        return new Turn(utterance, earlier, district, question, passages, settled, worded, verifiedUntil);
    }

    Turn with(List<RankedPassage> found) {
        return new Turn(utterance, earlier, district, understood, found, settled, worded, verifiedUntil);
    }

    Turn settle(Reply reply) {
        return new Turn(utterance, earlier, district, understood, passages, reply, worded, verifiedUntil);
    }

    /** Settled by what staff approved. */
    Turn settle(Reply reply, LocalDate verifiedUntil) {
        return new Turn(utterance, earlier, district, understood, passages, reply, worded, verifiedUntil);
    }

    boolean isVerified() {
        return verifiedUntil != null;
    }

    /** Stays as it is where the model was not asked. */
    Turn with(Optional<Worded> worded) {
        return worded.map(word ->
                        new Turn(
                                utterance, earlier, district, understood, passages, word.reply(), word, verifiedUntil))
                .orElse(this);
    }

    /** Stays as it is where there is no reply yet. */
    Turn settle(Optional<Reply> reply) {
        return reply.map(this::settle).orElse(this);
    }
}
