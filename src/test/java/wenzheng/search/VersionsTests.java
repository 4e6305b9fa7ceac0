package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.Questions;
import wenzheng.search.PassageRetrieverTests.FixedArticles;

class VersionsTests {

    private static final Segmenter SEGMENTER = new Segmenter();
    private static final String SCHOOLS = "惠济区今年新建小学%d所，分布在各个街道，全部由区政府投资建设，秋季开学前交付使用。";
    private static final String ROADS = "打通断头路%d条，新增公共停车泊位三千个，缓解老城区出行难和停车难的问题。";
    private static final String CARE = "新建社区养老服务中心七个，改造提升老旧小区四十个，惠及居民一万二千户。";

    @Test
    void theNewerOfTwoVersionsAnswersAndTheOlderIsNamedWhereItDiffers() {
        Article draft = article("plan", 2022, "2022年1月5日", SCHOOLS.formatted(12), ROADS.formatted(8), CARE);
        Article last = article("final", 2022, "2022年3月1日", SCHOOLS.formatted(14), ROADS.formatted(8), CARE);

        assertThat(found("新建小学几所", draft, last)).containsExactly("final#p0");
        assertThat(found("新建小学几所", last, draft)).containsExactly("final#p0");
        PassageRetriever retriever = new PassageRetriever(new FixedArticles(draft, last), SEGMENTER);
        assertThat(retriever.earlierThatDiffer(last, last.passages().get(0), "新建小学14所")).containsExactly(draft);
        assertThat(retriever.earlierThatDiffer(last, last.passages().get(1), "打通断头路8条")).isEmpty();
        assertThat(retriever.earlierThatDiffer(draft, draft.passages().get(0), "新建小学12所")).isEmpty();
    }

    @Test
    void withoutDatesTheFileWrittenLaterIsTheNewer() {
        Article one = at(article("a", 2022, "", SCHOOLS.formatted(12), ROADS.formatted(8), CARE), 2_000);
        Article other = at(article("b", 2022, "", SCHOOLS.formatted(14), ROADS.formatted(8), CARE), 1_000);
        assertThat(found("新建小学几所", one, other)).containsExactly("a#p0");
        assertThat(found("新建小学几所", at(one, 500), other)).containsExactly("b#p0");
    }

    @Test
    void whatOnlyTheOlderOneSaysIsStillFound() {
        Article older = article("a", 2022, "2022年1月5日", SCHOOLS.formatted(12), ROADS.formatted(8), CARE, "另设图书馆两座，免费开放。");
        Article newer = article("b", 2022, "2022年3月5日", SCHOOLS.formatted(14), ROADS.formatted(8), CARE);
        assertThat(found("图书馆几座", older, newer)).containsExactly("a#p3");
    }

    @Test
    void articlesOfOtherYearsOrDistrictsAnswerForThemselves() {
        Article one = article("a", 2021, "", SCHOOLS.formatted(12), ROADS.formatted(8), CARE);
        Article other = article("b", 2022, "", SCHOOLS.formatted(14), ROADS.formatted(8), CARE);
        assertThat(found("新建小学几所", one, other)).containsExactlyInAnyOrder("a#p0", "b#p0");
    }

    @Test
    void articlesAboutTheSameThingsInOtherWordsAreNoVersions() {
        Article one = article("a", 2022, "", SCHOOLS.formatted(12), ROADS.formatted(8), CARE);
        Article other = article("b", 2022, "",
                "教育方面，惠济区计划年内开工建设九所中小学，其中新建小学四所，重点保障北部片区适龄儿童就近入学。",
                "医疗方面，区人民医院新院区年底投用，社区卫生服务站实现全覆盖，家庭医生签约率稳步提高。",
                "文化方面，举办群众演出一百场，图书馆分馆延时开放到晚上九点，书香活动进机关进校园。");
        assertThat(found("新建小学几所", one, other)).contains("a#p0", "b#p0");
    }

    @Test
    void noticesOfOneFormByDifferentSchoolsAreNoVersions() {
        String form = "%s2022年秋季招收小学一年级新生%d人，报名时间为七月一日至七月十日，须持户口簿和房产证到校办理。";
        String more = "逾期不再补报。新生名单于七月二十日在校门口张贴，家长可凭身份证查询，咨询电话见学校网站。";
        Article one = article("a", 2022, "", form.formatted("文化路小学", 300), more);
        Article other = article("b", 2022, "", form.formatted("纬五路小学", 200), more);
        assertThat(found("小学招收新生几人", one, other)).contains("a#p0", "b#p0");
    }

    private static List<String> found(String question, Article... articles) {
        return new PassageRetriever(new FixedArticles(articles), SEGMENTER)
                .retrieveNewest(Questions.plain(question), 10).stream()
                        .filter(found -> found.passage().text().matches(".*(?:小学|图书馆).*"))
                        .map(found -> found.passage().id())
                        .toList();
    }

    private static Article at(Article article, @Nullable Integer second) {
        return new Article(article.id(), article.title(), article.district(), article.year(), null, Set.of(),
                article.text(), article.passages(), Instant.ofEpochSecond(second == null ? 0 : second));
    }

    private static Article article(String id, int year, String dated, String... texts) {
        List<Passage> passages = new ArrayList<>();
        for (String text : texts) {
            passages.add(new Passage(
                    id, passages.size(), List.of(), text, List.of(new Span(0, text.length())), false, false));
        }
        return new Article(
                id, "民生实事", "惠济区", year, null, Set.of(), String.join("\n", texts) + "\n" + dated, passages);
    }
}
