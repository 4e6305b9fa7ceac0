package wenzheng.search;

import java.util.ArrayList;
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
        List<Token> tokens = cutter.cut(question.text());
        char[] rest = question.text().toCharArray();
        for (Token token : tokens) {
            if (QUESTION_WORDS.contains(token.text())) {
                Arrays.fill(rest, token.start(), token.end(), ' ');
            }
        }
        return new QuestionTerms(
                finest(tokens).stream().filter(word -> !QUESTION_WORDS.contains(word)).toList(),
                BigramCutter.cut(new String(rest)).stream().map(Token::text).toList(),
                question.meanings().stream()
                        .flatMap(meaning -> meaning.alternatives().stream())
                        .flatMap(alternative -> finest(cutter.cut(alternative)).stream())
                        .toList());
    }

    /** A word that has parts is looked for by them alone: 住房 and 公积金 would count twice beside 住房公积金. */
    private static List<String> finest(List<Token> tokens) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).text();
            Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
            boolean hasParts = next != null && next.stacked() && word.contains(next.text());
            if (!hasParts) {
                words.add(word);
            }
        }
        return words;
    }

    List<String> of(MatchField field) {
        return field.byWord() ? words : bigrams;
    }

    /** What else may stand for them in the field, and counts less. */
    List<String> besides(MatchField field) {
        return field.byWord() ? meanings : List.of();
    }
}
