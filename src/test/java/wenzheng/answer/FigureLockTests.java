package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;

class FigureLockTests {

    private static final Passage PASSAGE = new Passage(
            "000", 0, List.of(), "新建、续建中小学14所，6月底前开工。", List.of(new Span(0, 19)), false, false);
    private static final Article ARTICLE =
            new Article("000", "", "管城回族区", 2021, null, Set.of(), PASSAGE.text(), List.of(PASSAGE));

    private static List<String> unsupported(String text, String quote) {
        Citation citation = new Citation(ARTICLE, PASSAGE, quote, 2021);
        return FigureLock.unsupported(new Reply.Answered(text, quote, List.of(citation), List.of()));
    }

    @Test
    void passesWhatItsQuotesAndLabelsHold() {
        assertThat(unsupported("管城回族区（2021年）：新建、续建中小学14所。", "新建、续建中小学14所")).isEmpty();
    }

    @Test
    void holdsAFigureThatNoQuoteHas() {
        assertThat(unsupported("管城回族区（2021年）：新建中小学15所。", "新建、续建中小学14所")).contains("15所");
        assertThat(unsupported("管城回族区（2020年）：新建中小学14所。", "新建、续建中小学14所")).isNotEmpty();
    }

    @Test
    void holdsAFigureThatStandsInThePassageButNotInTheQuote() {
        assertThat(unsupported("管城回族区（2021年）：14所，6月底前。", "新建、续建中小学14所")).contains("6月底前");
    }

    /** 三门, 五家, 九台: a numeral and a unit to the eye of a program. */
    @Test
    void takesTheNameOfADistrictForNoFigureOfItsOwn() {
        Article article =
                new Article("001", "", "三门峡市", 2021, null, Set.of(), PASSAGE.text(), List.of(PASSAGE));
        Citation citation = new Citation(article, PASSAGE, "新建、续建中小学14所", 2021);
        assertThat(FigureLock.unsupported(new Reply.Answered(
                        "三门峡市（2021年）：新建、续建中小学14所。", citation.quote(), List.of(citation), List.of())))
                .isEmpty();
    }
}
