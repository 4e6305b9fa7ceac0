package wenzheng.corpus.extraction;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The numbers that a Word document puts before paragraphs as it shows them. */
final class Numbering {

    static final String BULLET = "•";
    private static final String DIGITS = "〇一二三四五六七八九";
    private static final int LEVELS = 9;

    /** @param text 第%1章 with the number of the first level */
    private record Level(String format, String text, int start) {}

    private final Map<String, Map<Integer, Level>> levels = new HashMap<>();
    private final Map<String, String> abstracts = new HashMap<>();
    private final Map<String, int[]> counts = new HashMap<>();

    static Numbering read(byte @Nullable [] part) throws XMLStreamException {
        Numbering numbering = new Numbering();
        if (part == null) {
            return numbering;
        }
        XMLStreamReader xml = WordDocument.xml(part);
        String list = "";
        String number = "";
        int level = 0;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            Map<Integer, Level> ofList = numbering.levels.computeIfAbsent(list, key -> new HashMap<>());
            Level known = ofList.getOrDefault(level, new Level("decimal", "", 1));
            switch (xml.getLocalName()) {
                case "abstractNum" -> list = WordDocument.value(xml, "abstractNumId");
                case "lvl" -> {
                    String index = WordDocument.value(xml, "ilvl");
                    level = index.matches("\\d") ? Integer.parseInt(index) : 0;
                }
                case "start" -> ofList.put(level, new Level(known.format, known.text, WordDocument.number(xml, 1)));
                case "numFmt" -> ofList.put(level, new Level(WordDocument.value(xml, "val"), known.text, known.start));
                case "lvlText" -> ofList.put(level, new Level(known.format, WordDocument.value(xml, "val"), known.start));
                case "num" -> number = WordDocument.value(xml, "numId");
                case "abstractNumId" -> numbering.abstracts.put(number, WordDocument.value(xml, "val"));
                default -> {}
            }
        }
        return numbering;
    }

    /** @return what stands before the next paragraph of the list; empty where it is none */
    String next(String list, int level) {
        String kind = abstracts.getOrDefault(list, "");
        Map<Integer, Level> ofList = levels.getOrDefault(kind, Map.of());
        Level own = ofList.get(level);
        if (own == null || level >= LEVELS) {
            return "";
        }
        if (own.format.equals("bullet")) {
            return BULLET;
        }
        int[] count = counts.computeIfAbsent(kind, key -> new int[LEVELS]);
        count[level]++;
        for (int i = level + 1; i < LEVELS; i++) {
            count[i] = 0;
        }
        String text = own.text;
        for (int i = 0; i <= level; i++) {
            Level part = ofList.getOrDefault(i, own);
            text = text.replace("%" + (i + 1), written(part.format, part.start + Math.max(1, count[i]) - 1));
        }
        return text;
    }

    private static String written(String format, int number) {
        return switch (format) {
            case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand",
                    "ideographTraditional", "chineseLegalSimplified" -> chinese(number);
            case "upperLetter" -> String.valueOf((char) ('A' + (number - 1) % 26));
            case "lowerLetter" -> String.valueOf((char) ('a' + (number - 1) % 26));
            case "decimalEnclosedCircle", "decimalEnclosedCircleChinese" ->
                    number <= 20 ? String.valueOf((char) ('①' + number - 1)) : String.valueOf(number);
            case "none" -> "";
            default -> String.valueOf(number);
        };
    }

    private static String chinese(int number) {
        if (number >= 100) {
            return String.valueOf(number);
        }
        String tens = number < 10 ? "" : (number < 20 ? "" : DIGITS.substring(number / 10, number / 10 + 1)) + "十";
        return tens + (number % 10 == 0 ? "" : DIGITS.substring(number % 10, number % 10 + 1));
    }
}
