package wenzheng.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wenzheng.answer.Citation;
import wenzheng.answer.HotlineSettings;
import wenzheng.answer.Reply;
import wenzheng.conversation.Turn;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.Period;
import wenzheng.question.Question;
import wenzheng.question.Scope;

class FigureCheckTests {

    private static final String FACTS = "新建中小学14所、公园二十二个,投资3.5亿元,增长6.5%,6月底前完成,第十四五批";
    private static final Article ERQI = article("a", "二七区", 2021);
    private static final Article GUANCHENG = article("b", "管城回族区", 2023);

    private final FigureCheck check =
            new FigureCheck(List.of(ERQI, GUANCHENG), new HotlineSettings("96677", "96677热线", "110", "119", "120"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            二七区（2021年）：新建中小学14所。       |
            二七区（2021年）：新建中小学１４所。     |
            二七区（2021年）：新建中小学十四所。     |
            Erqi (2021): 14 schools                  |
            公园22个，投资35000万元                  |
            增长百分之六点五，6月底前，第十四五批    |
            中小学14所，公园22所，多8所              | 22所 8所
            中小学14个                               | 14个
            中小学15所                               | 15所
            二七区（2022年）：中小学14所             | 2022年
            投资3.5亿元，增长6.6%                    | 6.6%
            请拨打96677                              | 96677
            """)
    void aNumberOfAnAnswerStandsInItsQuoteOrLabel(String text, String unsupported) {
        assertThat(String.join(" ", check.unsupported(answered("新建多少？", text, citation(ERQI, FACTS, 2021)))))
                .isEqualTo(unsupported == null ? "" : unsupported);
    }

    @Test
    void theDigitsOfAnEarlierVersionsIdAreNoFigures() {
        Article hexadecimal = article("6cf4628", "二七区", 2021);
        FigureCheck own =
                new FigureCheck(List.of(hexadecimal), new HotlineSettings("96677", "96677热线", "110", "119", "120"));
        Citation citation = citation(hexadecimal, FACTS, 2021);
        assertThat(own.unsupported(answered("?", "新建中小学14所（较早的版本〔6cf4628〕说法不同）", citation))).isEmpty();
        assertThat(own.unsupported(answered("?", "新建中小学14所（见〔2020〕7号）", citation))).isNotEmpty();
    }

    @Test
    void aSumOrDifferenceOfCitedNumbersIsProvenByBothBeingShown() {
        Citation citation = citation(ERQI, "小学14所、中学5所", 2021);

        assertThat(check.unsupported(answered("?", "小学14所，中学5所，共19所，相差9所", citation))).isEmpty();
        assertThat(check.unsupported(answered("?", "共19所", citation))).containsExactly("19所");
        assertThat(check.unsupported(answered("?", "小学14所，中学5所，共19个", citation))).containsExactly("19个");
    }

    @Test
    void aDifferenceOfSharesIsInPoints() {
        Citation citation = citation(ERQI, "增长6.5%,比上年增长6%", 2021);

        assertThat(check.unsupported(answered("?", "6.5%、6%，相差0.5个百分点", citation))).isEmpty();
        assertThat(check.unsupported(answered("?", "6.5%、6%，相差0.6个百分点", citation)))
                .containsExactly("0.6个百分点");
    }

    @Test
    void aReplyWithoutAnAnswerNamesOnlyTheCatalogueTheHotlineAndTheQuestion() {
        assertThat(check.unsupported(abstained("2024年三厂建几所？", "没有说到（2024年三厂）。收录：二七区（2021年）。请拨打 96677 咨询。")))
                .isEmpty();
        assertThat(check.unsupported(abstained("第十五屆有三個？", "没有说到（第十五届、三个）。"))).isEmpty();
        assertThat(check.unsupported(abstained("?", "收录：二七区（2021年）等2个区县。危险时拨打 110。"))).isEmpty();
        assertThat(check.unsupported(abstained("?", "收录：二七区（2021年）等3个区县。"))).containsExactly("3个");
        assertThat(check.unsupported(abstained("建几所？", "没有说到。收录：二七区（2022年）。请拨打12345。")))
                .containsExactly("2022年", "12345");
    }

    @Test
    void aReplyWithoutAnAnswerMaySayWhichYearTheQuestionMeans() {
        Question thisYear = new Question(
                "今年建几所？",
                "今年建几所？",
                Scope.POLICY,
                List.of(new Ask(FactKind.COUNT, "所", new Span(3, 5), new Span(3, 5), new Span(0, 6), Set.of())),
                List.of(),
                List.of(),
                false,
                new Period(Set.of(2026), Period.Reading.RELATIVE, "", false),
                Set.of(),
                Question.Language.CHINESE,
                List.of());
        Reply reply = new Reply.Abstained("没有说到（2026年）。", List.of());

        assertThat(check.unsupported(asked(new Turn("今年建几所？", List.of(), null, thisYear, List.of(), reply, null)))).isEmpty();
        assertThat(check.unsupported(abstained("今年建几所？", "没有说到（2026年）。"))).containsExactly("2026年");
    }

    @Test
    void anotherDistrictThanTheOneNamedIsMixedIn() {
        Citation erqi = citation(ERQI, FACTS, 2021);
        Citation guancheng = citation(GUANCHENG, FACTS, 2023);

        assertThat(check.mixedIn(answered("二七区建几所？", "", erqi, guancheng))).containsExactly(guancheng);
        assertThat(check.mixedIn(answered("二七和管城各建几所？", "", erqi, guancheng))).isEmpty();
        assertThat(check.mixedIn(answered("哪个区建得多？", "", erqi, guancheng))).isEmpty();
    }

    @Test
    void anotherYearThanTheOneNamedIsMixedInUnlessTheReplySaysSo() {
        Citation citation = citation(GUANCHENG, "2022年建成14所", 2023);

        assertThat(check.mixedIn(answered("2021年建几所？", "", citation))).containsExactly(citation);
        assertThat(check.mixedIn(answered("2022年建几所？", "", citation))).isEmpty();
        assertThat(check.mixedIn(answered("2025年底前要建几所？", "", citation))).isEmpty();
        assertThat(check.mixedIn(answered("2024年建几所？", "已发布的文章还没有您问的年份，最近的说法是：", citation))).isEmpty();
    }

    private static Asked answered(String question, String text, Citation... citations) {
        return asked(question, new Reply.Answered(text, text, List.of(citations), List.of()));
    }

    private static Asked abstained(String question, String text) {
        return asked(question, new Reply.Abstained(text, List.of()));
    }

    private static Asked asked(String question, Reply reply) {
        return asked(new Turn(question, List.of(), null, null, List.of(), reply, null));
    }

    private static Asked asked(Turn turn) {
        Item item = new Item(
                "q",
                "count",
                List.of(turn.utterance()),
                Set.of(),
                new Item.Expected.Facts(Set.of(), List.of(), List.of(), List.of()));
        return new Asked(item, turn, List.of(), Duration.ZERO);
    }

    private static Article article(String id, String district, int year) {
        return new Article(id, "题", district, year, null, Set.of(), "", List.of());
    }

    private static Citation citation(Article article, String quote, int vintage) {
        Passage passage =
                new Passage(article.id(), 0, List.of(), quote, List.of(new Span(0, quote.length())), false, false);
        return new Citation(article, passage, quote, vintage);
    }
}
