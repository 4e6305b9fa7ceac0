package wenzheng.corpus;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Changes one entry of a catalogue's text; the others, and what editors remarked, stay as they were written. */
final class CatalogueText {

    static final String VALID_UNTIL = "valid-until";
    static final String WITHDRAWN_FROM = "withdrawn-from";

    /** Where SnakeYAML counts a new line. */
    private static final Pattern LINE_END = Pattern.compile("(?<=\\n|\\r(?!\\n)|[\\u0085\\u2028\\u2029])");
    private static final Pattern REMARK = Pattern.compile("\\s*#.*", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("\\p{IsHan}[\\p{IsHan}\\d（）《》“”、，。·！？]*");

    private CatalogueText() {}

    /**
     * @param text a catalogue that can be read, its entries one below the other; or blank
     * @param file of the article, without its ending
     * @param entry {@link CatalogueEntry#NONE} for none: its entry is removed
     * @throws IllegalArgumentException where the text is no such catalogue
     */
    static String with(String text, String file, CatalogueEntry entry) {
        List<String> lines = new ArrayList<>(text.isEmpty() ? List.of() : List.of(LINE_END.split(text)));
        Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        List<String> remarks = new ArrayList<>();
        int at = -1;
        if (root instanceof SequenceNode list && list.getValue().stream().allMatch(MappingNode.class::isInstance)) {
            for (Node item : list.getValue()) {
                if (at < 0 && file.equals(value((MappingNode) item, "file"))) {
                    at = first(item, lines);
                    List<String> old = lines.subList(at, end(item, at));
                    old.stream().filter(line -> REMARK.matcher(line).matches()).forEach(remarks::add);
                    old.clear();
                }
            }
        } else if (root != null) {
            throw new IllegalArgumentException("a catalogue is a list of entries");
        }
        if (entry.equals(CatalogueEntry.NONE)) {
            if (at >= 0) {
                lines.addAll(at, remarks);
            }
        } else {
            List<String> written = written(file, entry);
            written.addAll(1, remarks);
            if (at < 0) {
                at = lines.size();
                if (at > 0 && !lines.getLast().endsWith("\n")) {
                    lines.set(at - 1, lines.getLast() + "\n");
                }
            }
            lines.addAll(at, written);
        }
        return String.join("", lines);
    }

    private static @Nullable String value(MappingNode item, String key) {
        for (NodeTuple pair : item.getValue()) {
            if (pair.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                return pair.getValueNode() instanceof ScalarNode scalar ? scalar.getValue() : null;
            }
        }
        return null;
    }

    /** The line with the dash before the item, which stands there alone or before it. */
    private static int first(Node item, List<String> lines) {
        int line = item.getStartMark().getLine();
        while (line > 0 && !lines.get(line).stripLeading().startsWith("-")) {
            line--;
        }
        if (!lines.get(line).stripLeading().startsWith("-")) {
            throw new IllegalArgumentException("the entries of a catalogue stand one below the other");
        }
        return line;
    }

    private static int end(Node item, int first) {
        int end = first + 1;
        if (item instanceof MappingNode mapping && mapping.getFlowStyle() != FlowStyle.FLOW) {
            for (NodeTuple pair : mapping.getValue()) {
                end = Math.max(end, after(pair.getValueNode()));
            }
            return end;
        }
        return Math.max(end, after(item));
    }

    private static int after(Node node) {
        return node.getEndMark().getLine() + (node.getEndMark().getColumn() == 0 ? 0 : 1);
    }

    private static List<String> written(String file, CatalogueEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add("- file: " + quoted(file) + "\n");
        add(lines, "title", entry.title() == null ? null : quoted(entry.title()));
        add(lines, "district", entry.district() == null ? null : quoted(entry.district()));
        add(lines, "year", entry.year());
        add(lines, "outlet", entry.outlet() == null ? null : quoted(entry.outlet()));
        add(lines, VALID_UNTIL, entry.validUntil());
        add(lines, WITHDRAWN_FROM, entry.withdrawnFrom());
        return lines;
    }

    private static void add(List<String> lines, String key, @Nullable Object value) {
        if (value != null) {
            lines.add("  " + key + ": " + value + "\n");
        }
    }

    private static String quoted(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (Character.isISOControl(point) || point == 0x2028 || point == 0x2029 || point == 0xfeff) {
                quoted.append(' ');
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }
}
