package wenzheng.corpus.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wenzheng.corpus.Fault;
import wenzheng.corpus.Faulty;

/** What comes out of each form, in the process that the tests run in. */
class FormsTests {

    private static final int LIMIT = 100_000;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void tellsEncodingsApartEvenInAFewWords(String charset) throws Faulty {
        for (String text : new String[] {"金水区新建学校三所。", "全区投资3.5亿元，同比增长12%。\n下一步，加快“一网通办”。"}) {
            assertThat(PlainText.decode(text.getBytes(Charset.forName(charset)))).isEqualTo(text);
        }
    }

    @Test
    void readsTwoColumnsOneAfterTheOtherBelowTheirTitle() throws Faulty {
        PdfMaker pdf = new PdfMaker().page().text(150, 80, 20, "金水区2022年工作要点发布");
        String left = "今年全区新建续建中小学八所，新增学位九千个，年内交付使用五所，让孩子们在家门口上好学。";
        String middle = "打通断头路十二条，新建公共停车场六处，新增停车泊位三千个，缓解老城区停车难。";
        String right = "新建社区养老服务中心七个，改造提升老旧小区四十个，惠及居民一万二千户，工程年底前全部完工。";
        double y = pdf.paragraph(60, 130, 10.5, 20, left);
        pdf.paragraph(60, y, 10.5, 20, middle);
        pdf.paragraph(320, 130, 10.5, 20, right);
        pdf.text(280, 800, 9, "- 1 -");

        String text = PdfDocument.read(pdf.bytes(), LIMIT);

        assertThat(text).isEqualTo("# 金水区2022年工作要点发布\n\n" + left + "\n\n" + middle + "\n\n" + right + "\n");
    }

    @Test
    void goesOnInTheNextColumnAndOnTheNextPageWhereASentenceIsBroken() throws Faulty {
        PdfMaker pdf = new PdfMaker().page();
        for (int i = 0; i < 3; i++) {
            pdf.text(60, 100 + 16 * i, 10, "甲".repeat(17)).text(320, 100 + 16 * i, 10, "乙".repeat(17));
        }
        pdf.page().text(60, 100, 10, "丙".repeat(12) + "。").text(60, 140, 10, "丁丁丁丁。");

        assertThat(PdfDocument.read(pdf.bytes(), LIMIT))
                .isEqualTo("甲".repeat(51) + "乙".repeat(51) + "丙".repeat(12) + "。\n\n丁丁丁丁。\n");
    }

