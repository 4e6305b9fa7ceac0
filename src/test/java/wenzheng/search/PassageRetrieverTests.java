package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wenzheng.corpus.Article;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.Place;
import wenzheng.question.Question;
import wenzheng.question.Questions;

class PassageRetrieverTests {

    private static final Segmenter SEGMENTER = new Segmenter();

    private final PassageRetriever retriever = new PassageRetriever(
            new FixedArticles(
                    article("000", "管城回族区", "将新建、续建中小学14所，新增学位2万个。", "打造5个特色商业街区，培育夜经济品牌。"),
                    article("003", "中原区", "新建、续建中小学、幼儿园26所。", "改造老旧小区一百二十八个，惠及居民三万户。")),
            SEGMENTER);

    @AfterEach
    void close() throws Exception {
        retriever.close();
    }

    @Test
    void ranksThePassageThatAnswersFirst() {
        assertThat(ids(retrieve("老旧小区改造多少个？"))).startsWith("003#p1");
        assertThat(ids(retrieve("特色商业街区打造几个"))).startsWith("000#p1");
    }

    @Test
    void prefersTheArticleOfTheDistrictNamed() {
        assertThat(ids(retrieve("管城回族区新建续建中小学多少所"))).startsWith("000#p0");
        assertThat(ids(retrieve("中原区新建续建中小学多少所"))).startsWith("003#p0");
    }

    @Test
    void keepsPlacesForTheDistrictNamed() {
        Question plain = Questions.plain("老旧小区");
        var place = new Place(new Gazetteer().named("管城回族区"), Place.Standing.CARRIED, "管城区");
        var question = new Question(
                plain.utterance(),
                plain.text(),
                plain.scope(),
                plain.asks(),
                plain.meanings(),
                List.of(place),
                false,
                plain.period(),
                plain.comparisons(),
                plain.language(),
                plain.writings());
        retriever.index().on(new ArticleStored(article("001", "管城回族区", "老旧房屋排查。")));
        assertThat(ids(retriever.retrieve(question, 2))).containsExactlyInAnyOrder("003#p1", "001#p0");
    }

    @Test
    void findsTraditionalAndFullWidthSpellings() {
        assertThat(ids(retrieve("改造老舊小區１２８個"))).startsWith("003#p1");
    }

    @Test
    void findsAChineseNumeralByItsArabicValue() {
        assertThat(ids(retrieve("128个"))).startsWith("003#p1");
    }

    @Test
    void findsNothingForForeignWordsOrNone() {
        assertThat(retrieve("zyzzyva")).isEmpty();
        assertThat(retrieve("多少？")).isEmpty();
        assertThat(retrieve("。")).isEmpty();
    }

    @Test
    void keepsToTheLimitAndRepeatsItself() {
        List<RankedPassage> first = retriever.retrieve(Questions.plain("新建"), 1);
        assertThat(first).hasSize(1).isEqualTo(retriever.retrieve(Questions.plain("新建"), 1));
    }

    @Test
    void findsStoredArticlesAndNoLongerWithdrawnOnes() {
        retriever.index().on(new ArticleStored(article("009", "二七区", "建成地铁口袋公园。")));
        assertThat(ids(retrieve("口袋公园"))).containsExactly("009#p0");
        retriever.index().on(new ArticleStored(article("009", "二七区", "建成社区食堂。")));
        assertThat(ids(retrieve("口袋公园"))).isEmpty();
        assertThat(ids(retrieve("社区食堂"))).startsWith("009#p0");
        retriever.index().on(new ArticleWithdrawn("009"));
        assertThat(ids(retrieve("社区食堂"))).doesNotContain("009#p0");
    }

    @Test
    void survivesAVeryLongQuestion() {
        String text = "新建、续建中小学14所。".repeat(80) + "甲乙丙丁戊己庚辛壬癸";
        assertThat(ids(retrieve(text))).startsWith("000#p0");
    }

    private List<RankedPassage> retrieve(String question) {
        return retriever.retrieve(Questions.plain(question), 10);
    }

    private static List<String> ids(List<RankedPassage> ranked) {
        return ranked.stream().map(passage -> passage.passage().id()).toList();
    }

    static Article article(String id, String district, String... passages) {
        List<Passage> read = new ArrayList<>();
        for (String text : passages) {
            read.add(new Passage(
                    id, read.size(), List.of(), text, List.of(new Span(0, text.length())), false, false));
        }
        return new Article(id, "政府工作报告", district, 2021, null, Set.of(), String.join("\n", passages), read);
    }

    record FixedArticles(Article... articles) implements Articles {

        @Override
        public List<Article> all() {
            return List.of(articles);
        }

        @Override
        public Optional<Article> find(String id) {
            return Arrays.stream(articles).filter(article -> article.id().equals(id)).findFirst();
        }
    }
}
