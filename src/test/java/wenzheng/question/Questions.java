package wenzheng.question;

import java.util.List;
import java.util.Set;
import wenzheng.language.Folding;
import wenzheng.language.Span;

/** Questions for tests that need none read. */
public final class Questions {

    private Questions() {}

    /** About anything, anywhere, at any time: the text as it stands. */
    public static Question plain(String text) {
        Span whole = new Span(0, Math.max(1, text.length()));
        return new Question(
                text,
                Folding.fold(text),
                Scope.POLICY,
                List.of(new Ask(FactKind.ANY, "", whole, whole, whole)),
                List.of(),
                List.of(),
                false,
                Period.UNSPECIFIED,
                Set.of(),
                Question.Language.CHINESE,
                List.of());
    }
}