    @Test
    void keepsTheHeaderWithEachCellOfARuledTable() throws Faulty {
        PdfMaker pdf = new PdfMaker().page().text(60, 70, 11, "各区新建学校情况见下表。");
        int[] x = {60, 160, 260, 360};
        int[] y = {100, 125, 150, 175};
        for (int row : y) {
            pdf.line(60, row, 360, row);
        }
        for (int column : x) {
            pdf.line(column, 100, column, 175);
        }
        String[][] cells = {{"区县", "新建学校", "投资"}, {"金水区", "8所", "3.5亿元"}, {"二七区", "", "2亿元"}};
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                pdf.text(x[c] + 5, y[r] + 17, 11, cells[r][c]);
            }
        }
        pdf.text(60, 210, 11, "数据截至年底。");

        assertThat(PdfDocument.read(pdf.bytes(), LIMIT)).isEqualTo("""
                各区新建学校情况见下表。

                | 区县 | 新建学校 | 投资 |
                | --- | --- | --- |
                | 金水区 | 8所 | 3.5亿元 |
                | 二七区 |  | 2亿元 |

                数据截至年底。
                """);
    }

    @Test
    void keepsTheHeaderWithEachCellOfATableWithoutLines() throws Faulty {
        PdfMaker pdf = new PdfMaker().page();
        String[][] cells = {{"区县", "新建学校", "投资"}, {"金水区", "8所", "3.5亿元"}, {"二七区", "6所", "2亿元"}, {"中原区", "4所", "1亿元"}};
        for (int r = 0; r < 4; r++) {
            for (int c = 0; c < 3; c++) {
                pdf.text(60 + 120 * c, 100 + 20 * r, 11, cells[r][c]);
            }
        }
        assertThat(PdfDocument.read(pdf.bytes(), LIMIT)).contains("| 区县 | 新建学校 | 投资 |\n", "| 二七区 | 6所 | 2亿元 |\n");
    }

    @Test
    void leavesOutWhatStandsOnEveryPage() throws Faulty {
        PdfMaker pdf = new PdfMaker();
        for (int i = 1; i <= 3; i++) {
            pdf.page().text(60, 40, 9, "郑州市人民政府公报 第" + i + "期").text(60, 100, 11, "第" + "一二三".charAt(i - 1) + "页的正文在此。");
            pdf.text(290, 815, 9, String.valueOf(i));
        }
        assertThat(PdfDocument.read(pdf.bytes(), LIMIT)).isEqualTo("第一页的正文在此。\n\n第二页的正文在此。\n\n第三页的正文在此。\n");
    }

    @Test
    void readsHeadingsNumbersAndMergedCellsOfAWordDocument() throws Exception {
        byte[] document = new WordMaker()
                .heading("上街区2023年民生实事")
                .numbered("扩大学前教育")
                .paragraph("新建幼儿园3所。")
                .numbered("改善出行")
                .deleted("这一句已删除。")
                .table(new String[] {"v区县", ">2023年"}, new String[] {"^", "道路", "桥梁"},
                        new String[] {"v上街区", "5条", "1座"}, new String[] {"^", "6条", "2座"})
                .bytes();

        assertThat(WordDocument.read(document, LIMIT)).isEqualTo("""
                # 上街区2023年民生实事

                一、扩大学前教育

                新建幼儿园3所。

                二、改善出行

                | 区县 | 2023年·道路 | 2023年·桥梁 |
                | --- | --- | --- |
                | 上街区 | 5条 | 1座 |
                | 上街区 | 6条 | 2座 |
                """);
    }

    @Test
    void readsTheArticleOfAPageAndNotWhatStandsAroundIt() throws Faulty {
        String page = """
                <html><head><meta charset="gb2312"><title>惠济区发布就业计划_郑州政务网</title><script>var a=1;</script></head>
                <body><nav>首页 新闻</nav><div class=x>全区今年<b>新增</b>就业5000人。</div><section>岗位面向高校毕业生。</section>
                <table><tr><th rowspan=2>街道<th colspan=2>岗位<tr><th>公益<th>企业<tr><td>花园口镇<td>30个<td>200个</table>
                <ul><li>招聘会12场</ul><footer>版权所有</footer></body></html>
                """;
        assertThat(HtmlPage.read(page.getBytes(Charset.forName("GBK")), LIMIT)).isEqualTo("""
                # 惠济区发布就业计划

                全区今年新增就业5000人。

                岗位面向高校毕业生。

                | 街道 | 岗位·公益 | 岗位·企业 |
                | --- | --- | --- |
                | 花园口镇 | 30个 | 200个 |

                - 招聘会12场
                """);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        PdfMaker text = new PdfMaker().page().text(60, 100, 11, "正文。");
        assertFault(Fault.ENCRYPTED, Form.PDF, text.encrypted("geheim"));
        assertFault(Fault.SCANNED, Form.PDF, new PdfMaker().page().picture().bytes());
        assertFault(Fault.EMPTY, Form.PDF, new PdfMaker().page().bytes());
        assertFault(Fault.BINARY, Form.PDF, new byte[] {1, 2, 3});
        assertFault(Fault.UNREADABLE, Form.PDF, "%PDF-1.7 cut off".getBytes(StandardCharsets.UTF_8));
        assertFault(Fault.BINARY, Form.TEXT, text.encrypted("geheim"));
        assertFault(Fault.BINARY, Form.TEXT, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0});
        assertFault(Fault.EMPTY, Form.TEXT, " \n\u3000".getBytes(StandardCharsets.UTF_8));
        assertFault(Fault.ENCODING, Form.TEXT, "Straße für alle, Straße für Müßige, größer als groß äöüßÄÖÜ"
                .getBytes(StandardCharsets.ISO_8859_1));
        assertFault(Fault.EMPTY, Form.WORD, new WordMaker().bytes());
        assertFault(Fault.UNREADABLE, Form.WORD, new WordMaker().raw("<w:p>").bytes());
        assertFault(Fault.EMPTY, Form.HTML, "<html><body><img src=a.png></body></html>".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void expandsNoEntities() throws IOException {
        String laughs = "<!DOCTYPE d [<!ENTITY a \"哈\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
        assertFault(Fault.UNREADABLE, Form.WORD,
                new WordMaker().doctype(laughs).raw("<w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p>").bytes());
    }

    @Test
    void stopsAtTheDepthAndTheSizeThatAnArticleMayHave() throws IOException {
        assertFault(Fault.NESTED, Form.WORD, new WordMaker().raw("<w:x>".repeat(500) + "</w:x>".repeat(500)).bytes());
        assertFault(Fault.NESTED, Form.HTML,
                ("<body>" + "<table><tr><td>".repeat(100) + "深").getBytes(StandardCharsets.UTF_8));
        assertFault(Fault.OVERSIZED, Form.HTML,
                ("<body>" + "<p>段落</p>".repeat(LIMIT)).getBytes(StandardCharsets.UTF_8));
        assertFault(Fault.EXPANDING, Form.WORD, new WordMaker().raw("<!--" + " ".repeat(40 << 20) + "-->").bytes());
    }

    @Test
    void givesUpWhatIsNestedTooDeeplyBeforeAllOfItIsRead() {
        byte[] page = ("<body>" + "<div>".repeat(1_000_000) + "深").getBytes(StandardCharsets.UTF_8);
        try (Extraction extraction = new Extraction(LIMIT, Duration.ofSeconds(20), 128)) {
            assertThatExceptionOfType(Faulty.class)
                    .isThrownBy(() -> extraction.text(Form.HTML, page))
                    .extracting(Faulty::fault)
                    .as("rather than that it took too long")
                    .isEqualTo(Fault.NESTED);
        }
    }

    @Test
    void readsWhatIsNestedAsDeeplyAsPagesAre() throws Exception {
        String page = "<body>" + "<div>".repeat(390) + "深" + "</div>".repeat(390) + "<p>浅</p>".repeat(500);
        assertThat(ExtractionProcess.read(Form.HTML, page.getBytes(StandardCharsets.UTF_8), LIMIT)).contains("深", "浅");
    }

    private static void assertFault(Fault fault, Form form, byte[] content) {
        assertThatExceptionOfType(Faulty.class)
                .isThrownBy(() -> ExtractionProcess.read(form, content, LIMIT))
                .extracting(Faulty::fault)
                .isEqualTo(fault);
    }
}
