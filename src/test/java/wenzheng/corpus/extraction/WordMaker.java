package wenzheng.corpus.extraction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes Word documents with headings, numbered paragraphs and tables with merged cells. */
public final class WordMaker {

    private static final String MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    private final StringBuilder body = new StringBuilder();
    private String doctype = "";

    public WordMaker heading(String text) {
        body.append("<w:p><w:pPr><w:pStyle w:val=\"2\"/></w:pPr>").append(run(text)).append("</w:p>");
        return this;
    }

    public WordMaker paragraph(String text) {
        body.append("<w:p>").append(run(text)).append("</w:p>");
        return this;
    }

    public WordMaker numbered(String text) {
        body.append("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>")
                .append(run(text))
                .append("</w:p>");
        return this;
    }

    public WordMaker deleted(String text) {
        body.append("<w:p><w:del><w:r><w:delText>").append(text).append("</w:delText></w:r></w:del></w:p>");
        return this;
    }

    /** @param rows cells; {@code >} reaches over the next one too, {@code ^} is part of the one above */
    public WordMaker table(String[]... rows) {
        body.append("<w:tbl>");
        for (String[] row : rows) {
            body.append("<w:tr>");
            for (String cell : row) {
                String merged = cell.startsWith(">") ? "<w:gridSpan w:val=\"2\"/>"
                        : cell.startsWith("v") ? "<w:vMerge w:val=\"restart\"/>"
                        : cell.equals("^") ? "<w:vMerge/>" : "";
                String text = cell.replaceFirst("^[>v^]", "");
                body.append("<w:tc><w:tcPr>").append(merged).append("</w:tcPr><w:p>").append(run(text)).append("</w:p></w:tc>");
            }
            body.append("</w:tr>");
        }
        body.append("</w:tbl>");
        return this;
    }

    /** Not escaped: for what no program writes. */
    public WordMaker raw(String xml) {
        body.append(xml);
        return this;
    }

    public WordMaker doctype(String declaration) {
        doctype = declaration;
        return this;
    }

    private static String run(String text) {
        int half = text.length() / 2;
        return "<w:r><w:t>" + text.substring(0, half) + "</w:t></w:r><w:r><w:t xml:space=\"preserve\">"
                + text.substring(half) + "</w:t></w:r>";
    }

    public byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            entry(zip, "word/styles.xml", "<w:styles xmlns:w=\"" + MAIN + "\"><w:style w:styleId=\"2\">"
                    + "<w:name w:val=\"heading 1\"/></w:style></w:styles>");
            entry(zip, "word/numbering.xml", "<w:numbering xmlns:w=\"" + MAIN + "\"><w:abstractNum w:abstractNumId=\"7\">"
                    + "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>"
                    + "<w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\">"
                    + "<w:abstractNumId w:val=\"7\"/></w:num></w:numbering>");
            entry(zip, "word/document.xml", doctype + "<w:document xmlns:w=\"" + MAIN + "\"><w:body>" + body
                    + "</w:body></w:document>");
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((HEAD + xml).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
