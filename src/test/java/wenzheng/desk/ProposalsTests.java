package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;

class ProposalsTests {

    private static final List<String> SAID = List.of("管城区新建多少所学校？", "中原区呢？");

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong edition = new AtomicLong(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final Proposals proposals = new Proposals(this::answer, edition::get);

    @AfterEach
    void close() {
        mayAnswer.countDown();
        proposals.close();
    }

    @Test
    void keepsNoPageWaitingAndWorksOutOnceWhatManyAskFor() {
        assertThat(proposals.find(7, SAID)).as("while it is worked out").isEmpty();
        assertThat(proposals.find(7, SAID)).isEmpty();
        mayAnswer.countDown();
        assertThat(found(7, SAID)).isEqualTo("1: 中原区呢？ after [管城区新建多少所学校？]");
        assertThat(found(7, SAID)).isEqualTo("1: 中原区呢？ after [管城区新建多少所学校？]");
        assertThat(asked).hasValue(1);
    }

    @Test
    void worksOutAnewWhatIsAskedElsewhereOrLaterOrOfOtherArticles() {
        mayAnswer.countDown();
        assertThat(found(7, SAID)).startsWith("1: ");
        assertThat(found(8, SAID)).as("another conversation").startsWith("2: ");
        assertThat(found(7, List.of("郑州呢？", "中原区呢？"))).as("said after something else").startsWith("3: ");
        edition.incrementAndGet();
        assertThat(found(7, SAID)).as("after an article changed").startsWith("4: ");
    }

    @Test
    void triesAgainWhatFailed() {
        mayAnswer.countDown();
        assertThatThrownBy(() -> found(7, List.of("fail"))).hasRootCauseMessage("failed the 1st time");
        assertThat(foundAtLast(7, List.of("fail"))).startsWith("2: ");
    }

    private GivenReply answer(String utterance, List<String> earlier) {
        int time = asked.incrementAndGet();
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (utterance.equals("fail") && time == 1) {
            throw new IllegalStateException("failed the 1st time");
        }
        return new GivenReply(
                ReplyStatus.ANSWERED,
                "%d: %s after %s".formatted(time, utterance, earlier),
                List.of(),
                List.of(),
                null,
                null);
    }

    /** Asks until it is there: what failed is forgotten only after whoever waited was told. */
    private String foundAtLast(long handOver, List<String> said) {
        while (true) {
            try {
                return found(handOver, said);
            } catch (CompletionException failed) {
                assertThat(failed).hasRootCauseMessage("failed the 1st time");
            }
        }
    }

    /** Asks until it is there, as a page does. */
    private String found(long handOver, List<String> said) {
        while (true) {
            Optional<GivenReply> reply = proposals.find(handOver, said);
            if (reply.isPresent()) {
                return reply.get().text();
            }
        }
    }
}
