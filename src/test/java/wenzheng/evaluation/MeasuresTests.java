package wenzheng.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wenzheng.conversation.ReplyStatus;

class MeasuresTests {

    private final Measures measures = new Measures();

    /** The values are those of the evaluation sets' own program for the same predictions. */
    @Test
    void meansAreThoseOfTheScoringProgram() {
        add(ReplyStatus.ANSWERED, "老旧小区３６个", "2021年：改造老旧小区36 个。", List.of("36个"), "d1", "d1", "d2");
        add(ReplyStatus.ANSWERED, "新增床位 1200张", "新增床位1200张。", List.of("1200张", "新增床位1200张"), "d2", "d3", "d2");
        add(ReplyStatus.ANSWERED, "包括水、电、暖管网。 GDP增长1.5%", "包括水、电、暖管网。",
                List.of("水、电、气、暖管网和加装电梯"), "d1", "x1", "x2", "x3", "x4", "x5", "x6", "d1");
        add(ReplyStatus.NO_ANSWER, "3000个", "没有找到3000个",
                List.of("3000个"), "d3", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "d3");
        add(ReplyStatus.ANSWERED, "12处", "12处", List.of("12处"), "d3");

        Map<String, Double> expected = Map.ofEntries(
                Map.entry("recall@1", 0.2),
                Map.entry("recall@5", 0.4),
                Map.entry("recall@20", 0.8),
                Map.entry("mrr@10", 0.3286),
                Map.entry("ndcg@10", 0.3929),
                Map.entry("answered", 0.8),
                Map.entry("em", 0.4),
                Map.entry("f1", 0.5522),
                Map.entry("rouge-l", 0.6166),
                Map.entry("contains", 0.6),
                Map.entry("length", 1.147));
        assertThat(measures.means()).containsOnlyKeys(expected.keySet());
        measures.means().forEach((name, mean) ->
                assertThat(mean).as(name).isEqualTo(expected.get(name), offset(0.0005)));
    }

    private void add(
            ReplyStatus status, String answer, String text, List<String> accepted, String right, String... documents) {
        measures.add(new Prediction("q", status, answer, text, List.of(documents)), accepted, List.of(right));
    }
}
