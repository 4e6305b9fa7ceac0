package wenzheng.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionSetTests {

    private static final Path FIXTURE = Path.of("src/test/resources/evaluation");

    @Test
    void readsQuestionsWithTheirAnswersAndArticles() throws IOException {
        assertThat(QuestionSet.read(FIXTURE, 0).items())
                .hasSize(5)
                .contains(new QuestionSet.Item(
                        "q2", "新增养老床位多少張？", List.of("1200張", "新增床位1200張"), Set.of("d2")));
    }

    @Test
    void readsOnlyTheFirstQuestionsWhereLimited() throws IOException {
        assertThat(QuestionSet.read(FIXTURE, 2).items()).extracting(QuestionSet.Item::id).containsExactly("q1", "q2");
    }

    @Test
    void refusesAQuestionThatNoArticleIsNamedFor(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("qrels"));
        Files.writeString(directory.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\t1\n");
        Files.writeString(directory.resolve("queries.jsonl"), """
                {"_id": "q7", "text": "多少？", "metadata": {"answers": ["7个"]}}
                """);

        assertThatThrownBy(() -> QuestionSet.read(directory, 0)).hasMessageContaining("q7");
    }
}
