package wenzheng.desk;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/**
 * A table to be opened with a spreadsheet program, which takes cells that begin like a formula for one: those get an
 * apostrophe before them. It is written once, row by row, and never held as a whole.
 *
 * @param rows the first holds the names of the columns
 */
record Spreadsheet(String name, Stream<List<String>> rows) {

    static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /** Also full width, and behind what a program drops before it looks: spaces, tabs, breaks, marks of no width. */
    private static final Pattern FORMULA =
            Pattern.compile("^[\\s\\p{Z}\\p{Cc}\\p{Cf}]*[=+\\-@＝＋－＠﹢﹣﹦﹫]");

    /** With the mark that has Excel read it as UTF-8. The stream stays open. */
    void csv(OutputStream out) {
        try {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write('\uFEFF');
            for (List<String> row : (Iterable<List<String>>) rows::iterator) {
                writer.write(row.stream()
                        .map(cell -> '"' + neutral(cell).replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",", "", "\r\n")));
            }
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stream stays open. */
    void xlsx(OutputStream out) {
        try (XlsxWriter sheet = new XlsxWriter(out, name)) {
            for (List<String> row : (Iterable<List<String>>) rows::iterator) {
                sheet.row(row.stream().map(Spreadsheet::neutral).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String neutral(String cell) {
        return FORMULA.matcher(cell).lookingAt() ? "'" + cell : cell;
    }
}
