package wenzheng.search;

import java.util.List;
import wenzheng.question.Question;

/** Finds the passages likely to answer a question. Safe for use by many threads. */
public interface PassageRetriever {

    /**
     * @param limit at least 1
     * @return best first; ties fall to the lower passage id, so runs repeat; empty when nothing matches. An
     *     article's rank is that of its best passage.
     */
    List<RankedPassage> retrieve(Question question, int limit);
}
