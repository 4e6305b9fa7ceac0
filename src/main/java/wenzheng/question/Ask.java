package wenzheng.question;

import java.util.Set;
import wenzheng.language.Progress;
import wenzheng.language.Span;

/**
 * One fact that a question asks for; a question may ask for several (一共多少所，其中当年建成几所？).
 *
 * @param unit the unit asked in ({@code 所} of 多少所), empty where none is said
 * @param word the interrogative in the question's text
 * @param frame the interrogative with what it measures, {@code 总投资额达到多少}; holds the word
 * @param clause the clause of the question's text around it
 * @param progress whether what is planned or what is done is asked for, and of which step; empty where nothing is said
 */
public record Ask(FactKind kind, String unit, Span word, Span frame, Span clause, Set<Progress> progress) {

    public Ask {
        progress = Set.copyOf(progress);
    }

    public Ask(FactKind kind, String unit, Span word, Span frame, Span clause) {
        this(kind, unit, word, frame, clause, Set.of());
    }
}
