package wenzheng.answer;

/**
 * A question that an article answers, worded from the article alone.
 *
 * @param passage the number of the passage that answers
 * @param answer the part of the passage that answers: a figure; empty where all of it does
 */
public record FactQuestion(String text, String articleId, int passage, String answer) {

    /** Whether a reply to the question gives this answer: only then may the question be put into somebody's mouth. */
    public boolean isAnsweredBy(Reply reply) {
        return reply instanceof Reply.Answered answered
                && answered.citations().stream()
                        .anyMatch(citation -> citation.article().id().equals(articleId)
                                && citation.passage().number() == passage
                                && citation.quote().contains(answer));
    }
}
