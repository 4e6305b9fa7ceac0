package wenzheng.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import wenzheng.corpus.extraction.PdfMaker;
import wenzheng.corpus.extraction.WordMaker;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;

/** A folder as an office might leave it: every form, every fault, read by the process that reads files. */
class FolderOfFormsTests {

    private static final String TEXT = "金水区今年新建学校八所，新增学位九千个。";

    @TempDir
    private Path folder;

    @TempDir
    private Path store;

    private final Map<String, Fault> faults = new TreeMap<>();
    private final Map<String, String> said = new TreeMap<>();

    @Test
    void everyFileIsAnArticleOrHasItsReason() throws IOException {
        goodOnes();
        badOnes();
        assertThat(faults.size() + said.size()).isGreaterThanOrEqualTo(40);
        CorpusSettings settings = new CorpusSettings(
                folder, store, store.resolve("tended"), Duration.ofSeconds(2), Duration.ZERO, new CorpusSettings.Limits(
                        DataSize.ofKilobytes(400), 100_000, 1_000_000, 100, Duration.ofSeconds(60), DataSize.ofMegabytes(64)));

        try (DirectoryArticles articles = new DirectoryArticles(
                settings, new ArticleReader(new Segmenter(), new Gazetteer()), event -> {}, Clock.systemUTC())) {
            articles.look();
            // Of two of one name the second is read where the first cannot be.
            articles.look();

            assertThat(articles.leftOut().stream().collect(Collectors.toMap(LeftOut::file, LeftOut::fault)))
                    .containsExactlyInAnyOrderEntriesOf(faults);
            assertThat(articles.all()).extracting(Article::id).containsExactlyElementsOf(said.keySet());
            assertThat(articles.all()).allSatisfy(article -> assertThat(article.passages())
                    .extracting(Passage::text)
                    .anySatisfy(text -> assertThat(text).contains(said.get(article.id()))));
        }
    }

