package wenzheng.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.WenzhengApplication;
import wenzheng.model.FaithfulModel;

/** Half a question set with a model that rewords faithfully and without it; seedqa where it lies beside the checkout. */
class WordedEvaluationTests {

    @TempDir
    private Path scratch;

    @Test
    void noTypeOfQuestionIsAnsweredWorseWithAModelThanWithout() throws IOException {
        Path seedqa = Path.of("../shared/eval/seedqa/questions.jsonl");
        Path set = Files.exists(seedqa) ? seedqa : Path.of("src/test/resources/questions/second.jsonl");
        JsonNode without = run(set);
        try (FaithfulModel model = new FaithfulModel()) {
            JsonNode with = run(set, "--wenzheng.model.base-url=" + model.url(), "--wenzheng.model.name=faithful");

            assertThat(without.has("model")).isFalse();
            System.out.printf("with a model: %s, accuracy %s, without %s%n",
                    with.get("model"), with.get("accuracy"), without.get("accuracy"));
            assertThat(with.get("types").propertyNames()).containsExactlyElementsOf(without.get("types").propertyNames());
            assertThat(with.get("types").propertyNames()).allSatisfy(type -> assertThat(right(with, type))
                    .as(type)
                    .isGreaterThanOrEqualTo(right(without, type)));
            assertThat(with.get("with-unsupported-figures").asInt()).isZero();
            assertThat(with.get("model").get("kept").asInt())
                    .isGreaterThan(with.get("model").path("replaced").asInt(0));
        }
    }

    private static int right(JsonNode measures, String type) {
        return measures.get("types").get(type).get("right").asInt();
    }

    /** So that both read to the end and no model is late, on a busy machine too, there is time. */
    private JsonNode run(Path set, String... more) throws IOException {
        Path json = scratch.resolve("measures.json");
        new SpringApplicationBuilder(WenzhengApplication.class)
                .profiles("evaluation")
                .run(Stream.concat(
                                Stream.of(
                                        "--wenzheng.data-directory=" + scratch.resolve("data"),
                                        "--wenzheng.reader.enabled=true",
                                        "--wenzheng.reader.deadline=1h",
                                        "--wenzheng.model.time=10m",
                                        "--wenzheng.limits.time=1h",
                                        "--wenzheng.evaluation.set=" + set,
                                        "--wenzheng.evaluation.ids=odd",
                                        "--wenzheng.evaluation.json=" + json),
                                Stream.of(more))
                        .toArray(String[]::new));
        return JsonMapper.shared().readTree(Files.readString(json));
    }
}
