package wenzheng.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.language.Word;
import wenzheng.language.WordList;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.Place;
import wenzheng.question.Question;

/** Picks the words of a question that an answer should speak about. Safe for use by many threads. */
@Component
final class Terms {

    private static final Pattern CONTENT = Pattern.compile("n.*|v.*|j|l|i|gi?|g.*|b|a|an|ad|x|nx|s|f|z|t|d");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}年?|今年|去年|明年|前年");

    private final Segmenter segmenter;
    private final Rarity rarity;
    private final Map<String, List<String>> alternatives = new HashMap<>();
    private final Set<String> dropped;

    Terms(Segmenter segmenter, Rarity rarity) {
        this.segmenter = segmenter;
        this.rarity = rarity;
        for (String line : WordList.read(Question.class, "colloquial.txt")) {
            String[] parts = line.split("\t");
            alternatives.put(parts[0], List.of(parts[1].split(" ")));
        }
        dropped = new HashSet<>(WordList.read(Question.class, "function-words.txt"));
    }

    /** @return in the order of the question; may be empty */
    List<Term> of(Question question) {
        String text = question.text();
        boolean[] taken = new boolean[text.length()];
        for (Ask ask : question.asks()) {
            if (ask.kind() != FactKind.ANY) {
                take(taken, ask.word());
            }
        }
        for (Place place : question.places()) {
            for (int at = text.indexOf(place.written()); at >= 0; at = text.indexOf(place.written(), at + 1)) {
                take(taken, new Span(at, at + place.written().length()));
            }
        }
        List<Term> terms = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Figure figure : Figures.in(text)) {
            String written = figure.span().of(text);
            if (!overlaps(taken, figure.span()) && !YEAR.matcher(written).matches()) {
                take(taken, figure.span());
                terms.add(new Term(written, List.of(), rarity.of(written) * 0.7, figure.span()));
                seen.add(written);
            }
        }
        for (Word word : segmenter.words(text)) {
            if (!overlaps(taken, word.span()) && isContent(word) && seen.add(word.text())) {
                terms.add(term(word));
            }
        }
        return terms;
    }

    private Term term(Word word) {
        List<String> others = alternatives.getOrDefault(word.text(), List.of());
        double weight = rarity.of(word.text());
        if (word.nature().startsWith("v") || word.nature().startsWith("d") || word.nature().startsWith("a")) {
            weight *= 0.6;
        }
        if (word.text().length() == 1) {
            weight *= 0.5;
        }
        return new Term(word.text(), others, weight, word.span());
    }

    private boolean isContent(Word word) {
        return !dropped.contains(word.text())
                && CONTENT.matcher(word.nature()).matches()
                && !YEAR.matcher(word.text()).matches()
                && (word.text().length() >= 2
                        || alternatives.containsKey(word.text())
                        || word.nature().equals("n"));
    }

    private static void take(boolean[] taken, Span span) {
        for (int i = span.start(); i < Math.min(taken.length, span.end()); i++) {
            taken[i] = true;
        }
    }

    private static boolean overlaps(boolean[] taken, Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            if (taken[i]) {
                return true;
            }
        }
        return false;
    }
}
