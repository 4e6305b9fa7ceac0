package wenzheng.corpus.extraction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Writes PDFs of A4 pages in a Chinese font that every viewer has; x from left and y from above, in points. */
public final class PdfMaker {

    private static final int HEIGHT = 842;

    private final List<StringBuilder> pages = new ArrayList<>();

    public PdfMaker page() {
        pages.add(new StringBuilder());
        return this;
    }

    public PdfMaker text(double x, double y, double size, String text) {
        pages.getLast().append("BT /F1 %s Tf 1 0 0 1 %s %s Tm <%s> Tj ET\n".formatted(
                size, x, HEIGHT - y, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE))));
        return this;
    }

    /** A paragraph of lines that are as long as {@code width} holds, its first two characters in. */
    public double paragraph(double x, double y, double size, int width, String text) {
        double line = y;
        String rest = "\u3000\u3000" + text;
        while (!rest.isEmpty()) {
            int end = Math.min(width, rest.length());
            // No line begins with a mark that may not.
            end = end < rest.length() && "，。；、".indexOf(rest.charAt(end)) >= 0 ? end + 1 : end;
            String part = rest.substring(0, end);
            double in = 0;
            while (part.startsWith("\u3000")) {
                part = part.substring(1);
                in += size;
            }
            text(x + in, line, size, part);
            rest = rest.substring(end);
            line += size * 1.5;
        }
        return line;
    }

    public PdfMaker line(double x0, double y0, double x1, double y1) {
        pages.getLast().append("0.5 w %s %s m %s %s l S\n".formatted(x0, HEIGHT - y0, x1, HEIGHT - y1));
        return this;
    }

    public PdfMaker picture() {
        pages.getLast().append("q 500 0 0 700 40 60 cm /I1 Do Q\n");
        return this;
    }

    public byte[] bytes() {
        List<byte[]> objects = new ArrayList<>();
        StringBuilder kids = new StringBuilder();
        int font = 3 + 2 * pages.size();
        for (int i = 0; i < pages.size(); i++) {
            kids.append(3 + 2 * i).append(" 0 R ");
        }
        objects.add(ascii("<</Type/Catalog/Pages 2 0 R>>"));
        objects.add(ascii("<</Type/Pages/Count %d/Kids[%s]>>".formatted(pages.size(), kids)));
        for (int i = 0; i < pages.size(); i++) {
            objects.add(ascii(("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
                    + "/Resources<</Font<</F1 %d 0 R>>/XObject<</I1 %d 0 R>>>>>>").formatted(4 + 2 * i, font, font + 3)));
            objects.add(stream("", ascii(pages.get(i).toString())));
        }
        objects.add(ascii(("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-UniGB-UTF16-H/Encoding/UniGB-UTF16-H"
                + "/DescendantFonts[%d 0 R]>>").formatted(font + 1)));
        objects.add(ascii(("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
                + "/W[1 95 500]/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor %d 0 R>>")
                .formatted(font + 2)));
        objects.add(ascii("<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
                + "/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>"));
        objects.add(stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
                new byte[] {0}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("%PDF-1.5\n"));
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            places.add(out.size());
            out.writeBytes(ascii((i + 1) + " 0 obj\n"));
            out.writeBytes(objects.get(i));
            out.writeBytes(ascii("\nendobj\n"));
        }
        int table = out.size();
        out.writeBytes(ascii("xref\n0 %d\n0000000000 65535 f \n".formatted(objects.size() + 1)));
        places.forEach(place -> out.writeBytes(ascii("%010d 00000 n \n".formatted(place))));
        out.writeBytes(ascii("trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n".formatted(objects.size() + 1, table)));
        return out.toByteArray();
    }

    public byte[] encrypted(String password) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes()); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", password, new AccessPermission());
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] stream(String entries, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("<<%s/Length %d>>stream\n".formatted(entries, content.length)));
        out.writeBytes(content);
        out.writeBytes(ascii("\nendstream"));
        return out.toByteArray();
    }
}
