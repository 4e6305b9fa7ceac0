package wenzheng.question;

import java.util.List;
import java.util.Set;

/**
 * An utterance understood: the question it asks, on its own, without the turns before it.
 *
 * @param utterance what the person wrote
 * @param text the question to search with: folded, follow-up resolved, slips mended
 * @param scope anything but {@link Scope#POLICY} is replied to without a search
 * @param kinds the facts asked for, in the order asked; never empty
 * @param districts full names of the districts asked about; empty where none is named or carried over
 * @param years the years asked about; empty where none is
 * @param language the language to reply in
 */
public record Question(
        String utterance,
        String text,
        Scope scope,
        List<FactKind> kinds,
        Set<String> districts,
        Set<Integer> years,
        Language language) {

    public enum Language { CHINESE, ENGLISH }

    public Question {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a question asks for at least one kind of fact, ANY if unknown");
        }
        kinds = List.copyOf(kinds);
        districts = Set.copyOf(districts);
        years = Set.copyOf(years);
    }

    /** A question about anything, anywhere, at any time: the text as it stands. */
    public static Question of(String text) {
        return new Question(
                text, text, Scope.POLICY, List.of(FactKind.ANY), Set.of(), Set.of(), Language.CHINESE);
    }
}
