package wenzheng.corpus.extraction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import wenzheng.corpus.Fault;
import wenzheng.corpus.Faulty;

/** A page of the web, without what stands around its article. */
final class HtmlPage {

    private static final int DEEPEST = 400;
    private static final Pattern CHARSET = Pattern.compile("(?i)<meta[^>]{0,200}charset\\s*=\\s*[\"']?\\s*([\\w.:-]{2,40})");
    private static final int HEAD = 4096;
    /** What site names stand behind in a title. */
    private static final Pattern SITE = Pattern.compile("\\s*[_|｜]\\s*.*|\\s+[-–—]+\\s+.*|-[^-]{2,12}(?:网|网站|平台|门户|客户端)$");
    private static final Set<String> AROUND = Set.of(
            "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "iframe",
            "object", "embed", "svg", "math", "canvas", "audio", "video");
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
            "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
            "wbr");

    private HtmlPage() {}

    static String read(byte[] bytes, int limit) throws Faulty {
        String page = decoded(bytes);
        if (page.indexOf('<') < 0) {
            return page;
        }
        limitDepth(page);
        ParseContext context = new ParseContext();
        context.set(HtmlMapper.class, new AsItStands());
        // The text is decoded already; what it says of its encoding no longer holds.
        context.set(EncodingDetector.class, (input, metadata) -> StandardCharsets.UTF_8);
        Metadata metadata = new Metadata();
        Reader reader = new Reader(limit);
        try {
            new JSoupParser().parse(
                    new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)), reader, metadata, context);
            return reader.text(metadata.get(TikaCoreProperties.TITLE));
        } catch (IOException | SAXException | TikaException | RuntimeException e) {
            throw fault(e);
        }
    }

    /**
     * Gives up a page as soon as too many elements are open: the parser looks through them for each that begins, and
     * tells of none before it has read all.
     */
    private static void limitDepth(String page) throws Faulty {
        // Whatever is deeper it closes at once, and so hands out.
        try (StreamParser elements = new StreamParser(Parser.htmlParser().setMaxDepth(DEEPEST + 2)).parse(page, "")) {
            for (Iterator<Element> each = elements.iterator(); each.hasNext(); ) {
                if (each.next().parents().size() >= DEEPEST) {
                    throw new Faulty(Fault.NESTED);
                }
            }
        }
    }

    /** The parser hands on what stopped it, sometimes within an exception of its own. */
    private static Faulty fault(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Faulty faulty) {
                return faulty;
            }
        }
        return new Faulty(Fault.UNREADABLE);
    }

    private static String decoded(byte[] bytes) throws Faulty {
        String head = new String(Arrays.copyOf(bytes, Math.min(HEAD, bytes.length)), StandardCharsets.ISO_8859_1);
        Matcher named = CHARSET.matcher(head);
        if (named.find()) {
            String name = named.group(1).toUpperCase(Locale.ROOT);
            // Pages that say GB2312 hold characters of GBK.
            String charset = name.startsWith("GB") ? "GB18030" : name;
            try {
                return PlainText.decode(bytes, Charset.forName(charset));
            } catch (IllegalArgumentException unknown) {
                return PlainText.decode(bytes);
            }
        }
        return PlainText.decode(bytes);
    }

    /** Leaves all elements in place but those around the article. */
    private static final class AsItStands implements HtmlMapper {

        @Override
        public String mapSafeElement(String name) {
            return name.toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean isDiscardElement(String name) {
            return AROUND.contains(name.toLowerCase(Locale.ROOT));
        }

        @Override
        public @Nullable String mapSafeAttribute(String element, String attribute) {
            String name = attribute.toLowerCase(Locale.ROOT);
            return name.endsWith("span") ? name : null;
        }
    }

    private static final class Reader extends DefaultHandler {

        private final PageBuilder page;
        private boolean body;
        private boolean titled;
        private int depth;

        Reader(int limit) {
            page = new PageBuilder(limit);
        }

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes)
                throws SAXException {
            try {
                if (++depth > DEEPEST) {
                    throw new Faulty(Fault.NESTED);
                }
                switch (local) {
                    case "body" -> body = true;
                    case "table" -> page.startTable();
                    case "tr" -> {
                        if (page.inTable()) {
                            page.startRow();
                        }
                    }
                    case "td", "th" -> {
                        if (page.inTable()) {
                            page.startCell(number(attributes, "colspan"), number(attributes, "rowspan"));
                        }
                    }
                    case "br", "hr" -> page.endParagraph();
                    default -> {
                        if (!INLINE.contains(local)) {
                            page.endParagraph();
                        }
                    }
                }
            } catch (Faulty fault) {
                throw new SAXException(fault);
            }
        }

        private static int number(Attributes attributes, String name) {
            String value = attributes.getValue(name);
            return value != null && value.matches("\\d{1,3}") ? Integer.parseInt(value) : 1;
        }

        @Override
        public void endElement(String uri, String local, String qualified) throws SAXException {
            try {
                depth--;
                switch (local) {
                    case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                        titled |= local.equals("h1");
                        page.endHeading(local.charAt(1) - '0', "");
                    }
                    case "li" -> page.endItem();
                    case "td", "th" -> {
                        if (page.inTable()) {
                            page.endCell();
                        }
                    }
                    case "table" -> page.endTable();
                    default -> {
                        if (!INLINE.contains(local)) {
                            page.endParagraph();
                        }
                    }
                }
            } catch (Faulty fault) {
                throw new SAXException(fault);
            }
        }

        @Override
        public void characters(char[] characters, int start, int length) throws SAXException {
            if (body) {
                try {
                    page.text(new String(characters, start, length));
                } catch (Faulty fault) {
                    throw new SAXException(fault);
                }
            }
        }

        @Override
        public void ignorableWhitespace(char[] characters, int start, int length) throws SAXException {
            characters(characters, start, length);
        }

        /** @param title of the window; the article's where it has no other */
        String text(@Nullable String title) throws Faulty {
            String text = page.end();
            String own = title == null ? "" : SITE.matcher(MarkdownWriter.oneLine(title)).replaceFirst("");
            return titled || own.isBlank() ? text : "# " + own + "\n\n" + text;
        }
    }
}
