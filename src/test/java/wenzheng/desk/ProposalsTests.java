package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;

class ProposalsTests {

    private static final List<String> SAID = List.of("管城区新建多少所学校？", "中原区呢？");
    private static final List<String> FAILS = List.of("我住在这里，为什么");

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
        assertThat(proposals.find(7, SAID).working()).as("while it is worked out").isTrue();
        assertThat(proposals.find(7, SAID).working()).isTrue();
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
    @ExtendWith(OutputCaptureExtension.class)
    void saysThatThereIsNoneWhereItFailedAndLogsNothingThatWasSaid(CapturedOutput log) {
        mayAnswer.countDown();
        assertThat(worked(7, FAILS).reply()).isNull();
        assertThat(worked(7, FAILS).reply()).as("when the page asks once more").isNull();
        assertThat(asked).as("it is not tried each time that a page asks").hasValue(1);
        assertThat(log.getAll()).contains("#7", "IllegalStateException", "ProposalsTests").doesNotContain(FAILS.getLast());
        edition.incrementAndGet();
        assertThat(found(7, FAILS)).startsWith("2: ");
    }

    private GivenReply answer(String utterance, List<String> earlier) {
        int time = asked.incrementAndGet();
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (utterance.equals(FAILS.getLast()) && time == 1) {
            throw new IllegalStateException("cannot read " + utterance);
        }
        return new GivenReply(
                ReplyStatus.ANSWERED,
                "%d: %s after %s".formatted(time, utterance, earlier),
                List.of(),
                List.of(),
                null,
                null);
    }

    private String found(long handOver, List<String> said) {
        return Objects.requireNonNull(worked(handOver, said).reply()).text();
    }

    /** Asks until it is worked out, as a page does. */
    private Proposals.Proposal worked(long handOver, List<String> said) {
        while (true) {
            Proposals.Proposal proposal = proposals.find(handOver, said);
            if (!proposal.working()) {
                return proposal;
            }
        }
    }
}
