package wenzheng.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import wenzheng.language.Figures;
import wenzheng.language.Folding;

/**
 * No answer leaves with a number or date that stands neither in a quote it cites nor in the label of one. Safe for
 * use by many threads.
 */
@Component
final class FigureLock {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:[.,][0-9]+)*");

    private final Wording wording;
    private final Counter held;

    FigureLock(Wording wording, MeterRegistry metrics) {
        this.wording = wording;
        this.held = Counter.builder("wenzheng.figure.lock.held")
                .description("Answers held back because a figure in them had no support")
                .register(metrics);
    }

    /** @return the answer itself, or an abstention where one of its figures has no support */
    Reply check(Reply.Answered answer) {
        if (unsupported(answer).isEmpty()) {
            return answer;
        }
        held.increment();
        return wording.unproven();
    }

    /** The figures of the text that no quote and no label holds. */
    static List<String> unsupported(Reply.Answered answer) {
        Set<String> supported = new HashSet<>();
        for (Citation citation : answer.citations()) {
            supported.addAll(figures(citation.quote()));
            if (citation.article().district() != null) {
                supported.addAll(figures(citation.article().district()));
            }
            if (citation.vintage() != null) {
                supported.add(citation.vintage() + "年");
                supported.add(String.valueOf(citation.vintage()));
            }
        }
        List<String> unsupported = new ArrayList<>(figures(answer.text()));
        unsupported.removeAll(supported);
        return unsupported;
    }

    private static Set<String> figures(String text) {
        String folded = Folding.fold(text);
        Set<String> figures = new HashSet<>();
        Figures.in(folded).forEach(figure -> figures.add(figure.span().of(folded)));
        NUMBER.matcher(folded).results().forEach(number -> figures.add(number.group()));
        return figures;
    }
}
