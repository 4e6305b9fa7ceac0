package wenzheng.telegram;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text with a few styles, written as the HTML that Telegram takes; everything in it is escaped. Not thread-safe. */
final class RichText {

    /** What Telegram takes in one message. The HTML is held below it, so the text it stands for is all the more. */
    static final int LIMIT = 4096;

    private static final String ENDS = "。！？!?；;…\n";
    private static final String CLOSERS = "”’」』）)】》\"'";

    /** Turn the direction of the text after them; a title or a quote has no use for them. */
    private static final Pattern DIRECTIONS = Pattern.compile("[\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    /** @param whole whether it stays in one message, together with what stands before it in its line */
    private record Run(String text, List<String> tags, boolean whole) {}

    private final List<Run> runs = new ArrayList<>();

    /** @param tags the styles it has, outermost first: {@code b}, {@code u}, {@code blockquote} */
    RichText add(String text, String... tags) {
        return add(new Run(plain(text), List.of(tags), false));
    }

    /** Adds what must not be torn, such as the number of a source. */
    RichText whole(String text, String... tags) {
        return add(new Run(plain(text), List.of(tags), true));
    }

    RichText link(String text, String address) {
        return whole(text, "a href=\"" + escape(address) + "\"");
    }

    private RichText add(Run run) {
        if (!run.text().isEmpty()) {
            runs.add(run);
        }
        return this;
    }

    private static String plain(String text) {
        return DIRECTIONS.matcher(text).replaceAll("");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** The message that HTML of this class stands for, without its styles. */
    static String plainOf(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    /** The text as messages that Telegram takes, cut where a sentence ends if at all possible; none of them blank. */
    List<String> messages() {
        StringBuilder joined = new StringBuilder();
        runs.forEach(run -> joined.append(run.text()));
        String text = joined.toString();
        List<String> messages = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = furthest(from, text.length());
            if (to < text.length()) {
                to = cut(text, from, to);
            }
            if (!text.substring(from, to).isBlank()) {
                messages.add(render(from, to).strip());
            }
            from = to;
        }
        return messages;
    }

    private int furthest(int from, int end) {
        int low = from + 1;
        int high = Math.min(end, from + LIMIT - 1);
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (render(from, middle).length() < LIMIT) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The last good place to cut in {@code (from, to]}: after a sentence; else between two characters. */
    private int cut(String text, int from, int to) {
        for (int at = to; at > from; at--) {
            if (isSentenceEnd(text, at) && !isTorn(text, at)) {
                return at;
            }
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int at = characters.isBoundary(to) ? to : characters.preceding(to);
        return at > from ? at : to;
    }

    private static boolean isSentenceEnd(String text, int at) {
        int last = at - 1;
        while (last > 0 && CLOSERS.indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        boolean more = at < text.length() && (CLOSERS + ENDS.strip()).indexOf(text.charAt(at)) >= 0;
        return ENDS.indexOf(text.charAt(last)) >= 0 && !more;
    }

    /** Whether a cut there would tear what is whole, or part it from what it follows in its line. */
    private boolean isTorn(String text, int at) {
        int start = 0;
        for (Run run : runs) {
            int end = start + run.text().length();
            boolean follows = at == start && at > 0 && text.charAt(at - 1) != '\n';
            if (run.whole() && (start < at && at < end || follows)) {
                return true;
            }
            start = end;
        }
        return false;
    }

    /** The characters {@code [from, to)} as HTML, every style closed that is opened. */
    private String render(int from, int to) {
        StringBuilder html = new StringBuilder();
        List<String> open = new ArrayList<>();
        int start = 0;
        for (Run run : runs) {
            int end = start + run.text().length();
            int first = Math.max(from, start);
            int last = Math.min(to, end);
            if (first < last) {
                int shared = 0;
                while (shared < open.size()
                        && shared < run.tags().size()
                        && open.get(shared).equals(run.tags().get(shared))) {
                    shared++;
                }
                close(html, open, shared);
                for (String tag : run.tags().subList(shared, run.tags().size())) {
                    html.append('<').append(tag).append('>');
                    open.add(tag);
                }
                html.append(escape(run.text().substring(first - start, last - start)));
            }
            start = end;
        }
        close(html, open, 0);
        return html.toString();
    }

    private static void close(StringBuilder html, List<String> open, int keep) {
        while (open.size() > keep) {
            html.append("</").append(open.removeLast().split(" ")[0]).append('>');
        }
    }
}
