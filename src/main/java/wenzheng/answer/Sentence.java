package wenzheng.answer;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Figure;
import wenzheng.language.Progress;
import wenzheng.language.Span;
import wenzheng.question.Period;

/**
 * A sentence of a passage as answers are looked for in it.
 *
 * @param span its place in the passage's text
 * @param folded its text, folded; offsets are those of the sentence
 * @param facts its figures with what they are of, in reading order
 * @param vintage the year it speaks about, {@code null} where unknown
 * @param named further years it names, deadlines among them
 * @param plan the years of the five-year plan that it belongs to by the title, the headings or what stands before it
 * @param progress whether it speaks of what is planned or done, and of which step
 */
record Sentence(
        Article article,
        Passage passage,
        Span span,
        String folded,
        List<Span> clauses,
        List<Fact> facts,
        @Nullable Integer vintage,
        List<Integer> named,
        Set<Integer> plan,
        Set<Progress> progress) {

    List<Figure> figures() {
        return facts.stream().map(Fact::figure).toList();
    }

    /** Its words as published. */
    String text() {
        return span.of(passage.text());
    }

    /** Whether it only announces or asks what the sentences behind it say. */
    boolean opens() {
        return asks() || Signs.OPENS.isIn(folded);
    }

    boolean asks() {
        return Signs.ASKS.isIn(folded);
    }

    /** Whether it may answer for that time: of its years, or of an unknown one; what is asked as of today may be older. */
    boolean mayBeOf(Period period) {
        return period.relative()
                || period.isUnspecified()
                || vintage == null
                || period.years().stream().anyMatch(this::speaksOf)
                || period.reading() == Period.Reading.SPAN && period.years().stream().anyMatch(plan::contains);
    }

    boolean speaksOf(int year) {
        return vintage != null && vintage == year || named.contains(year);
    }
}
