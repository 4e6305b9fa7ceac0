package wenzheng.search;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import wenzheng.language.WordList;
import wenzheng.question.Question;

/**
 * What of a question is looked for: its words and bigrams without the words that only make it a question.
 *
 * @param meanings the articles' words for its everyday expressions
 */
record QuestionTerms(List<String> words, List<String> bigrams, List<String> meanings) {

    private static final Set<String> QUESTION_WORDS =
            Set.copyOf(WordList.read(QuestionTerms.class, "question-words.txt"));

    static QuestionTerms of(Question question, WordCutter cutter) {
        String text = question.text();
        List<Token> tokens = cutter.cut(text);
        char[] rest = text.toCharArray();
        for (Token token : tokens) {
            if (QUESTION_WORDS.contains(token.text())) {
                Arrays.fill(rest, token.start(), token.end(), ' ');
            }
        }
        return new QuestionTerms(
                tokens.stream().map(Token::text).filter(word -> !QUESTION_WORDS.contains(word)).toList(),
                BigramCutter.cut(new String(rest)).stream().map(Token::text).toList(),
                question.meanings().stream()
                        .flatMap(meaning -> meaning.alternatives().stream())
                        .flatMap(alternative -> cutter.cut(alternative).stream())
                        .map(Token::text)
                        .toList());
    }

    List<String> of(MatchField field) {
        return field.byWord() ? words : bigrams;
    }

    /** What else may stand for them in the field, and counts less. */
    List<String> besides(MatchField field) {
        return field.byWord() ? meanings : List.of();
    }
}
