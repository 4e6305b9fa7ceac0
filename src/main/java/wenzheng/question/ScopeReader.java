package wenzheng.question;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import wenzheng.language.WordList;

/** Tells policy questions from small talk, personal cases and what is to be refused. */
final class ScopeReader {

    private record Rule(Scope scope, Pattern pattern, boolean whole) {
        boolean isAllOf(String flat) {
            return pattern.matcher(flat).matches()
                    || pattern.matcher(GREETING.matcher(flat).replaceFirst("")).matches()
                    || pattern.matcher(ADDRESS.matcher(flat).replaceAll("")).matches();
        }
    }

    private static final Pattern CLAUSE_END = Pattern.compile("[,，。;；!！?？~…\n]+");

    private static final Pattern GREETING = Pattern.compile("^(?:你好|您好|hello|hi|hey|嗨|哈喽)[\\s,，!！。.]*(?=.)");

    /** Whom a clause speaks to, and what says no more than that it was heard, at its ends. */
    private static final Pattern ADDRESS = address(WordList.read(ScopeReader.class, "addresses.txt"));

    private final List<Rule> rules = WordList.read(ScopeReader.class, "scopes.txt").stream()
            .map(line -> {
                String[] parts = line.split("\t", 2);
                Scope scope = Scope.valueOf(parts[0]);
                String expression = parts[1];
                boolean whole = expression.startsWith("=");
                return new Rule(scope, Pattern.compile(whole ? expression.replaceAll("(^|\\|)=", "$1") : expression), whole);
            })
            .toList();

    /** @param words those that may only lead, behind a ^ */
    private static Pattern address(List<String> words) {
        String anywhere = words.stream().filter(word -> !word.startsWith("^")).collect(Collectors.joining("|"));
        String leading = words.stream().map(word -> word.replace("^", "")).collect(Collectors.joining("|"));
        return Pattern.compile("^(?:%s)+(?=.)|(?<=.)(?:%s)+$".formatted(leading, anywhere));
    }

    /** @param folded the utterance, folded */
    Scope read(String folded) {
        String flat = flat(folded);
        for (Rule rule : rules) {
            boolean matches = rule.whole() ? rule.isAllOf(flat) : rule.pattern().matcher(folded).find();
            if (matches) {
                return rule.scope();
            }
        }
        return together(folded);
    }

    /** Several utterances of small talk one after another (谢谢,再见) are what the last one is that says something. */
    private Scope together(String folded) {
        Scope last = Scope.POLICY;
        for (String clause : CLAUSE_END.split(folded)) {
            String flat = flat(clause);
            if (flat.isEmpty() || ADDRESS.matcher(flat + ".").replaceAll("").equals(".")) {
                continue;
            }
            Scope scope = rules.stream()
                    .filter(rule -> rule.whole() && rule.isAllOf(flat))
                    .map(Rule::scope)
                    .findFirst()
                    .orElse(Scope.POLICY);
            if (scope == Scope.POLICY) {
                return Scope.POLICY;
            }
            last = scope == Scope.CHATTER && last != Scope.POLICY ? last : scope;
        }
        return last;
    }

    /** Without punctuation at its ends and, but for English, blanks and marks within. */
    private static String flat(String folded) {
        String bare = folded.replaceAll("[\\s\\p{P}\\p{S}]+$|^[\\s\\p{P}\\p{S}]+", "");
        return bare.replaceAll("(?<![a-z])[\\s\\p{P}~]+|[\\s\\p{P}~]+(?![a-z])", "");
    }
}
