package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.Question;
import wenzheng.question.Questions;
import wenzheng.question.Readers;

class EchoTests {

    private final Echo echo = new Echo(new Segmenter());

    @Test
    void repeatsWhatWasWrittenAndNotWhatASlipWasTakenFor() {
        Question question = read("三味城区有几家滑雪场？");

        assertThat(question.text()).contains("三位城区");
        assertThat(echo.of(question, sought(question, "三位城区", "滑雪场"))).containsExactly("三味城区", "滑雪场");
    }

    @Test
    void repeatsWhatWasWrittenInTheQuestionThatAFollowUpLeansOn() {
        Question question = read("三味城区有几家滑雪场？", "2022年呢？");

        assertThat(question.text()).contains("三位城区");
        assertThat(question.asWritten("三位城区")).isEqualTo("三味城区");
    }

    @ParameterizedTest
    @CsvSource({
        "中原区西部新城核心板块投资19500万元的项目, 中原区西部新城核心板块投资…",
        "关于进一步推动全区老旧小区加装电梯, 关于进一步推动全区老旧小区…",
        "请问从今年起一共要新建续建的金岱科创城主题公园, 请问从今年起一共要新建续建的…",
        "滑雪场, 滑雪场"
    })
    void cutsAWordThatIsTooLongBetweenWordsAndInNoNumberOrName(String written, String repeated) {
        Question question = Questions.plain(written);

        assertThat(echo.of(question, sought(question, written))).containsExactly(repeated);
    }

    @Test
    void repeatsTheNumberThatANameBeginsWith() {
        Question question = Questions.plain("三味城区有几家滑雪场");

        assertThat(echo.of(question, sought(question, "味城区"))).containsExactly("三味城区");
    }

    @Test
    void repeatsNoNumberThatIsTooLongToRepeatWhole() {
        Question question = Questions.plain("41010519900101234567890");

        assertThat(echo.of(question, List.of())).containsExactly("…");
    }

    private static List<Term> sought(Question question, String... words) {
        List<Term> terms = new ArrayList<>();
        for (String word : words) {
            int at = question.text().indexOf(word);
            terms.add(new Term(word, List.of(), 1, true, true, new Span(at, at + word.length())));
        }
        return terms;
    }

    private static Question read(String... turns) {
        return Readers.knowing("三位城区居民")
                .read(turns[turns.length - 1], List.of(turns).subList(0, turns.length - 1));
    }
}
