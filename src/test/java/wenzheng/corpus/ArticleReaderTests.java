package wenzheng.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;

class ArticleReaderTests {

    private static final ArticleReader READER = new ArticleReader(new Segmenter(), new Gazetteer());

    private static final String BEFORE = "全市就业形势总体稳定,重点群体就业得到保障,创业带动就业的效果进一步显现";

    @Test
    void joinsTheLinesOfANarrowColumn() {
        Article article = read("""
                就业工作
                送岗位进社区

                今年春天，街道办事处联合辖区企业举办招聘会八场，提供
                岗位 3200个，现场达成意向 640人。招聘会还为大学毕业生、
                退役军人设立专门窗口，让求职者少跑路。

                下一步，街道将把招聘信息送到每一个楼院，并为灵活就业
                人员提供技能培训。
                """);

        assertThat(article.passages()).extracting(Passage::text).containsExactly(
                "今年春天，街道办事处联合辖区企业举办招聘会八场，提供岗位3200个，现场达成意向640人。"
                        + "招聘会还为大学毕业生、退役军人设立专门窗口，让求职者少跑路。",
                "下一步，街道将把招聘信息送到每一个楼院，并为灵活就业人员提供技能培训。");
    }

    @Test
    void keepsParagraphsApartThatAreALineEach() {
        Article article = read("""
                　　全区今年改造老旧小区四十二个，惠及居民两万余户，计划在十月底以前全部完工。
                　　具体安排如下：
                　　上半年改造二十个小区，其中六个小区加装电梯；
                　　下半年改造二十二个小区。
                """);

        assertThat(article.passages()).extracting(Passage::text).containsExactly(
                "全区今年改造老旧小区四十二个，惠及居民两万余户，计划在十月底以前全部完工。",
                "具体安排如下：",
                "上半年改造二十个小区，其中六个小区加装电梯；",
                "下半年改造二十二个小区。");
    }

    @Test
    void readsALineOfThousandsOfMarksAsARule() {
        Article article = read("供热工作\n\n" + "=".repeat(20_000) + "\n" + "- ".repeat(20_000)
                + "\n\n今冬供热从11月15日开始，各热力企业提前完成了管网检修。\n");

        assertThat(article.passages())
                .extracting(Passage::text)
                .containsExactly("今冬供热从11月15日开始，各热力企业提前完成了管网检修。");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,累计发放补贴1200万元,受益群 | 众达到八千人。
            ,建成充电桩860个,方便市民绿色出 | 行。
            。全区将推动社会 | 主义核心价值观融入城市建设。
            ,新增的岗位集中在“一园 | 三区”范围以内,方便居民就近就业。
            ,新增的岗位主要分布在物流、餐饮、 | 家政和养老等行业。
            ,城镇新增就业人数达到37 | 万人。
            ,重点企业用工得到了充分的 | 保障,缺工问题明显缓解。
            ,劳动关系保持和谐 | ,没有发生群体性事件。
            """)
    void rejoinsASentenceTornByAColumn(String end, String start) {
        Article article = read("标题一则\n\n" + BEFORE + end + "\n\n" + start + "\n\n另一段说的是别的事情。");

        assertThat(article.passages()).extracting(Passage::text)
                .containsExactly(BEFORE + end + start, "另一段说的是别的事情。");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,累计发放补贴1200万元,受益群 | 众达到八千人。
            ,城镇登记失业率控制在 | 百分之四以内,劳动关系保持和谐。
            """)
    void rejoinsASentenceAcrossThePictureItStandsAround(String end, String start) {
        Article article = read(
                "标题一则\n\n" + BEFORE + end + "\n\n\n\n招聘会现场人头攒动\n\n" + start + "\n\n另一段说的是别的事情。");

        assertThat(article.passages()).extracting(Passage::text)
                .containsExactly(BEFORE + end + start, "另一段说的是别的事情。");
        assertThat(article.passages()).allSatisfy(passage -> assertThat(passage.headings()).isEmpty());
    }

