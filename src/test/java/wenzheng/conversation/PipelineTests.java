package wenzheng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wenzheng.ServedArticles;
import wenzheng.answer.Reply;

@ServedArticles
class PipelineTests {

    @Autowired
    private Pipeline pipeline;

    @Autowired
    private MeterRegistry meters;

    @Test
    void endsWithTheFirstStepThatSettlesTheTurn() {
        long searches = runs("retrieve");
        Turn turn = pipeline.run("你好", List.of());
        assertThat(turn.reply()).isInstanceOf(Reply.Deflected.class);
        assertThat(turn.passages()).isEmpty();
        assertThat(runs("retrieve")).isEqualTo(searches);
    }

    @Test
    void timesEachStepByName() {
        List<String> names = List.of("understand", "deflect", "retrieve", "answer");
        List<Long> before = names.stream().map(this::runs).toList();
        pipeline.run("管城区2021年新建续建中小学多少所？", List.of());
        assertThat(names.stream().map(this::runs).toList())
                .isEqualTo(before.stream().map(runs -> runs + 1).toList());
    }

    @Test
    void handsOnThePassagesFoundAndTheQuestionUnderstoodFromEarlierOnes() {
        Turn turn = pipeline.run("中原区呢？", List.of("管城区2021年新建续建中小学多少所？"));
        assertThat(turn.passages()).isNotEmpty();
        assertThat(turn.question().text()).contains("中小学");
        assertThat(turn.reply().text()).contains("26所");
    }

    private long runs(String step) {
        return meters.get("wenzheng.pipeline.step").tag("step", step).timer().count();
    }
}
