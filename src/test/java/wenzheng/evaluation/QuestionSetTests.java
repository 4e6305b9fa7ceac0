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
import wenzheng.conversation.ReplyStatus;
import wenzheng.evaluation.EvaluationSettings.Half;

class QuestionSetTests {

    private static final Path FIXTURE = Path.of("src/test/resources/evaluation");
    private static final Path CHAT = FIXTURE.resolve("chat.jsonl");

    @Test
    void readsQuestionsWithTheirAnswersAndArticles() throws IOException {
        assertThat(QuestionSet.read(FIXTURE).items())
                .hasSize(5)
                .contains(new Item(
                        "q2",
                        "",
                        List.of("新增养老床位多少張？"),
                        Set.of("d2"),
                        new Item.Expected.Spans(List.of("1200張", "新增床位1200張"))));
    }

    @Test
    void readsChatQuestionsWithWhatIsExpectedOfTheirReplies() throws IOException {
        QuestionSet set = QuestionSet.read(CHAT);

        assertThat(set.name()).isEqualTo("chat");
        assertThat(set.items()).contains(new Item(
                "c2",
                "followup",
                List.of("管城区2021年新建续建中小学多少所？", "中原区呢？"),
                Set.of("003_7f52989ee4a54a82"),
                new Item.Expected.Facts(
                        Set.of(ReplyStatus.ANSWERED),
                        List.of(List.of("26所", "二十六所")),
                        List.of("14所"),
                        List.of("新建续建中小学、幼儿园26所"))));
    }

    @Test
    void asksOnlyTheQuestionsThatTheSettingsChoose() throws IOException {
        List<Item> items = QuestionSet.read(CHAT).items();

        assertThat(settings(0, Half.ALL, "").chosen(items)).hasSize(4);
        assertThat(settings(2, Half.ALL, "").chosen(items)).extracting(Item::id).containsExactly("c1", "c2");
        assertThat(settings(0, Half.ODD, "").chosen(items)).extracting(Item::id).containsExactly("c1", "c3");
        assertThat(settings(0, Half.EVEN, "").chosen(items)).extracting(Item::id).containsExactly("c2", "c4");
        assertThat(settings(0, Half.ALL, "followup").chosen(items)).extracting(Item::id).containsExactly("c2");
    }

    private static EvaluationSettings settings(int limit, Half ids, String type) {
        return new EvaluationSettings(CHAT, null, null, null, limit, ids, type, EvaluationSettings.Mode.PLAIN, 0);
    }

    @Test
    void refusesAQuestionThatNoArticleIsNamedFor(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("qrels"));
        Files.writeString(directory.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\t1\n");
        Files.writeString(directory.resolve("queries.jsonl"), """
                {"_id": "q7", "text": "多少？", "metadata": {"answers": ["7个"]}}
                """);

        assertThatThrownBy(() -> QuestionSet.read(directory)).hasMessageContaining("q7");
    }
}
