package wenzheng.question;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wenzheng.language.Span;
import wenzheng.language.WordList;

/** Reads which kinds of fact a question asks for, by the patterns of {@code asks.txt}. */
final class AskReader {

    private record Rule(FactKind kind, Pattern pattern) {}

    private static final Pattern CLAUSE_END = Pattern.compile("[,，。;；!！?？\n]|[:：](?![0-9])|(?<=[一-龥]) (?=[一-龥])");

    private final List<Rule> rules = WordList.read(AskReader.class, "asks.txt").stream()
            .map(line -> line.split("\t", 2))
            .map(parts -> new Rule(FactKind.valueOf(parts[0]), Pattern.compile(parts[1])))
            .toList();

    /**
     * @param text folded
     * @return in the order asked, never empty; one whose kind is {@link FactKind#ANY} where nothing is asked
     */
    List<Ask> read(String text) {
        List<Ask> asks = new ArrayList<>();
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(text);
            while (matcher.find()) {
                Span word = new Span(matcher.start(), Math.max(matcher.end(), matcher.start() + 1));
                boolean taken = asks.stream()
                        .anyMatch(ask -> ask.word().start() < word.end() && word.start() < ask.word().end()
                                || ask.kind() == rule.kind() && !ask.kind().isFigure());
                if (!taken) {
                    asks.add(new Ask(rule.kind(), unit(matcher), word, clause(text, word)));
                }
            }
        }
        if (asks.isEmpty() && !text.isEmpty()) {
            Span whole = new Span(0, text.length());
            asks.add(new Ask(FactKind.ANY, "", whole, whole));
        }
        asks.sort(Comparator.comparingInt(ask -> ask.word().start()));
        return asks;
    }

    private static String unit(Matcher matcher) {
        if (!matcher.namedGroups().containsKey("unit")) {
            return "";
        }
        String unit = matcher.group("unit");
        return unit == null ? "" : unit;
    }

    private static Span clause(String text, Span word) {
        int start = 0;
        int end = text.length();
        Matcher ends = CLAUSE_END.matcher(text);
        while (ends.find()) {
            if (ends.end() <= word.start()) {
                start = ends.end();
            } else if (ends.start() >= word.end()) {
                end = ends.start();
                break;
            }
        }
        return new Span(start, end);
    }
}
