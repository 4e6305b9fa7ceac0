package wenzheng.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.WenzhengApplication;

class EvaluationRunTests {

    @TempDir
    private Path scratch;

    @Test
    void asksAllQuestionsAndWritesMeasuresAndPredictions() throws IOException {
        run("src/test/resources/evaluation", "--wenzheng.reader.enabled=true");

        JsonNode measures = read(scratch.resolve("measures.json")).getFirst();
        assertThat(measures.get("set").asString()).isEqualTo("evaluation");
        assertThat(measures.get("questions").asInt()).isEqualTo(5);
        assertThat(measures.get("articles").asInt()).isEqualTo(3);
        assertThat(measures.get("recall@1").asDouble()).isEqualTo(1);

        List<JsonNode> predictions = read(scratch.resolve("predictions.jsonl"));
        assertThat(predictions).extracting(line -> line.get("_id").asString())
                .containsExactly("q1", "q2", "q3", "q4", "q5");
        assertThat(predictions).allSatisfy(line -> {
            assertThat(line.propertyNames()).containsExactly("_id", "status", "answer", "text", "documents");
            assertThat(line.get("documents").valueStream().map(JsonNode::asString)).doesNotHaveDuplicates();
        });
        JsonNode beds = predictions.get(1);
        assertThat(beds.get("status").asString()).isEqualTo("ANSWERED");
        assertThat(beds.get("answer").asString()).contains("1200张").doesNotContain("張");
        assertThat(beds.get("documents").get(0).asString()).isEqualTo("d2");
    }

    @Test
    void asksAChatSetAgainstTheArticlesAndJudgesTheLastReply() throws IOException {
        run("src/test/resources/evaluation/chat.jsonl");

        JsonNode measures = read(scratch.resolve("measures.json")).getFirst();
        assertThat(measures.get("set").asString()).isEqualTo("chat");
        assertThat(measures.get("articles").asInt()).isEqualTo(5);
        assertThat(measures.get("accuracy").asDouble()).isEqualTo(0.75);
        assertThat(measures.get("faults").toString()).isEqualTo("{\"FACTS\":1}");
        assertThat(measures.get("types").get("count").toString()).isEqualTo("{\"right\":1,\"all\":2}");
        List<JsonNode> predictions = read(scratch.resolve("predictions.jsonl"));
        assertThat(predictions).extracting(line -> line.get("id").asString()).containsExactly("c1", "c2", "c3", "c4");
        assertThat(predictions.get(1).get("text").asString()).contains("26所");
        assertThat(predictions.get(1).get("citations").get(0).get("district").asString()).isEqualTo("中原区");
    }

    @Test
    void asksAgainWithTheRightArticleWithdrawnAndPutsItBack() throws IOException {
        run("src/test/resources/evaluation/chat.jsonl", "--wenzheng.evaluation.mode=removed");

        JsonNode measures = read(scratch.resolve("measures.json")).getFirst();
        assertThat(measures.get("one-article").asInt()).isEqualTo(3);
        assertThat(measures.get("false-abstention").asDouble()).isZero();
        assertThat(measures.get("abstained").asDouble()).isEqualTo(1);
        assertThat(measures.get("replies").asInt()).isEqualTo(7);
        assertThat(measures.get("with-unsupported-figures").asInt()).isZero();
        assertThat(measures.get("with-another-place-or-year").asInt()).isZero();
    }

    @Test
    void asksAgainWithEachNoiseAndSaysWhatIsLost() throws IOException {
        run("src/test/resources/evaluation/chat.jsonl", "--wenzheng.evaluation.mode=noise");

        JsonNode measures = read(scratch.resolve("measures.json")).getFirst();
        for (Noise noise : Noise.values()) {
            JsonNode disturbed = measures.get(noise.label());
            assertThat(disturbed.get("changed").asInt()).as(noise.label()).isEqualTo(4);
            assertThat(disturbed.get("lost").get("accuracy").asDouble()).as(noise.label()).isBetween(-25.0, 75.0);
        }
        assertThat(measures.get("replies").asInt()).isEqualTo(4 + 4 * Noise.values().length);
        assertThat(measures.get("traditional").get("lost").get("accuracy").asDouble()).isZero();
    }

    @Test
    void writesTheSentencesThatMayAnswerWithWhatSpeaksForThem() throws IOException {
        Path file = scratch.resolve("features.jsonl");

        run(
                "src/test/resources/evaluation/chat.jsonl",
                "--wenzheng.evaluation.mode=removed",
                "--wenzheng.evaluation.features=" + file);

        List<JsonNode> lines = read(file);
        assertThat(lines).extracting(line -> line.get("id").asString()).as("c4 may be asked back")
                .containsExactly("c1", "c2", "c3", "c1", "c3", "c2");
        assertThat(lines).extracting(line -> line.get("removed").asBoolean())
                .containsExactly(false, false, false, true, true, true);
        JsonNode followUp = lines.get(1);
        assertThat(followUp.get("kind").asString()).isEqualTo("COUNT");
        assertThat(followUp.get("figure").asBoolean()).isTrue();
        assertThat(followUp.get("question").asString()).startsWith("中原区2021年新建续建中小学多少所");
        JsonNode best = followUp.get("candidates").get(0);
        assertThat(best.get("right").asBoolean()).isTrue();
        assertThat(best.get("article").asString()).isEqualTo("003_7f52989ee4a54a82");
        assertThat(best.get("sentence").asString()).contains("26所");
        assertThat(best.get("features").get("RANK").asDouble()).isEqualTo(1);
        assertThat(best.get("features").get("NO_FIGURE").asDouble()).isZero();
        assertThat(followUp.get("candidates").valueStream().filter(one -> !one.get("right").asBoolean()))
                .hasSizeBetween(1, 60);
        assertThat(lines.get(2).get("candidates")).as("none has the fact").isNotEmpty().noneMatch(
                one -> one.get("right").asBoolean());
        assertThat(lines.get(5).get("candidates").valueStream().map(one -> one.get("article").asString()))
                .as("its article is gone")
                .doesNotContain("003_7f52989ee4a54a82");
    }

    @Test
    void takesASentenceWithAnAcceptedAnswerOfTheRightDocumentForRight() throws IOException {
        Path file = scratch.resolve("features.jsonl");

        run("src/test/resources/evaluation", "--wenzheng.evaluation.features=" + file, "--wenzheng.evaluation.limit=2");

        JsonNode beds = read(file).get(1);
        assertThat(beds.get("candidates").valueStream().filter(one -> one.get("right").asBoolean()))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.get("article").asString()).isEqualTo("d2");
                    assertThat(one.get("sentence").asString()).contains("1200");
                });
    }

    private void run(String set, String... more) {
        new SpringApplicationBuilder(WenzhengApplication.class)
                .profiles("evaluation")
                .run(Stream.concat(
                                Stream.of(
                                        "--wenzheng.data-directory=" + scratch.resolve("data"),
                                        "--wenzheng.evaluation.set=" + set,
                                        "--wenzheng.evaluation.predictions=" + scratch.resolve("predictions.jsonl"),
                                        "--wenzheng.evaluation.json=" + scratch.resolve("measures.json")),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static List<JsonNode> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(line -> JsonMapper.shared().readTree(line)).toList();
    }
}
