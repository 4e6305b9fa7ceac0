package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            Spreadsheet sheet = new Spreadsheet("工单", List.of(List.of(formula)));
            assertThat(new String(sheet.csv(), StandardCharsets.UTF_8)).startsWith("\uFEFF\"'");
            assertThat(sharedStrings(sheet.xlsx(), directory)).contains(">&apos;").doesNotContain("<f>");
        }
    }

    @Test
    void leavesOtherCellsAsTheyAreAndQuotesThem() {
        Spreadsheet sheet = new Spreadsheet("工单", List.of(List.of("编号", "问题"), List.of("1", "说“好”, \"行\"\n1-2=？")));
        assertThat(new String(sheet.csv(), StandardCharsets.UTF_8))
                .isEqualTo("\uFEFF\"编号\",\"问题\"\r\n\"1\",\"说“好”, \"\"行\"\"\n1-2=？\"\r\n");
    }

    private static String sharedStrings(byte[] xlsx, Path directory) throws IOException {
        Path file = Files.write(directory.resolve("orders.xlsx"), xlsx);
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