    @Test
    void rejoinsAShortFragmentThatLooksLikeAHeading() {
        assertThat(read("标题一则\n\n第一段到此为止。\n\n继续办好社区食堂、老年学\n\n校等公益项目,让老人安享晚年。").passages())
                .extracting(Passage::text)
                .containsExactly("第一段到此为止。", "继续办好社区食堂、老年学校等公益项目,让老人安享晚年。");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,大力发展绿色农业、休闲旅游等新兴产业 | 园林绿化方面,将新建游园十二处。
            ,大力发展绿色农业和休闲旅游 | 2022年,全市将新建游园十二处。
            ,大力发展绿色农业和休闲旅游 | 咨询电话：0371-12345,工作日有人接听。
            ,大力发展绿色农业和休闲旅游 | 二、新建游园十二处,面积三十万平方米。
            """)
    void gluesNoStrangersTogether(String end, String start) {
        assertThat(read("标题一则\n\n" + BEFORE + end + "\n\n" + start).passages())
                .extracting(Passage::text)
                .containsExactly(BEFORE + end, start);
    }

    @Test
    void marksAnEndThatWasCutAndKeepsItApartFromTheNextSection() {
        List<Passage> passages = read("""
                标题一则

                窗口服务效率不断提高。全年受理事项四万件,做到群众办事“一次

                守护绿水青山 共建美丽家园

                生态环境持续改善,优良天数增加十五天。
                """).passages();

        assertThat(passages).extracting(Passage::text, Passage::endMissing, Passage::section).containsExactly(
                tuple(
                        "窗口服务效率不断提高。全年受理事项四万件,做到群众办事“一次", true, ""),
                tuple(
                        "生态环境持续改善,优良天数增加十五天。", false, "守护绿水青山 共建美丽家园"));
    }

    @Test
    void marksAStartThatWasLost() {
        List<Passage> passages = read("标题一则\n\n生态环境持续改善。\n\n\n\n展文化惠民活动三百场,受到群众欢迎。").passages();

        assertThat(passages).extracting(Passage::startMissing).containsExactly(false, true);
        assertThat(passages.getLast().text()).isEqualTo("展文化惠民活动三百场,受到群众欢迎。");
    }

    @Test
    void marksNothingOnAPageThatIsNotTorn() {
        assertThat(read("梵语是古老的语言。\n\n据介绍,全区新增托位八百个。\n\n业主可以登录网站办理(联系人 王女士)").passages())
                .noneMatch(passage -> passage.startMissing() || passage.endMissing());
    }

    @Test
    void nestsHeadingsThatFollowOneAnother() {
        assertThat(read("""
                全区经济工作会议召开

                会议总结了去年的工作。

                谋划新篇章

                产业兴区 打造现代制造基地

                制造业增加值增长8%。

                文化强区 建设书香之城

                新建城市书房二十座。
                """).passages()).extracting(Passage::section)
                .containsExactly("", "谋划新篇章 › 产业兴区 打造现代制造基地", "谋划新篇章 › 文化强区 建设书香之城");
    }

    @Test
    void readsAHeadingOfSeveralLinesAsASectionAndWhatItSays() {
        assertThat(read("""
                乡村振兴
                做强特色种植业
                带动农民增收

                新增大棚三百座。
                """, "农业工作要点").passages()).extracting(Passage::headings)
                .containsExactly(List.of("乡村振兴", "做强特色种植业 带动农民增收"));
    }

    @Test
    void takesHeadingsThatRunIntoTheirParagraphs() {
        List<Passage> passages = read("""
                标题一则

                东部新城片区 6条道路建成通车,两座公园开门迎客,入驻企业突破一百家。

                西部科技园片区 引进研发机构九家,培育高新技术企业三十家,孵化器面积翻了一番。
                """).passages();

        assertThat(passages).extracting(Passage::section).containsExactly("东部新城片区", "西部科技园片区");
        assertThat(passages.getFirst().text()).startsWith("6条道路建成通车");
    }

    @Test
    void takesNoHeadingForACredit() {
        assertThat(read("标题一则\n\n第一段到此为止。\n\n强化协调统筹 推动项目建设\n\n开工项目九个。\n\n时间：3月1日至5日").passages())
                .extracting(Passage::section, Passage::text)
                .containsExactly(
                        tuple("", "第一段到此为止。"),
                        tuple("强化协调统筹 推动项目建设", "开工项目九个。"),
                        tuple("强化协调统筹 推动项目建设", "时间：3月1日至5日"));
    }

    @Test
    void takesAStraySpaceForNoHeading() {
        assertThat(read("标题一则\n\n全区共有各类市场主体 3万户,比上年增长一成,其中企业占到四成以上。").passages())
                .extracting(Passage::section, Passage::text)
                .containsExactly(tuple(
                        "", "全区共有各类市场主体 3万户,比上年增长一成,其中企业占到四成以上。"));
    }

    @Test
    void ranksNumberedHeadings() {
        assertThat(read("""
                人才新政发布

                一、购房补贴
                （一）博士
                一次性补贴十万元。
                （二）硕士
                一次性补贴五万元。
                二、租房补贴
                每月补贴八百元。
                """).passages()).extracting(Passage::section)
                .containsExactly("一、购房补贴 › （一）博士", "一、购房补贴 › （二）硕士", "二、租房补贴");
    }

    @Test
    void takesMarkdownOff() {
        Article article = read("""
                # 人才公寓开始申请

                ## 申请条件

                本科以上学历，**在本区就业**，[条件全文](https://example.org/a)见附件。

                ![公寓外景](a.jpg)

                ## 租金

                - 一居室：每月 **600元**
                - 两居室：每月 **900元**

                | 户型 | 套数 |
                |------|------|
                | 一居室 | 200 |
                """);

        assertThat(article.title()).isEqualTo("人才公寓开始申请");
        assertThat(article.passages()).extracting(Passage::section, Passage::text).containsExactly(
                tuple("申请条件", "本科以上学历，在本区就业，条件全文见附件。"),
                tuple(
                        "租金", "一居室：每月600元；两居室：每月900元；户型：一居室；套数：200。"));
    }

    @Test
    void keepsBylinesAndCaptionsOutOfPassages() {
        assertThat(read("""
                绿道建成开放

                本报讯 昨日,滨河绿道全线开放。记者 王小明 通讯员 李雷 文/图

                ▲市民在绿道上骑行

                绿道全长二十公里。

                图为绿道一景。

                制图 赵敏

                绿道沿线设驿站六处。（记者 王小明）

                晚报记者 张三丰
                通讯员 李四光/文 晚报记者 王五一/图
                """).passages()).extracting(Passage::text)
                .containsExactly("本报讯 昨日,滨河绿道全线开放。", "绿道全长二十公里。", "绿道沿线设驿站六处。");
    }

    @Test
    void knowsACaptionByTheOthersOfThePage() {
        assertThat(read("""
                标题一则

                春耕备耕进展顺利

                全市备足种子化肥。技术人员下到田间



                田野一片繁忙

                地头指导农户。



                大棚瓜果飘香

                蔬菜面积比去年增加一成。



                渠水润泽良田
                """).passages()).extracting(Passage::section, Passage::text).containsExactly(
                tuple("春耕备耕进展顺利", "全市备足种子化肥。技术人员下到田间地头指导农户。"),
                tuple("春耕备耕进展顺利", "蔬菜面积比去年增加一成。"));
    }

    @Test
    void putsTheLeadAboveAllSections() {
        assertThat(read("""
                民生实事
                件件有回音

                第一季度民生实事全部开工。

                今年怎么干？全区从六个方面发力。记者 王小明

                城市更新
                老街换新颜

                改造背街小巷三十条。
                """, "全区六个方面发力").passages()).extracting(Passage::section)
                .containsExactly("民生实事 › 件件有回音", "", "城市更新 › 老街换新颜");
    }

    @Test
    void makesLooseLinesOfOneFactOnePassage() {
        assertThat(read("""
                标题一则

                经济运行平稳。

                2022年
                财政收入目标
                同比增长8.5%左右

                社会保持稳定。
                """).passages()).extracting(Passage::text)
                .containsExactly("经济运行平稳。", "2022年财政收入目标同比增长8.5%左右", "社会保持稳定。");
    }

    @Test
    void makesAListWithTheSentenceThatAnnouncesItOnePassage() {
        assertThat(read("标题一则\n\n申请时请带：\n1. 身份证\n2. 户口簿\n3. 收入证明\n\n五个工作日内办结。").passages())
                .extracting(Passage::text)
                .containsExactly("申请时请带：1. 身份证；2. 户口簿；3. 收入证明", "五个工作日内办结。");
    }

    @Test
    void splitsALongParagraphBetweenSentencesWhereTheTopicChanges() {
        String roads = "城市道路方面,全年新建道路十八条,改造背街小巷四十条,打通断头路九条,建成人行天桥三座。"
                + "其中,东风路下穿工程在六月底以前完工,文化路综合管廊在年底以前投入使用,沿线居民出行更加方便。"
                + "道路照明同步改造。";
        String parks = "公园绿地方面,全年新建公园六座,改造游园二十三座,新增绿地面积八十万平方米,建成绿道三十公里。"
                + "老城区实现三百米见绿、五百米见园,群众在家门口就能亲近自然,城市生态功能不断完善提升。";
        String school = "办好人民满意教育。全年新建学校四所,招聘教师二百名,新增学位五千个,课后服务覆盖全部小学。";

        assertThat(read("标题一则\n\n" + roads + parks + school).passages())
                .extracting(Passage::text)
                .containsExactly(roads, parks + school);
    }

    @Test
    void neverCutsASentenceHoweverLong() {
        String sentence = "全区" + "新建学校若干所、".repeat(60) + "改造道路若干条。";

        assertThat(read("标题一则\n\n" + sentence).passages()).extracting(Passage::text).containsExactly(sentence);
    }

    @Test
    void knowsWhereEachPieceStoodInTheOriginal() {
        Passage passage = read("标题一则\n\n全年新增绿地面\n\n\n\n积**六十**万平方米。").passages().getFirst();

        assertThat(passage.text()).isEqualTo("全年新增绿地面积六十万平方米。");
        assertThat(passage.places()).containsExactly(
                new Span(6, 13), new Span(17, 18), new Span(20, 22), new Span(24, 29));
    }

    @Test
    void readsAnyTextWithoutLosingIt() {
        for (String page : List.of("", " \n\n ", "。", "###", "**", "[](", "|||", "1.", "\r\n一\r\n", "\uD83D\uDE00",
                "a b c", "“”", "——", "- ", "> ", "\u3000\u3000。", "2021年", "：", "，，，")) {
            Article article = READER.read("any", page, CatalogueEntry.NONE);

            String kept = article.title()
                    + article.passages().stream().map(Passage::text).collect(Collectors.joining());
            page.codePoints()
                    .filter(Character::isLetterOrDigit)
                    .forEach(c -> assertThat(kept).contains(Character.toString(c)));
        }
    }

    private static Article read(String page) {
        return READER.read("test", page, CatalogueEntry.NONE);
    }

    private static Article read(String page, String title) {
        return READER.read("test", page, new CatalogueEntry(title, null, null, null));
    }
}
