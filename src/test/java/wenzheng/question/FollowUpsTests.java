package wenzheng.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class FollowUpsTests {

    private static final QuestionReader READER = Readers.knowing("");

    @ParameterizedTest
    @CsvFileSource(resources = "/question/follow-ups.tsv", delimiter = '\t')
    void makesAFollowUpStandOnItsOwn(
            String turns, String holds, String holdsNot, String kinds, String districts, String years) {
        List<String> said = List.of(turns.split("\\|"));

        Question question = READER.read(said.getLast(), said.subList(0, said.size() - 1));

        assertThat(question.text()).contains(words(holds));
        if (!holdsNot.equals("-")) {
            assertThat(question.text()).doesNotContain(words(holdsNot));
        }
        assertThat(question.asks()).extracting(ask -> ask.kind().name()).containsExactly(words(kinds));
        assertThat(joined(question.places().stream().map(place -> place.candidates().getFirst().name()).toList()))
                .isEqualTo(districts);
        assertThat(joined(question.period().years().stream().sorted().map(String::valueOf).toList())).isEqualTo(years);
    }

    @Test
    void answersInChineseWhatOnlyHoldsCode() {
        assertThat(READER.read("<script>alert(document.cookie)</script>管城区建几所学校", List.of()).language())
                .isEqualTo(Question.Language.CHINESE);
        assertThat(READER.read("SELECT name FROM users WHERE id = 1; 管城区建几所学校", List.of()).language())
                .isEqualTo(Question.Language.CHINESE);
        assertThat(READER.read("https://www.example.gov.cn/news/2021/article_1234.html 里说的学校", List.of()).language())
                .isEqualTo(Question.Language.CHINESE);
    }

    private static String[] words(String cell) {
        return cell.equals("-") ? new String[] {""} : cell.split(" ");
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? "-" : names.stream().collect(Collectors.joining(" "));
    }
}
