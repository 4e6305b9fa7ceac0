package wenzheng.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wenzheng.language.ChineseNumerals;
import wenzheng.language.Folding;
import wenzheng.language.Segmenter;
import wenzheng.language.Word;
import wenzheng.language.WordList;

/**
 * Tokens of words: each word, the shorter words in it, and for a Chinese numeral before a unit its Arabic value, all
 * at the position of the word. Nothing is replaced, since 二七区 and 四中 are names.
 */
final class WordCutter {

    private static final Pattern NUMERAL = Pattern.compile("[零〇一二两三四五六七八九十百千万亿]+");

    private final Segmenter segmenter;
    private final Set<String> units = Set.copyOf(WordList.read(WordCutter.class, "units.txt"));

    WordCutter(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    List<Token> cut(String text) {
        String folded = Folding.fold(text);
        List<Token> tokens = new ArrayList<>();
        int wordEnd = 0;
        for (Word word : segmenter.wordsAndParts(folded)) {
            if (!Character.isLetterOrDigit(word.text().codePointAt(0))) {
                continue;
            }
            int start = word.span().start();
            int end = word.span().end();
            tokens.add(new Token(word.text(), start, end, end <= wordEnd));
            if (end > wordEnd) {
                value(folded, word, tokens);
            }
            wordEnd = Math.max(wordEnd, end);
        }
        return tokens;
    }

    private void value(String folded, Word word, List<Token> tokens) {
        Matcher numeral = NUMERAL.matcher(word.text());
        if (!numeral.lookingAt()) {
            return;
        }
        String rest = folded.substring(word.span().start() + numeral.end());
        if (units.stream().anyMatch(rest::startsWith)) {
            ChineseNumerals.parse(numeral.group()).ifPresent(value -> tokens.add(new Token(
                    value.toPlainString(), word.span().start(), word.span().start() + numeral.end(), true)));
        }
    }
}
