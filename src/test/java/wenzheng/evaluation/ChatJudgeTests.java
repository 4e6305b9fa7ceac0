package wenzheng.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.answer.Citation;
import wenzheng.answer.Reply;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;

class ChatJudgeTests {

    @TempDir
    private Path scratch;

    /** The faults are those that the evaluation sets' own program, score_chat.py, finds. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void findsTheFaultsOfTheScoringProgram(String why, JsonNode judged) throws IOException {
        Path file = Files.writeString(scratch.resolve("judged.jsonl"), judged.get("item").toString());
        Item item = QuestionSet.read(file).items().getFirst();

        Set<ChatJudge.Fault> faults =
                ChatJudge.faults(item, (Item.Expected.Facts) item.expected(), reply(judged.get("reply")));

        assertThat(faults)
                .extracting(fault -> fault.name().toLowerCase(Locale.ROOT))
                .containsExactlyElementsOf(
                        judged.get("faults").valueStream().map(JsonNode::asString).toList());
    }

    static List<Object[]> findsTheFaultsOfTheScoringProgram() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/evaluation/judged.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .map(judged -> new Object[] {judged.get("why").asString(), judged})
                .toList();
    }

    private static Reply reply(JsonNode reply) {
        String text = reply.get("text").asString();
        return switch (reply.get("status").asString()) {
            case "ANSWERED" -> new Reply.Answered(
                    text, text, reply.get("citations").valueStream().map(ChatJudgeTests::citation).toList(), List.of());
            case "CLARIFICATION" -> new Reply.AskedBack(text, List.of());
            case "NO_ANSWER" -> new Reply.Abstained(text, List.of());
            default -> throw new IllegalArgumentException(reply.toString());
        };
    }

    private static Citation citation(JsonNode cited) {
        String id = cited.get("documentId").asString();
        String text = cited.get("passage").asString();
        Passage passage =
                new Passage(id, 0, List.of(), text, List.of(new Span(0, text.length())), false, false);
        Article article = new Article(id, "题", "管城回族区", 2021, null, Set.of(), text, List.of(passage));
        return new Citation(article, passage, cited.get("quote").asString(), 2021);
    }
}
