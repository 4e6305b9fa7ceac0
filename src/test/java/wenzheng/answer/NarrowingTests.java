package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.question.Question;
import wenzheng.question.Questions;

class NarrowingTests {

    @ParameterizedTest
    @CsvSource({
        "省市重点项目年度投资多少, 省市重点项目50个年度投资403.5亿元。, true",
        "省重点项目年度投资多少, 其中省市重点项目年度投资403.5亿元。, true",
        "省市重点项目年度投资多少, 实施重点项目年度投资783.6亿元。, false",
        "市级道路打通几条, 区级道路打通5条。, false",
        "民生项目有几个, 民生项目20个。, true",
        "民生项目有几个, 产业项目20个。, false",
        "续建中小学几所, 新建、续建中小学14所。, true",
        "新建小学几所, 改造小学14所。, false"
    })
    void comparesWhatNarrowsTheNounOfTheFigure(String question, String sentence, boolean same) {
        Sentence read = sentence(sentence);

        assertThat(in(question).getFirst().holdsOf(read, read.figures().getLast()))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"省市重点项目年度投资多少, 总投资20亿元。", "民生实事有几件, 新建公厕10座。"})
    void knowsNothingWhereTheNounIsNotThere(String question, String sentence) {
        Sentence read = sentence(sentence);

        assertThat(in(question).getFirst().holdsOf(read, read.figures().getFirst())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"重点项目年度投资多少", "全省有多少企业", "省市区重点项目有多少", "城市道路有几条", "民生改善有什么"})
    void findsNothingThatNarrowsANounElsewhere(String question) {
        assertThat(in(question)).isEmpty();
    }

    private static List<Narrowing> in(String text) {
        Question question = Questions.plain(text);
        return Narrowing.in(question, question.asks().getFirst());
    }

    private static Sentence sentence(String text) {
        Passage passage = new Passage("000", 0, List.of(), text, List.of(new Span(0, 1)), false, false);
        Article article = new Article("000", "", null, 2023, null, Set.of(), "", List.of(passage), Instant.EPOCH);
        return Digests.digest(article).getFirst().sentences().getFirst();
    }
}
