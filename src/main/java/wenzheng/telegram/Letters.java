package wenzheng.telegram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import wenzheng.conversation.Exchange;
import wenzheng.conversation.Feedback;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;

/** Puts replies into messages as a person reads them, with the buttons under them. Safe for use by many threads. */
final class Letters {

    /** What a button sends back, by its first letter; the reply's message id and a number may follow. */
    static final String SOURCE = "s";
    static final String SUGGESTION = "q";
    static final String UP = "u";
    static final String DOWN = "d";
    static final String DISTRICT = "p";

    /** The districts and the year that a line of facts begins with. */
    private static final Pattern LABEL = Pattern.compile("(.{1,200}?(?:）|\\)))[：:]\\s*(.+)");

    private static final Pattern MARKED = Pattern.compile("&quote=[^#]*");

    private static final int ROW = 4;
    private static final int LONGEST_BUTTON = 60;
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_ADDRESS = 600;

    private final MessageSource messages;
    private final @Nullable String base;

    /** @param base the address that links begin with; {@code null}: no links */
    Letters(MessageSource messages, @Nullable String base) {
        this.messages = messages;
        this.base = base;
    }

    /** The language of what is around a reply: the question's, as its reply has it; else that of the person's program. */
    static Locale locale(String question, boolean english) {
        long chinese = question.codePoints().filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN).count();
        long latin = question.codePoints().filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN).count();
        return chinese + latin == 0 ? locale(english) : locale(latin > 3 * chinese);
    }

    static Locale locale(boolean english) {
        return english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }

    String say(Locale locale, String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** The reply as HTML, in as many messages as it takes. */
    List<String> reply(GivenReply reply, Locale locale) {
        return reply(new RichText(), reply, locale);
    }

    /** The same below words of introduction. */
    List<String> reply(String introduction, GivenReply reply, Locale locale) {
        return reply(new RichText().add(introduction + "\n", "i"), reply, locale);
    }

    private List<String> reply(RichText text, GivenReply reply, Locale locale) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < reply.citations().size(); i++) {
            GivenReply.Cited cited = reply.citations().get(i);
            groups.computeIfAbsent(cited.district() + "/" + cited.year(), _ -> new ArrayList<>()).add(i);
        }
        boolean reworded = reply.wordedByModel() || reply.verifiedUntil() != null;
        List<List<Integer>> facts = reworded ? new ArrayList<>() : new ArrayList<>(groups.values());
        for (String line : reply.text().lines().filter(line -> !line.isBlank()).toList()) {
            List<Integer> proof = facts.stream()
                    .filter(group -> line.contains(reply.citations().get(group.getFirst()).quote()))
                    .findFirst()
                    .orElse(List.of());
            Matcher labelled = LABEL.matcher(line);
            if (proof.isEmpty() && labelled.matches()) {
                worded(text, line, labelled, reply.citations());
            } else if (proof.isEmpty()) {
                text.add(line + "\n");
            } else {
                facts.remove(proof);
                fact(text, line, reply.citations().get(proof.getFirst()).quote(), proof);
            }
        }
        if (!reply.citations().isEmpty()) {
            text.add("\n" + say(locale, "telegram.sources") + "\n");
            for (int i = 0; i < reply.citations().size(); i++) {
                source(text, i, reply.citations().get(i));
            }
        }
        return text.messages();
    }

    /** The same where the words are not the article's own: all that is cited of these districts and this year. */
    private static void worded(RichText text, String line, Matcher labelled, List<GivenReply.Cited> citations) {
        String label = labelled.group(1);
        String numbers = IntStream.range(0, citations.size())
                .filter(i -> citations.get(i).district() != null && label.contains(citations.get(i).district()))
                .filter(i -> citations.get(i).year() == null || label.contains(String.valueOf(citations.get(i).year())))
                .mapToObj(i -> "[%d]".formatted(i + 1))
                .collect(Collectors.joining());
        if (numbers.isEmpty()) {
            text.add(line + "\n");
        } else {
            text.add(labelled.group(2), "b").whole(" " + numbers + "\n").whole(label + "\n");
        }
    }

    /** The fact in bold, and below it the district and the year that the line begins with. */
    private static void fact(RichText text, String line, String quote, List<Integer> proof) {
        int at = line.indexOf(quote);
        int begin = at > 0 && line.charAt(at - 1) == '…' ? at - 1 : at;
        String label = line.substring(0, begin).replaceAll("[：:\\s]+$", "");
        String numbers = proof.stream().map(i -> "[%d]".formatted(i + 1)).collect(Collectors.joining());
        text.add(line.substring(begin), "b").whole(" " + numbers + "\n");
        if (!label.isEmpty()) {
            text.whole(label + "\n");
        }
    }

    private void source(RichText text, int index, GivenReply.Cited cited) {
        text.whole("[%d] ".formatted(index + 1));
        if (base == null) {
            text.whole(shortened(cited.title(), LONGEST_TITLE));
        } else {
            text.link(shortened(cited.title(), LONGEST_TITLE), address(cited));
        }
        String section = cited.section().isEmpty() ? "" : " · " + shortened(cited.section(), LONGEST_TITLE);
        text.whole(section + "\n");
    }

    /** A cited passage with its quote marked, and the way to the article. */
    List<String> passage(int index, GivenReply.Cited cited, Locale locale) {
        String[] around = cited.passage().split(Pattern.quote(cited.quote()), 2);
        RichText text = new RichText()
                .whole("[%d] %s\n".formatted(index + 1, shortened(cited.title(), LONGEST_TITLE)), "b")
                .add(cited.section().isEmpty() ? "" : cited.section() + "\n", "i")
                .add(around[0], "blockquote")
                .add(around.length == 1 ? "" : cited.quote(), "blockquote", "b", "u")
                .add(around.length == 1 ? "" : around[1], "blockquote");
        if (base != null) {
            text.add("\n").link(say(locale, "telegram.read"), address(cited));
        }
        return text.messages();
    }

    /** Of a long quote only the passage is named: what nobody reads should not part an answer. */
    private String address(GivenReply.Cited cited) {
        String whole = base + cited.address();
        return whole.length() <= LONGEST_ADDRESS ? whole : MARKED.matcher(whole).replaceFirst("");
    }

    /**
     * The buttons under a reply: one for each source, one for each suggestion, two to rate it.
     *
     * @param given what it was rated, {@code null} where it was not
     */
    List<List<Outgoing.Button>> buttons(Exchange exchange, Locale locale, Feedback.@Nullable Rating given) {
        GivenReply reply = exchange.reply();
        String turn = exchange.messageId();
        List<List<Outgoing.Button>> rows = new ArrayList<>();
        for (int first = 0; first < reply.citations().size(); first += ROW) {
            rows.add(IntStream.range(first, Math.min(first + ROW, reply.citations().size()))
                    .mapToObj(i -> button(say(locale, "telegram.source", i + 1), SOURCE, turn, i))
                    .toList());
        }
        for (int i = 0; i < reply.suggestions().size(); i++) {
            rows.add(List.of(button(shortened(reply.suggestions().get(i), LONGEST_BUTTON), SUGGESTION, turn, i)));
        }
        if (reply.status() == ReplyStatus.ANSWERED || reply.status() == ReplyStatus.NO_ANSWER) {
            String mark = say(locale, "telegram.rated");
            String up = say(locale, "telegram.up");
            String down = say(locale, "telegram.down");
            rows.add(List.of(
                    button(given == Feedback.Rating.UP ? up + mark : up, UP, turn, 0),
                    button(given == Feedback.Rating.DOWN ? down + mark : down, DOWN, turn, 0)));
        }
        return rows;
    }

    private static Outgoing.Button button(String text, String what, String turn, int number) {
        return new Outgoing.Button(text, "%s:%s:%d".formatted(what, turn, number));
    }

    /** A reply to choose in inline mode: whole, and each passage that proves it. */
    List<Outgoing.Result> results(GivenReply reply, Locale locale) {
        List<Outgoing.Result> results = new ArrayList<>();
        String first = reply(reply, locale).getFirst();
        String[] lines = RichText.plainOf(first).split("\n", 3);
        results.add(new Outgoing.Result(
                "reply",
                shortened(lines[0], LONGEST_TITLE),
                lines.length > 1 ? shortened(lines[1], LONGEST_TITLE) : "",
                first));
        for (int i = 0; i < reply.citations().size(); i++) {
            GivenReply.Cited cited = reply.citations().get(i);
            results.add(new Outgoing.Result(
                    "source" + i,
                    say(locale, "telegram.source", i + 1) + " " + shortened(cited.title(), LONGEST_TITLE),
                    shortened(cited.quote(), LONGEST_TITLE),
                    passage(i, cited, locale).getFirst()));
        }
        return results;
    }

    /** At most so many characters, none of them half. */
    static String shortened(String text, int limit) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.codePointCount(0, line.length()) <= limit) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, limit - 1)) + "…";
    }
}
