package wenzheng.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;

/** Title, district, year and outlet of articles that no catalogue knows. */
class InferenceTests {

    private static final ArticleReader READER = new ArticleReader(new Segmenter(), new Gazetteer());

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            000_62df4c3117623599 | 蓝图已绘，如何实施？管城回族区将在七个方面“破局” | 管城回族区 | 2021 | -
            001_aefd01e294c9697c | 管城回族区十六届人民政府第四次全体(扩大)会议召开 | 管城回族区 | - | -
            002_1bf931b5b808149d | 奋楫勇进逐浪高 气势如虹谱华章 | 管城回族区 | 2023 | 正观新闻·郑州晚报
            003_7f52989ee4a54a82 | 聚焦中原区两会·解读政府工作报告 | 中原区 | 2021 | -
            004_087a10ca23a4dfd2 | 2021年,在6个方面努力突破争先出彩 | 二七区 | 2021 | -
            """)
    void infersWhatTheStartingArticlesSay(String id, String title, String district, Integer year, String outlet)
            throws IOException {
        Article article = READER.read(id, Files.readString(Path.of("seeds", id + ".txt")), CatalogueEntry.NONE);

        assertThat(article.title()).isEqualTo(title);
        assertThat(article.district()).isEqualTo(district);
        assertThat(article.year()).isEqualTo(year);
        assertThat(article.outlet()).isEqualTo(outlet);
        assertThat(article.inferred()).contains("title", "district");
        assertThat(article.inferred().contains("year")).isEqualTo(year != null);
        assertThat(article.inferred().contains("outlet")).isEqualTo(outlet != null);
    }

    @Test
    void believesTheLineThatSaysWhenAndWhereAPageWasPublished() {
        Article article = read("""
                荥阳市公布民生实事

                发布时间：2022-01-05 09:20　来源：荥阳市人民政府网

                2021年，荥阳市新建学校五所。2021年的其他实事也已办结，2021年底全部验收。
                """);

        assertThat(article.year()).isEqualTo(2022);
        assertThat(article.outlet()).isEqualTo("荥阳市人民政府网");
        assertThat(article.district()).isEqualTo("荥阳市");
        assertThat(article.passages()).hasSize(1);
    }

    @Test
    void takesTheDistrictSpokenOfRatherThanOneMentioned() {
        assertThat(read("""
                新密市召开经济工作会议

                新密市今年将新建公园三座，学习金水区、郑州市的做法。新密市还将与登封市共建景区。
                """).district()).isEqualTo("新密市");
    }

    @Test
    void takesNoWordForADistrict() {
        Article article = read("新建项目开工\n\n东方红小学扩建，中原地区最大的书城开业，互助、和平、友谊三条街道改造。");

        assertThat(article.district()).isNull();
        assertThat(article.inferred()).containsExactly("title");
    }

    @Test
    void takesNoGoalForTheYearOfPublication() {
        assertThat(read("规划发布\n\n到2035年基本建成，到2035年人均收入翻番。2022年先行启动。").year()).isEqualTo(2022);
    }

    @Test
    void findsTheNameOfAnOfficialDocument() {
        assertThat(read("市教育局 各区教育局： 关于做好暑期托管服务工作的通知 为解决家长后顾之忧，现通知如下。请各校认真执行。").title())
                .isEqualTo("关于做好暑期托管服务工作的通知");
    }

    @Test
    void findsTheTitleThatStandsAtTheFootOfThePage() {
        Article article = read("""
                平安建设
                织密社区安全网

                安装智能门禁二百套，群众的安全感明显增强，万人警情下降一成。

                新的一年怎么干？

                上街区有六项安排
                """);

        assertThat(article.title()).isEqualTo("新的一年怎么干？上街区有六项安排");
        assertThat(article.passages()).extracting(Passage::section).containsExactly("平安建设 › 织密社区安全网");
    }

    @Test
    void leavesWhatTheCatalogueSaysAlone() {
        Article article = READER.read(
                "x", "上街区新闻\n\n上街区2020年建成公园。", new CatalogueEntry("题", "惠济区", 2019, "晚报"));

        assertThat(article.title()).isEqualTo("题");
        assertThat(article.district()).isEqualTo("惠济区");
        assertThat(article.year()).isEqualTo(2019);
        assertThat(article.outlet()).isEqualTo("晚报");
        assertThat(article.inferred()).isEmpty();
    }

    private static Article read(String page) {
        return READER.read("test", page, CatalogueEntry.NONE);
    }
}
