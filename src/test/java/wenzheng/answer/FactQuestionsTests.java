package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;

class FactQuestionsTests {

    private static final FactQuestions QUESTIONS = new FactQuestions(new Digests(), new Segmenter(), messages());

    @ParameterizedTest
    @CsvSource({
        "新建、续建中小学14所。, 中原区2021年新建、续建中小学多少所？, 14所",
        "全区完成生产总值3796.9亿元。, 中原区2021年完成生产总值多少亿元？, 3796.9亿元",
        "2020年，新增城市绿地60万平方米。, 中原区2020年新增城市绿地多少万平方米？, 60万平方米",
        "预计建成区绿化覆盖率达到41.5%。, 中原区2021年建成区绿化覆盖率达到多少？, 41.5%",
        "其中改造老旧小区100余个。, 中原区2021年改造老旧小区多少个？, 100余个",
        "完成6家社区卫生服务中心建设任务。, 中原区2021年完成多少家社区卫生服务中心建设任务？, 6家",
    })
    void asksForAFigureInTheWordsAroundIt(String sentence, String question, String answer) {
        assertThat(QUESTIONS.of(article(sentence, "中原区", 2021)))
                .containsExactly(new FactQuestion(question, "000", 0, answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "总投资5亿元。", "其余12所。", "打造一批亮点片区和街道。", "新建中小学14所幼儿园6所。", "该项目新增学位1200个。",
        "王建国捐赠图书资料500册。", "<b>新建改建中小学14所</b>。", "![图](http://evil.example/新建中小学14所)。", "办公电话是65678901。",
        "2021年6月1日起施行新办法。", "新建改建扩建整治提升完善各类中小学幼儿园及其附属配套设施场馆共计14所。"
    })
    void asksNothingThatDoesNotStandByItselfOrIsNoPlainWords(String sentence) {
        assertThat(QUESTIONS.of(article(sentence, "中原区", 2021))).isEmpty();
    }

    @Test
    void namesNeitherAPlaceNorAYearThatIsNotKnown() {
        assertThat(QUESTIONS.of(article("新建、续建中小学14所。", null, null)))
                .extracting(FactQuestion::text)
                .containsExactly("新建、续建中小学多少所？");
    }

    @Test
    void asksForMeasuresUnderAHeading() {
        Article article = article("坚持政府主导。", "中原区", 2021, "加大优质教育资源引进力度");
        assertThat(QUESTIONS.of(article)).extracting(FactQuestion::text)
                .containsExactly("中原区2021年加大优质教育资源引进力度有哪些举措？");
    }

    @Test
    void findsTheQuestionOfACitation() {
        Article article = article(
                "坚持政府主导，新建、续建中小学14所，建成投用幼儿园7所。", "中原区", 2021, "加大优质教育资源引进力度");
        Passage passage = article.passages().getFirst();
        assertThat(QUESTIONS.of(new Citation(article, passage, "建成投用幼儿园7所", "7所", 2021)))
                .hasValueSatisfying(found -> assertThat(found.text()).isEqualTo("中原区2021年建成投用幼儿园多少所？"));
        assertThat(QUESTIONS.of(new Citation(article, passage, "坚持政府主导", 2021)))
                .hasValueSatisfying(found -> assertThat(found.text()).endsWith("有哪些举措？"));
    }

    @Test
    void countsAsAnsweredOnlyByItsOwnFact() {
        Article article = article("新建、续建中小学14所。", "中原区", 2021);
        FactQuestion question = QUESTIONS.of(article).getFirst();
        Passage passage = article.passages().getFirst();
        assertThat(question.isAnsweredBy(answered(new Citation(article, passage, "新建、续建中小学14所", 2021)))).isTrue();
        assertThat(question.isAnsweredBy(answered(new Citation(article, passage, "新建", 2021)))).isFalse();
        assertThat(question.isAnsweredBy(new Reply.Abstained("没有说到", List.of()))).isFalse();
    }

    private static Reply answered(Citation citation) {
        return new Reply.Answered("", "", List.of(citation), List.of());
    }

    private static Article article(
            String text, @Nullable String district, @Nullable Integer year, String... headings) {
        Passage passage = new Passage(
                "000", 0, Stream.of(headings).toList(), text, List.of(new Span(0, text.length())), false, false);
        return new Article("000", "标题", district, year, null, Set.of(), text, List.of(passage));
    }

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }
}
