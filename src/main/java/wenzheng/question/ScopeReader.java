package wenzheng.question;

import java.util.List;
import java.util.regex.Pattern;
import wenzheng.language.WordList;

/** Tells policy questions from small talk, personal cases and what is to be refused. */
final class ScopeReader {

    private record Rule(Scope scope, Pattern pattern, boolean whole) {}

    private static final Pattern GREETING = Pattern.compile("^(?:你好|您好|hello|hi|hey|嗨|哈喽)[\\s,，!！。.]*(?=.)");

    private final List<Rule> rules = WordList.read(ScopeReader.class, "scopes.txt").stream()
            .map(line -> {
                String[] parts = line.split("\t", 2);
                Scope scope = Scope.valueOf(parts[0]);
                String expression = parts[1];
                boolean whole = expression.startsWith("=");
                return new Rule(scope, Pattern.compile(whole ? expression.replaceAll("(^|\\|)=", "$1") : expression), whole);
            })
            .toList();

    /** @param folded the utterance, folded */
    Scope read(String folded) {
        String bare = folded.replaceAll("[\\s\\p{P}\\p{S}]+$|^[\\s\\p{P}\\p{S}]+", "");
        String flat = bare.replaceAll("(?<![a-z])[\\s\\p{P}~]+|[\\s\\p{P}~]+(?![a-z])", "");
        String afterGreeting = GREETING.matcher(flat).replaceFirst("");
        for (Rule rule : rules) {
            boolean matches = rule.whole()
                    ? rule.pattern().matcher(flat).matches() || rule.pattern().matcher(afterGreeting).matches()
                    : rule.pattern().matcher(folded).find();
            if (matches) {
                return rule.scope();
            }
        }
        return Scope.POLICY;
    }
}
