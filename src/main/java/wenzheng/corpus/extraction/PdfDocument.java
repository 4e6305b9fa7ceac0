package wenzheng.corpus.extraction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import wenzheng.corpus.Fault;
import wenzheng.corpus.Faulty;

/** A PDF with text: its pages' lines put in order, its tables read along their ruled lines. */
final class PdfDocument {

    private static final int MOST_PAGES = 2_000;
    /** Of the characters of a text, the share that fonts may leave without a meaning. */
    private static final double MOST_UNKNOWN = 0.3;

    private PdfDocument() {}

    static String read(byte[] bytes, int limit) throws Faulty {
        if (!new String(bytes, 0, Math.min(1024, bytes.length), StandardCharsets.ISO_8859_1)
                .contains("%PDF-")) {
            throw new Faulty(Fault.BINARY);
        }
        try (PDDocument document = Loader.loadPDF(bytes, "", null, null, IOUtils.createMemoryOnlyStreamCache())) {
            if (document.getNumberOfPages() == 0) {
                throw new Faulty(Fault.EMPTY);
            }
            if (document.getNumberOfPages() > MOST_PAGES) {
                throw new Faulty(Fault.OVERSIZED);
            }
            PdfGlyphs glyphs = new PdfGlyphs(limit);
            List<PdfPage> pages = glyphs.read(document);
            long characters = pages.stream().mapToLong(page -> page.glyphs().size()).sum();
            long unknown = pages.stream()
                    .flatMap(page -> page.glyphs().stream())
                    .filter(glyph -> isUnknown(glyph.text().charAt(0)))
                    .count();
            if (characters == 0) {
                throw new Faulty(glyphs.sawPicture() ? Fault.SCANNED : Fault.EMPTY);
            }
            if (characters > limit) {
                throw new Faulty(Fault.OVERSIZED);
            }
            if (unknown > MOST_UNKNOWN * characters) {
                throw new Faulty(Fault.SCANNED);
            }
            return PdfLayout.read(pages, limit);
        } catch (InvalidPasswordException e) {
            throw new Faulty(Fault.ENCRYPTED);
        } catch (IOException e) {
            throw new Faulty(Fault.UNREADABLE);
        }
    }

    /** Whether its font does not say which character it is: what is seen is a picture of it. */
    private static boolean isUnknown(char c) {
        return c == '\ufffd' || c >= '\ue000' && c < '\uf900' || c < ' ';
    }
}
