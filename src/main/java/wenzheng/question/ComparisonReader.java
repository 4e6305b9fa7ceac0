package wenzheng.question;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import wenzheng.language.WordList;

/** Reads what a question wants done with several figures, by the patterns of {@code comparisons.txt}. */
final class ComparisonReader {

    private record Rule(Comparison comparison, boolean amongSeveral, Pattern pattern) {}

    private final List<Rule> rules = WordList.read(ComparisonReader.class, "comparisons.txt").stream()
            .map(line -> line.split("\t"))
            .map(parts -> new Rule(Comparison.valueOf(parts[0]), parts[1].equals("several"), Pattern.compile(parts[2])))
            .toList();

    /**
     * @param text folded
     * @param several whether the question names several districts or years
     */
    Set<Comparison> read(String text, boolean several) {
        Set<Comparison> found = EnumSet.noneOf(Comparison.class);
        rules.stream()
                .filter(rule -> several || !rule.amongSeveral())
                .filter(rule -> rule.pattern().matcher(text).find())
                .forEach(rule -> found.add(rule.comparison()));
        return found;
    }
}
