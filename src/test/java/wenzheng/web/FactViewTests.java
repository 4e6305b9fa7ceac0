package wenzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;
import wenzheng.model.Polish;

class FactViewTests {

    @Test
    void takesALineForEachDistrictAndYearApartFromWhatIsSaidAroundThem() {
        List<FactView> facts = facts(
                "中原区（2021年）：新建续建中小学、幼儿园26所；建成投用7所。\n管城回族区（年份未注明）：…新建3.3万个。\n相差12所（26所－14所）。",
                cited("中原区", 2021, "新建续建中小学、幼儿园26所", "26所"),
                cited("中原区", 2021, "建成投用7所", "7所"),
                cited("管城回族区", null, "新建3.3万个", "3.3万个"));
        assertThat(facts)
                .containsExactly(
                        new FactView("中原区", 2021, "新建续建中小学、幼儿园26所；建成投用7所。", null, null, null, List.of(1, 2)),
                        new FactView("管城回族区", null, "…新建3.3万个。", "3.3万个", new BigDecimal("33000"), "个", List.of(3)));
    }

    @Test
    void givesTheOnlyNumberOfTheQuoteWhereTheAnswerHasNoneAndNoneOfSeveral() {
        assertThat(facts(
                        "中原区（2021年）：建成投用7所，新建26所。\n二七区（2021年）：新建2所。",
                        cited("中原区", 2021, "建成投用7所，新建26所", "建成投用7所，新建26所"),
                        cited("二七区", 2021, "新建2所", null)))
                .extracting(FactView::value)
                .containsExactly(null, BigDecimal.TWO);
    }

    @Test
    void findsNoFactInWordsThatAreNotThoseOfTheQuotes() {
        assertThat(facts("中原区今年要建26所学校。", cited("中原区", 2021, "新建续建中小学、幼儿园26所", "26所")))
                .isEmpty();
    }

    @Test
    void takesNothingApartThatAModelWorded() {
        assertThat(FactView.allOf(new GivenReply(
                        ReplyStatus.ANSWERED,
                        "中原区（2021年）：计划新建26所。",
                        List.of(cited("中原区", 2021, "新建26所", "26所")),
                        List.of(),
                        new Polish(Polish.Verdict.KEPT, List.of()),
                        null)))
                .isEmpty();
    }

    private static List<FactView> facts(String text, GivenReply.Cited... citations) {
        return FactView.allOf(new GivenReply(ReplyStatus.ANSWERED, text, List.of(citations), List.of(), null, null));
    }

    private static GivenReply.Cited cited(
            String district, @Nullable Integer year, String quote, @Nullable String answer) {
        return new GivenReply.Cited("000", "标题", district, year, "", 1, quote + "。", quote, answer);
    }
}