    private void goodOnes() throws IOException {
        for (String charset : new String[] {"UTF-8", "GBK", "GB18030", "UTF-16", "UTF-16LE", "UTF-16BE"}) {
            article("text-" + charset.toLowerCase() + ".txt", TEXT.getBytes(Charset.forName(charset)), TEXT);
        }
        article("marked.txt", ("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8), TEXT);
        article("rare.txt", (TEXT + "\n𠮷家桥小学、㐂园已开工。").getBytes(Charset.forName("GB18030")), "𠮷家桥小学");
        article("windows.txt", (TEXT + "\r\n\r\n" + TEXT).getBytes(Charset.forName("GBK")), TEXT);
        article("UPPER.TXT", TEXT.getBytes(StandardCharsets.UTF_8), TEXT);
        article("中文 名称（1）.txt", TEXT.getBytes(StandardCharsets.UTF_8), TEXT);
        article("notes.md", "# 要点\n\n- 新建公园两座\n- 新修道路三条\n".getBytes(StandardCharsets.UTF_8), "新建公园两座");
        article("table.md", "| 区县 | 学校 |\n|---|---|\n| 金水区 | 8所 |\n".getBytes(StandardCharsets.UTF_8), "区县：金水区；学校：8所。");
        String page = "<html><head><meta charset=\"%s\"><title>计划</title></head><body><p>" + TEXT + "</p>"
                + "<table><tr><th>区县<th>学校<tr><td>金水区<td>8所</table></body></html>";
        for (String charset : new String[] {"UTF-8", "gb2312", "GBK", "GB18030"}) {
            article("page-" + charset.toLowerCase() + ".html",
                    page.formatted(charset).getBytes(Charset.forName(charset.equals("gb2312") ? "GBK" : charset)), TEXT);
        }
        article("page-lies.htm", page.formatted("utf-8").getBytes(Charset.forName("GBK")), "区县：金水区；学校：8所。");
        article("letter.docx", new WordMaker().heading("要点").paragraph(TEXT).bytes(), TEXT);
        article("grid.docx", new WordMaker().table(
                new String[] {"区县", ">学校"}, new String[] {"", "小学", "中学"}, new String[] {"金水区", "5所", "3所"}).bytes(),
                "区县：金水区；学校·小学：5所；学校·中学：3所。");
        article("numbered.docx", new WordMaker().numbered("教育").paragraph(TEXT).numbered("道路").paragraph(TEXT).bytes(), TEXT);
        article("plain.pdf", new PdfMaker().page().text(60, 100, 11, TEXT).bytes(), TEXT);
        article("open.pdf", new PdfMaker().page().text(60, 100, 11, TEXT).encrypted(""), TEXT);
        article("columns.pdf", columns(), "年内交付使用五所，让孩子们在家门口上好学。");
        article("ruled.pdf", ruled(), "区县：金水区；学校：8所。");
    }

    private void badOnes() throws IOException {
        fault("empty.txt", new byte[0], Fault.EMPTY);
        fault("blank.md", " \n\n\t".getBytes(StandardCharsets.UTF_8), Fault.EMPTY);
        fault("only-marks.md", "---\n***\n".getBytes(StandardCharsets.UTF_8), Fault.EMPTY);
        fault("empty.docx", new byte[0], Fault.EMPTY);
        fault("no-words.docx", new WordMaker().bytes(), Fault.EMPTY);
        fault("no-words.pdf", new PdfMaker().page().bytes(), Fault.EMPTY);
        fault("pictures.html", "<body><img src=a.png>".getBytes(StandardCharsets.UTF_8), Fault.EMPTY);
        fault("picture.txt", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13}, Fault.BINARY);
        fault("zipped.txt", zipped(), Fault.BINARY);
        fault("picture.docx", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, Fault.BINARY);
        fault("text.pdf", TEXT.getBytes(StandardCharsets.UTF_8), Fault.BINARY);
        fault("pdf.docx", new PdfMaker().page().text(60, 100, 11, TEXT).bytes(), Fault.BINARY);
        fault("old.docx", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 1, 2, 3}, Fault.BINARY);
        fault("large.txt", TEXT.repeat(8_000).getBytes(StandardCharsets.UTF_8), Fault.OVERSIZED);
        fault("long.txt", TEXT.repeat(5_100).substring(0, 100_001).getBytes(Charset.forName("GBK")), Fault.OVERSIZED);
        fault("long.html", ("<body>" + "<p>".repeat(100_001)).getBytes(StandardCharsets.UTF_8), Fault.EMPTY);
        fault("locked.pdf", new PdfMaker().page().text(60, 100, 11, TEXT).encrypted("geheim"), Fault.ENCRYPTED);
        fault("locked.docx", locked(), Fault.ENCRYPTED);
        fault("scan.pdf", new PdfMaker().page().picture().page().picture().bytes(), Fault.SCANNED);
        fault("german.txt", "Straße für Müßige, größer als groß: äöüß.".getBytes(StandardCharsets.ISO_8859_1), Fault.ENCODING);
        fault("cut.pdf", half(new PdfMaker().page().text(60, 100, 11, TEXT).bytes()), Fault.UNREADABLE);
        fault("cut.docx", half(new WordMaker().paragraph(TEXT).bytes()), Fault.UNREADABLE);
        fault("unclosed.docx", new WordMaker().raw("<w:p>").bytes(), Fault.UNREADABLE);
        fault("laughing.docx", new WordMaker()
                .doctype("<!DOCTYPE d [<!ENTITY a \"哈哈\"><!ENTITY b \"&a;&a;&a;\">]>")
                .raw("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
                .bytes(), Fault.UNREADABLE);
        fault("bomb.docx", new WordMaker().raw("<!--" + " ".repeat(60 << 20) + "-->").bytes(), Fault.EXPANDING);
        fault("deep.docx", new WordMaker().raw("<w:x>".repeat(400) + "</w:x>".repeat(400)).bytes(), Fault.NESTED);
        fault("deep.html", ("<body>" + "<table><tr><td>".repeat(50)).getBytes(StandardCharsets.UTF_8), Fault.NESTED);
        fault("sheet.xlsx", new byte[] {'P', 'K', 3, 4}, Fault.FORM);
        fault("old.doc", TEXT.getBytes(StandardCharsets.UTF_8), Fault.FORM);
        fault("without-ending", TEXT.getBytes(StandardCharsets.UTF_8), Fault.FORM);
        fault("notes.txt", TEXT.getBytes(StandardCharsets.UTF_8), Fault.SAME_NAME);
    }

    private static byte[] columns() {
        PdfMaker pdf = new PdfMaker().page().text(150, 80, 20, "金水区工作要点");
        pdf.paragraph(60, 130, 10.5, 20, "今年全区新建续建中小学八所，新增学位九千个，年内交付使用五所，让孩子们在家门口上好学。");
        pdf.paragraph(320, 130, 10.5, 20, "新建社区养老服务中心七个，改造提升老旧小区四十个，惠及居民一万二千户，年底前全部完工。");
        return pdf.bytes();
    }

    private static byte[] ruled() {
        PdfMaker pdf = new PdfMaker().page();
        for (int i = 0; i < 3; i++) {
            pdf.line(60, 100 + 25 * i, 260, 100 + 25 * i).line(60 + 100 * i, 100, 60 + 100 * i, 150);
        }
        return pdf.text(65, 117, 11, "区县").text(165, 117, 11, "学校").text(65, 142, 11, "金水区").text(165, 142, 11, "8所").bytes();
    }

    private static byte[] locked() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0, 0, 0});
        out.writeBytes("EncryptedPackage".getBytes(StandardCharsets.UTF_16LE));
        return out.toByteArray();
    }

    private static byte[] zipped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(TEXT.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private void article(String name, byte[] content, String passage) throws IOException {
        Files.write(folder.resolve(name), content);
        said.put(name.substring(0, name.lastIndexOf('.')), passage);
    }

    private void fault(String name, byte[] content, Fault fault) throws IOException {
        Files.write(folder.resolve(name), content);
        faults.put(name, fault);
    }
}
