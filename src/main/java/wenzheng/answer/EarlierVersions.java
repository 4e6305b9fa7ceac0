package wenzheng.answer;

import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.question.Question;
import wenzheng.search.PassageRetriever;

/**
 * Names the earlier versions of a cited article where they say something else: a person who has read one of them should
 * not take the answer for wrong. What they say is not repeated, it no longer holds.
 */
@Component
public final class EarlierVersions {

    private static final int MOST = 2;

    private final PassageRetriever retriever;
    private final MessageSource messages;

    EarlierVersions(PassageRetriever retriever, MessageSource messages) {
        this.retriever = retriever;
        this.messages = messages;
    }

    /** @return the reply, with a line for each earlier version that differs */
    public Reply name(Question question, Reply reply) {
        if (!(reply instanceof Reply.Answered answer)) {
            return reply;
        }
        String lines = answer.citations().stream()
                .map(cited -> retriever.earlierThatDiffer(cited.article(), cited.passage(), cited.quote()))
                .flatMap(Collection::stream)
                .distinct()
                .limit(MOST)
                .map(older -> "\n" + line(question, older))
                .collect(Collectors.joining());
        return lines.isEmpty()
                ? reply
                : new Reply.Answered(answer.text() + lines, answer.spans(), answer.citations(), answer.suggestions());
    }

    private String line(Question question, Article older) {
        return messages.getMessage(
                "reply.answer.earlier-version",
                new Object[] {older.title(), older.id()},
                Wording.locale(question));
    }
}
