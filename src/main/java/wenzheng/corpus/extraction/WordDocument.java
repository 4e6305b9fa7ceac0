package wenzheng.corpus.extraction;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Fault;
import wenzheng.corpus.Faulty;

/**
 * A document of Office Open XML (ECMA-376): its headings by style, its numbering, its tables with merged cells, which
 * Tika's own reader tells nothing of. What was deleted, notes, headers and footers are left out.
 */
final class WordDocument {

    private static final String BODY = "word/document.xml";
    private static final String STYLES = "word/styles.xml";
    private static final String NUMBERING = "word/numbering.xml";
    private static final int MOST_ENTRIES = 4_000;
    /** How often larger a part may be than packed, beyond a size that does no harm. */
    private static final int MOST_EXPANSION = 200;
    private static final int HARMLESS = 4 << 20;
    private static final int DEEPEST = 150;
    /** Beyond this the parser takes a document for damaged. */
    private static final int DEEPEST_PARSED = 1_000;
    private static final byte[] OLE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final Pattern HEADING_NAME = Pattern.compile("(?i)(?:heading|标题)\\s*([1-6])");

    private WordDocument() {}

    /** @param limit characters of text; its parts may unpack to thirty times as many bytes */
    static String read(byte[] bytes, int limit) throws Faulty {
        if (startsWith(bytes, OLE)) {
            boolean encrypted = new String(bytes, StandardCharsets.ISO_8859_1)
                    .contains(new String("EncryptedPackage".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1));
            throw new Faulty(encrypted ? Fault.ENCRYPTED : Fault.BINARY);
        }
        if (!startsWith(bytes, ZIP)) {
            throw new Faulty(bytes.length == 0 ? Fault.EMPTY : Fault.BINARY);
        }
        try {
            Map<String, byte[]> parts = unpacked(bytes, 30L * limit);
            byte[] body = parts.get(BODY);
            if (body == null) {
                throw new Faulty(parts.isEmpty() ? Fault.UNREADABLE : Fault.BINARY);
            }
            Map<String, Integer> styles = headingStyles(parts.get(STYLES));
            return new Body(limit, styles, Numbering.read(parts.get(NUMBERING))).read(body);
        } catch (IOException | XMLStreamException e) {
            throw new Faulty(Fault.UNREADABLE);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] head) {
        for (int i = 0; i < head.length; i++) {
            if (i >= bytes.length || bytes[i] != head[i]) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, byte[]> unpacked(byte[] bytes, long limit) throws IOException, Faulty {
        Map<String, byte[]> parts = new HashMap<>();
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw new Faulty(Fault.EXPANDING);
                }
                boolean read = entry.getName().equals(BODY)
                        || entry.getName().equals(STYLES)
                        || entry.getName().equals(NUMBERING);
                ByteArrayOutputStream part = new ByteArrayOutputStream();
                long size = 0;
                byte[] buffer = new byte[1 << 14];
                for (int n = zip.read(buffer); n > 0; n = zip.read(buffer)) {
                    size += n;
                    if (size > limit || size > HARMLESS && size > (long) MOST_EXPANSION * bytes.length) {
                        throw new Faulty(Fault.EXPANDING);
                    }
                    if (read) {
                        part.write(buffer, 0, n);
                    }
                }
                if (read) {
                    parts.put(entry.getName(), part.toByteArray());
                }
            }
        }
        return parts;
    }

    static XMLStreamReader xml(byte[] part) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty("jdk.xml.maxElementDepth", DEEPEST_PARSED);
        InputStream input = new ByteArrayInputStream(part);
        return factory.createXMLStreamReader(input);
    }

    /** The levels of the styles that are headings, from 1. */
    private static Map<String, Integer> headingStyles(byte @Nullable [] part) throws XMLStreamException {
        Map<String, Integer> levels = new HashMap<>();
        if (part == null) {
            return levels;
        }
        XMLStreamReader xml = xml(part);
        String style = "";
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "style" -> style = value(xml, "styleId");
                    case "name" -> {
                        Matcher heading = HEADING_NAME.matcher(value(xml, "val"));
                        if (heading.matches()) {
                            levels.put(style, Integer.valueOf(heading.group(1)));
                        } else if (value(xml, "val").equalsIgnoreCase("title")) {
                            levels.put(style, 1);
                        }
                    }
                    case "outlineLvl" -> {
                        int level = number(xml, 9);
                        if (level < 6) {
                            levels.putIfAbsent(style, level + 1);
                        }
                    }
                    default -> {}
                }
            }
        }
        return levels;
    }

    static String value(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    static int number(XMLStreamReader xml, int otherwise) {
        String value = value(xml, "val");
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : otherwise;
    }

    /** Reads the body once. */
    private static final class Body {

        private final PageBuilder page;
        private final Map<String, Integer> styles;
        private final Numbering numbering;
        private int level;
        private String list = "";
        private int listLevel;
        private boolean inText;

        Body(int limit, Map<String, Integer> styles, Numbering numbering) {
            page = new PageBuilder(limit);
            this.styles = styles;
            this.numbering = numbering;
        }

        String read(byte[] part) throws XMLStreamException, Faulty {
            XMLStreamReader xml = xml(part);
            int depth = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new Faulty(Fault.UNREADABLE);
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (++depth > DEEPEST) {
                        throw new Faulty(Fault.NESTED);
                    }
                    if (isLeftOut(xml.getLocalName())) {
                        skip(xml);
                        depth--;
                    } else {
                        start(xml);
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                    end(xml.getLocalName());
                } else if (event == XMLStreamConstants.CHARACTERS && inText) {
                    page.text(xml.getText());
                }
            }
            return page.end();
        }

        /** {@code Fallback} repeats a text box for older programs. */
        private static boolean isLeftOut(String name) {
            return switch (name) {
                case "del", "moveFrom", "Fallback", "instrText", "delText", "footnoteReference", "pict", "object" -> true;
                default -> false;
            };
        }

        private static void skip(XMLStreamReader xml) throws XMLStreamException {
            int open = 1;
            while (open > 0) {
                int event = xml.next();
                open += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
            }
        }

        private void start(XMLStreamReader xml) throws Faulty {
            switch (xml.getLocalName()) {
                case "p" -> {
                    level = 0;
                    list = "";
                    listLevel = 0;
                }
                case "pStyle" -> level = styles.getOrDefault(value(xml, "val"), 0);
                case "outlineLvl" -> level = number(xml, 9) < 6 ? number(xml, 9) + 1 : level;
                case "numId" -> list = value(xml, "val");
                case "ilvl" -> listLevel = number(xml, 0);
                case "t" -> inText = true;
                case "tab" -> page.text(" ");
                case "br", "cr" -> page.text(" ");
                case "noBreakHyphen" -> page.text("-");
                case "tbl" -> page.startTable();
                case "tr" -> page.startRow();
                case "tc" -> page.startCell(1, 1);
                case "gridSpan" -> page.widenCell(number(xml, 1));
                case "vMerge" -> {
                    if (!value(xml, "val").equals("restart")) {
                        page.joinCellAbove();
                    }
                }
                default -> {}
            }
        }

        private void end(String name) throws Faulty {
            switch (name) {
                case "t" -> inText = false;
                case "p" -> {
                    String number = numbering.next(list, listLevel);
                    if (level > 0) {
                        page.endHeading(level, number);
                    } else if (number.equals(Numbering.BULLET)) {
                        page.endItem();
                    } else {
                        page.endNumbered(number);
                    }
                }
                case "tc" -> page.endCell();
                case "tbl" -> page.endTable();
                default -> {}
            }
        }
    }
}
