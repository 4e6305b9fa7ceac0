package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpreadsheetTests {

    private static final List<String> FORMULAS = List.of(
            "=HYPERLINK(\"https://evil.example\")", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1", "\u200B=1",
            "\uFEFF@a", "＋86");

    @Test
    void neutralisesWhateverASpreadsheetProgramTakesForAFormula(@TempDir Path directory) throws IOException {
        for (String formula : FORMULAS) {
            assertThat(csv(Stream.of(List.of(formula)))).startsWith("\uFEFF\"'");
            assertThat(xlsx(Stream.of(List.of(formula)), directory)).contains(">&apos;").doesNotContain("<f>");
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
            for (String name : List.of("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")) {
                try (InputStream part = zip.getInputStream(zip.getEntry(name))) {
                    all.append(new String(part.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return all.toString();
    }
}
