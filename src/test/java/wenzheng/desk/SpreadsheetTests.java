package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class SpreadsheetTests {

    private static final List<String> FORMULAS = List.of(
            "=HYPERLINK(\"https://evil.example\")", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1", "\u200B=1",
            "\uFEFF@a", "＋86");

    @Test
    void neutralisesWhateverASpreadsheetProgramTakesForAFormula(@TempDir Path directory) throws IOException {
        for (String formula : FORMULAS) {
            assertThat(csv(Stream.of(List.of(formula)))).startsWith("\uFEFF\"'");
            assertThat(xlsx(Stream.of(List.of(formula)), directory)).contains(">'").doesNotContain("<f>");
        }
    }

    @Test
    void leavesOtherCellsAsTheyAreAndQuotesThem() {
        assertThat(csv(Stream.of(List.of("编号", "问题"), List.of("1", "说“好”, \"行\"\n1-2=？"))))
                .isEqualTo("\uFEFF\"编号\",\"问题\"\r\n\"1\",\"说“好”, \"\"行\"\"\n1-2=？\"\r\n");
    }

    @Test
    void holdsEveryRowOfALongTable(@TempDir Path directory) throws IOException {
        Stream<List<String>> rows = IntStream.range(0, 1_001).mapToObj(row -> List.of("row " + row));
        String xlsx = xlsx(rows, directory);
        assertThat(xlsx.split("<row ", -1)).hasSize(1_002);
        assertThat(xlsx.indexOf(">row 0<")).isPositive();
        assertThat(xlsx.indexOf(">row 1000<")).isPositive();
    }

    @Test
    void isAWorkbookWhoseCellsHoldWhateverIsWritten(@TempDir Path directory) throws Exception {
        List<String> hostile = List.of(
                "<b>&\"'</b>]]>", "两行\n制表\t", "㐂𠮷😀", "半个\uD83D字\uDE00", "\u0000控\u001B制\uFFFE\uFFFF", "", " 留空 ");
        List<String> wide = IntStream.range(0, 54).mapToObj(String::valueOf).toList();
        xlsx(Stream.of(hostile, wide), directory);
        Map<String, Document> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(directory.resolve("orders.xlsx").toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(entry.getName(), DocumentBuilderFactory.newNSInstance().newDocumentBuilder()
                        .parse(zip.getInputStream(entry)));
            }
        }
        assertThat(parts).containsOnlyKeys(
                "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml");
        assertThat(attributes(parts.get("xl/workbook.xml"), "sheet", "name")).containsExactly("工单");
        assertThat(attributes(parts.get("[Content_Types].xml"), "Override", "PartName"))
                .containsExactly("/xl/workbook.xml", "/xl/worksheets/sheet1.xml");
        Document sheet = parts.get("xl/worksheets/sheet1.xml");
        assertThat(each(sheet, "t").map(Node::getTextContent).limit(hostile.size())).containsExactly(
                "<b>&\"'</b>]]>", "两行\n制表\t", "㐂𠮷😀", "半个字", "控制", "", " 留空 ");
        assertThat(attributes(sheet, "c", "r"))
                .startsWith("A1", "B1").contains("G1", "A2", "Z2", "AA2", "AZ2", "BA2").endsWith("BB2")
                .hasSize(hostile.size() + wide.size());
    }

    @Test
    void leavesTheStreamOpen() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        try (OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed.set(true);
            }
        }) {
            new Spreadsheet("工单", Stream.of(List.of("1"))).xlsx(out);
            assertThat(closed).isFalse();
        }
    }

    private static Stream<Element> each(Document part, String element) {
        NodeList found = part.getElementsByTagNameNS("*", element);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    private static List<String> attributes(Document part, String element, String attribute) {
        return each(part, element).map(each -> each.getAttribute(attribute)).toList();
    }

    private static String csv(Stream<List<String>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Spreadsheet("工单", rows).csv(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String xlsx(Stream<List<String>> rows, Path directory) throws IOException {
        Path file = directory.resolve("orders.xlsx");
        try (OutputStream out = Files.newOutputStream(file)) {
            new Spreadsheet("工单", rows).xlsx(out);
        }
        StringBuilder all = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            try (InputStream part = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
                all.append(new String(part.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
