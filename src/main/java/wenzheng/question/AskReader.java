package wenzheng.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import wenzheng.language.Progress;
import wenzheng.language.Sentences;
import wenzheng.language.Span;
import wenzheng.language.WordList;

/** Reads which kinds of fact a question asks for, by the patterns of {@code asks.txt}. */
final class AskReader {

    private record Rule(FactKind kind, Pattern pattern) {}

    private static final Pattern CLAUSE_END = Pattern.compile("[,，。;；!！?？\n]|(?<![0-9])[:：]|[:：](?![0-9])|(?<=[一-龥]) (?=[一-龥])");

    /** Words of {@code interrogatives.txt}, the longer first. */
    private static final Pattern INTERROGATIVE = Pattern.compile(
            WordList.read(AskReader.class, "interrogatives.txt").stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .collect(Collectors.joining("|")));

    private static final Set<Progress> OUTLOOK = EnumSet.of(Progress.PLANNED, Progress.ACHIEVED);

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
        boolean[] taken = new boolean[text.length()];
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(text);
            while (matcher.find()) {
                boolean free = matcher.end() > matcher.start();
                for (int i = matcher.start(); i < matcher.end(); i++) {
                    free &= !taken[i];
                }
                if (!free) {
                    continue;
                }
                Span frame = new Span(matcher.start(), matcher.end());
                boolean again = asks.stream().anyMatch(ask -> ask.kind() == rule.kind()
                        && !ask.kind().isFigure()
                        && !Sentences.areApart(text, ask.frame(), frame));
                if (!again) {
                    Arrays.fill(taken, frame.start(), frame.end(), true);
                    Span word = interrogative(text, frame.start(), frame.end());
                    asks.add(new Ask(rule.kind(), unit(matcher), word, frame, clause(text, word)));
                }
            }
        }
        if (asks.isEmpty() && !text.isEmpty()) {
            Span whole = new Span(0, text.length());
            asks.add(new Ask(FactKind.ANY, "", whole, whole, whole));
        }
        asks.sort(Comparator.comparingInt(ask -> ask.word().start()));
        return apart(text, asks);
    }

    /** Without what it is asked of, which says what is sought: of 总投资额达到多少 the 多少. */
    private static Span interrogative(String text, int start, int end) {
        Matcher matcher = INTERROGATIVE.matcher(text).region(start, end);
        return new Span(matcher.find() ? matcher.start() : start, end);
    }

    /** Whether the ask only names what it asks for, without a word that asks: 固定资产投资呢. */
    static boolean onlyNames(Ask ask, String text) {
        return !INTERROGATIVE.matcher(ask.frame().of(text)).find();
    }

    private static String unit(Matcher matcher) {
        if (!matcher.namedGroups().containsKey("unit")) {
            return "";
        }
        String unit = matcher.group("unit");
        return unit == null ? "" : unit;
    }

    /** Where one clause asks several things, 停车场几处、公厕几座, each has its part of it. */
    private static List<Ask> apart(String text, List<Ask> asks) {
        List<Ask> apart = new ArrayList<>();
        for (int i = 0; i < asks.size(); i++) {
            Ask ask = asks.get(i);
            int start = ask.clause().start();
            int end = ask.clause().end();
            if (i > 0 && asks.get(i - 1).word().start() >= start) {
                int mark = between(text, asks.get(i - 1), ask);
                start = mark < 0 ? start : text.charAt(mark) == '、' ? mark + 1 : mark;
            }
            if (i + 1 < asks.size() && asks.get(i + 1).word().end() <= end) {
                int mark = between(text, ask, asks.get(i + 1));
                end = mark < 0 ? end : mark;
            }
            Span own = new Span(start, end);
            apart.add(new Ask(ask.kind(), ask.unit(), ask.word(), ask.frame(), own, progress(text, own)));
        }
        return apart;
    }

    /**
     * Where the part of the one ends and that of the next begins: at 、, and without it behind the one where what is
     * asked of stands before (新建几所续建几所), before the next where it stands after (几时开工几时竣工).
     *
     * @return -1 where they have no parts of their own
     */
    private static int between(String text, Ask one, Ask next) {
        int mark = text.indexOf('、', one.word().end());
        if (mark >= 0 && mark < next.word().start()) {
            return mark;
        }
        boolean apart = one.kind() == next.kind() && next.word().start() - one.word().end() >= 2;
        boolean behind = next.clause().end() - next.word().end() >= 2;
        return !apart ? -1 : behind ? next.word().start() : one.word().end();
    }

    /** What the clause says, or, where it says of neither, whether the whole speaks of what is planned or done. */
    private static Set<Progress> progress(String text, Span clause) {
        Set<Progress> own = Progress.in(clause.of(text));
        boolean said = own.contains(Progress.PLANNED) || own.contains(Progress.ACHIEVED);
        if (!said) {
            Set<Progress> whole = EnumSet.copyOf(OUTLOOK);
            whole.retainAll(Progress.in(text));
            own.addAll(whole.size() == 1 ? whole : Set.of());
        }
        return own;
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
