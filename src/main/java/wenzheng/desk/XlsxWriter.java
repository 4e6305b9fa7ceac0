package wenzheng.desk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a workbook (Office Open XML, ECMA-376) of one sheet whose cells are text and whose first row stays in view, row
 * by row. Chinese stands in it as it is; libraries that write each character as a reference take twice the time and half
 * as much room again (docs/performance.md). For one thread.
 */
final class XlsxWriter implements AutoCloseable {

    /** Of 9: a quarter larger than by the usual 6, in four fifths of the time. */
    private static final int COMPRESSION = 1;

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /** What says which parts there are; by name. */
    private static final Map<String, String> PARTS = Map.of(
            "[Content_Types].xml", """
                    <Types xmlns="%s"><Default Extension="rels"\
                     ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                    <Override PartName="/xl/workbook.xml" ContentType="%ssheet.main+xml"/>\
                    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="%sworksheet+xml"/></Types>"""
                    .formatted(TYPES, TYPE, TYPE),
            "_rels/.rels", related("officeDocument", "xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml"));

    private final ZipOutputStream zip;
    private final Writer out;
    private final StringBuilder row = new StringBuilder();
    private int rows;

    /** @param name of the sheet, 31 characters at most, none of them of {@code []:*?/\} */
    XlsxWriter(OutputStream out, String name) throws IOException {
        zip = new ZipOutputStream(new Open(out), StandardCharsets.UTF_8);
        zip.setLevel(COMPRESSION);
        this.out = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            begin(part.getKey());
            this.out.write(part.getValue());
        }
        begin("xl/workbook.xml");
        escape(name);
        this.out.write("""
                <workbook xmlns="%s" xmlns:r="%s"><bookViews><workbookView/></bookViews>\
                <sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>""".formatted(MAIN, DOCUMENT, row));
        begin("xl/worksheets/sheet1.xml");
        this.out.write("""
                <worksheet xmlns="%s"><sheetViews><sheetView workbookViewId="0">\
                <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
                <sheetData>""".formatted(MAIN));
    }

    private static String related(String type, String part) {
        return "<Relationships xmlns=\"%s\"><Relationship Id=\"rId1\" Type=\"%s/%s\" Target=\"%s\"/></Relationships>"
                .formatted(PACKAGE, DOCUMENT, type, part);
    }

    private void begin(String part) throws IOException {
        out.flush();
        zip.putNextEntry(new ZipEntry(part));
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    }

    void row(List<String> cells) throws IOException {
        row.setLength(0);
        row.append("<row r=\"").append(++rows).append("\">");
        for (int column = 0; column < cells.size(); column++) {
            row.append("<c r=\"").append(letters(column)).append(rows)
                    .append("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            escape(cells.get(column));
            row.append("</t></is></c>");
        }
        out.append(row.append("</row>"));
    }

    /** A, B … Z, AA, AB … */
    private static String letters(int column) {
        String last = String.valueOf((char) ('A' + column % 26));
        return column < 26 ? last : letters(column / 26 - 1) + last;
    }

    /** What XML cannot hold is left out: control characters, halves of characters, and two that are none. */
    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '<' -> row.append("&lt;");
                case '>' -> row.append("&gt;");
                case '&' -> row.append("&amp;");
                case '"' -> row.append("&quot;");
                default -> {
                    if (Character.isHighSurrogate(character) && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        row.append(character).append(text.charAt(++i));
                    } else if (character >= ' ' && character < '\uFFFE' && !Character.isSurrogate(character)
                            || character == '\n' || character == '\t') {
                        row.append(character);
                    }
                }
            }
        }
    }

    /** Ends the file; the stream below stays open. */
    @Override
    public void close() throws IOException {
        try (zip) {
            out.write("</sheetData></worksheet>");
            out.flush();
        }
    }

    /** Stays open, so that the archive can be closed, which alone gives back the memory that it is compressed in. */
    private static final class Open extends FilterOutputStream {

        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
