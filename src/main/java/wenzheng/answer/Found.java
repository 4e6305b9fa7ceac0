package wenzheng.answer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import wenzheng.language.Figure;
import wenzheng.question.Period;
import wenzheng.search.RankedPassage;

/**
 * What a question is answered from.
 *
 * @param everywhere all passages found, best first
 * @param passages those of them that the locality admits
 * @param readings what the trained reader made of the passages; empty where there is none
 * @param told the figures that answered what the question asked before: 其中多少 asks for another
 */
record Found(
        Locality locality,
        Period period,
        List<RankedPassage> everywhere,
        List<RankedPassage> passages,
        Readings readings,
        Map<Sentence, Set<Figure>> told) {

    /** The same for what the question asks next. */
    Found after(Map<Sentence, Set<Figure>> told) {
        return new Found(locality, period, everywhere, passages, readings, told);
    }

    /** The same as far as it is of that place and time. */
    Found of(Locality locality, Period period, List<RankedPassage> passages) {
        return new Found(locality, period, everywhere, passages, readings, told);
    }

    boolean isTold(Sentence sentence, Figure figure) {
        return told.getOrDefault(sentence, Set.of()).contains(figure);
    }
}
