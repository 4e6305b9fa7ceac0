package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.Question;
import wenzheng.question.Questions;

class FigureLockTests {

    private static final Passage PASSAGE = passage("000", "新建、续建中小学14所，6月底前开工，新增就业1.95万人。");
    private static final Article GUANCHENG = article("000", "管城回族区", PASSAGE);
    private static final Passage OTHER_PASSAGE = passage("003", "新建续建中小学、幼儿园26所，建设香江路。");
    private static final Article ZHONGYUAN = article("003", "中原区", OTHER_PASSAGE);
    private static final Passage MOUNTAIN_PASSAGE = passage("001", "新建、续建中小学14所。");
    private static final Article SANMENXIA = article("001", "三门峡市", MOUNTAIN_PASSAGE);

    private static final Question QUESTION = Questions.plain("建多少所学校？");
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private static final Articles ARTICLES = new Articles() {
        @Override
        public List<Article> all() {
            return List.of(GUANCHENG, ZHONGYUAN, SANMENXIA);
        }

        @Override
        public Optional<Article> find(String id) {
            return all().stream().filter(article -> article.id().equals(id)).findFirst();
        }
    };
    private static final FigureLock LOCK = lock();

    private static FigureLock lock() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        HotlineSettings hotline = new HotlineSettings("12345", "12345政务服务便民热线", "110", "119", "120");
        return new FigureLock(
                new Wording(messages, hotline, new Segmenter()),
                new Coverage(ARTICLES, new Gazetteer()),
                ARTICLES,
                new Segmenter(),
                hotline,
                METERS);
    }

    private static Passage passage(String id, String text) {
        return new Passage(id, 0, List.of("发展17个项目"), text, List.of(new Span(0, text.length())), false, false);
    }

    private static Article article(String id, String district, Passage passage) {
        return new Article(id, "", district, 2021, null, Set.of(), passage.text(), List.of(passage));
    }

    private static Reply answered(String text, Citation... citations) {
        return new Reply.Answered(text, citations[0].quote(), List.of(citations), List.of());
    }

    private static List<String> unsupported(String text, String quote) {
        return LOCK.unsupported(QUESTION, answered(text, new Citation(GUANCHENG, PASSAGE, quote, 2021)));
    }

    @Test
    void passesWhatItsQuotesAndLabelsHold() {
        assertThat(unsupported("管城回族区（2021年）：新建、续建中小学14所。", "新建、续建中小学14所")).isEmpty();
    }

    @Test
    void holdsAFigureThatNoQuoteHas() {
        assertThat(unsupported("管城回族区（2021年）：新建、续建中小学14所，共15所。", "新建、续建中小学14所")).contains("15所");
        assertThat(unsupported("管城回族区（2020年）：新建、续建中小学14所。", "新建、续建中小学14所")).isNotEmpty();
    }

    @Test
    void holdsAPartOfANumber() {
        assertThat(unsupported("管城回族区（2021年）：新建、续建中小学14所，其中4所。", "新建、续建中小学14所")).contains("4所");
    }

    @Test
    void takesEqualFiguresForTheSame() {
        assertThat(unsupported("管城回族区（2021年）：新增就业1.95万人，即19500人。", "新增就业1.95万人")).isEmpty();
        assertThat(unsupported("管城回族区（2021年）：6月底前开工，六月底前。", "6月底前开工")).isEmpty();
        assertThat(unsupported("管城回族区（2021年）：新建、续建中小学14所，十四所。", "新建、续建中小学14所")).isEmpty();
    }

    @Test
    void holdsAFigureThatStandsInThePassageButNotInTheQuote() {
        assertThat(unsupported("管城回族区（2021年）：新建、续建中小学14所，6月底前。", "新建、续建中小学14所")).contains("6月底前");
    }

    @Test
    void holdsANameThatNoQuoteHas() {
        assertThat(unsupported("管城回族区（2021年）：新建、续建中小学14所，建在紫荆山公园。", "新建、续建中小学14所"))
                .anyMatch(name -> name.contains("公园"));
    }

    @Test
    void holdsALabelOfAnotherDistrictThanThatOfTheQuote() {
        assertThat(unsupported("中原区（2021年）：新建、续建中小学14所。", "新建、续建中小学14所")).contains("中原区");
    }

    @Test
    void passesTheDifferenceOfCitedFiguresAndNoOther() {
        Citation one = new Citation(GUANCHENG, PASSAGE, "新建、续建中小学14所", 2021);
        Citation other = new Citation(ZHONGYUAN, OTHER_PASSAGE, "新建续建中小学、幼儿园26所", 2021);
        String lines = "管城回族区（2021年）：新建、续建中小学14所。\n中原区（2021年）：新建续建中小学、幼儿园26所。\n相差";
        assertThat(LOCK.unsupported(QUESTION, answered(lines + "12所。", one, other))).isEmpty();
        assertThat(LOCK.unsupported(QUESTION, answered(lines + "13所。", one, other))).containsExactly("13所");
    }

    /** 三门, 五家, 九台: a numeral and a unit to the eye of a program. */
    @Test
    void takesTheNameOfADistrictForNoFigureOfItsOwn() {
        assertThat(LOCK.unsupported(QUESTION, answered(
                        "三门峡市（2021年）：新建、续建中小学14所。",
                        new Citation(SANMENXIA, MOUNTAIN_PASSAGE, "新建、续建中小学14所", 2021))))
                .isEmpty();
    }

    @Test
    void holdsRepliesWithoutAnAnswerToTheQuestionTheCatalogueAndTheSettings() {
        assertThat(LOCK.unsupported(QUESTION, new Reply.Abstained("没有。收录的有：中原区（2021年）。可拨打 12345。", List.of())))
                .isEmpty();
        assertThat(LOCK.unsupported(QUESTION, new Reply.Abstained("没有。收录的有：金水区。", List.of()))).contains("金水区");
        assertThat(LOCK.unsupported(QUESTION, new Reply.Deflected("请拨打 96110。", true, List.of()))).contains("96110");
    }

    @Test
    void givesAnAbstentionForWhatItHoldsAndCountsIt() {
        double before = METERS.counter("wenzheng.figure.lock.held").count();
        assertThat(LOCK.check(QUESTION, new Reply.Deflected("请拨打 96110。", true, List.of())))
                .isInstanceOf(Reply.Abstained.class);
        assertThat(METERS.counter("wenzheng.figure.lock.held").count()).isEqualTo(before + 1);
    }

    @Test
    void dropsASuggestionThatNothingSupports() {
        Reply reply = new Reply.AskedBack("您想了解哪方面？", List.of("中原区呢？", "中原区：发展17个项目", "中原区：发展18个项目"));
        assertThat(LOCK.check(QUESTION, reply).suggestions()).containsExactly("中原区呢？", "中原区：发展17个项目");
    }
}
