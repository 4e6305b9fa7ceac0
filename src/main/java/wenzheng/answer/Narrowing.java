package wenzheng.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Figure;
import wenzheng.language.Span;
import wenzheng.language.WordList;
import wenzheng.question.Ask;
import wenzheng.question.Place;
import wenzheng.question.Question;

/**
 * A noun of a question with the word that narrows it: 省市重点项目. All the 重点项目 of a sentence, or other ones, are
 * something else.
 *
 * @param signs any of them before the noun says the same
 * @param behind what follows the narrowing word in the question; the noun is as much of it as a sentence has
 */
record Narrowing(List<String> signs, String behind) {

    private record Word(Pattern pattern, List<String> signs) {}

    private static final List<Word> WORDS = WordList.read(Narrowing.class, "narrowing.txt").stream()
            .map(line -> line.split("\t"))
            .map(parts -> new Word(Pattern.compile("(?:" + parts[0] + ")的?(?=(\\p{IsHan}{2,6}))"), List.of(parts[1].split(" "))))
            .toList();

    private static final int SHORTEST_NOUN = 2;

    /** Characters before a noun among which the word that narrows it stands: 新建、续建中小学. */
    private static final int REACH = 6;

    /** Ends what may belong to a noun before it. */
    private static final Pattern BREAK = Pattern.compile(".*[,，。;；:：0-9]");

    /** Those of the ask's own clause where the question asks more than one thing. */
    static List<Narrowing> in(Question question, Ask ask) {
        String text = question.text();
        for (Place place : question.places()) {
            text = text.replace(place.written(), ",".repeat(place.written().length()));
        }
        Span clause = question.asks().size() > 1 ? ask.clause() : new Span(0, text.length());
        List<Narrowing> found = new ArrayList<>();
        for (Word word : WORDS) {
            word.pattern().matcher(text).results()
                    .filter(match -> clause.start() <= match.start() && match.end() <= clause.end())
                    .forEach(match -> found.add(new Narrowing(word.signs(), match.group(1))));
        }
        return found;
    }

    /**
     * Whether the noun that the figure is of, the last one before it, is narrowed in the same way.
     *
     * @return {@code null} where the sentence does not have the noun before the figure
     */
    @Nullable Boolean holdsOf(Sentence sentence, Figure figure) {
        String before = sentence.folded().substring(0, figure.span().end());
        for (int length = behind.length(); length >= SHORTEST_NOUN; length--) {
            int at = before.lastIndexOf(behind.substring(0, length));
            if (at >= 0) {
                String attribute = BREAK.matcher(before.substring(Math.max(0, at - REACH), at)).replaceFirst("");
                return signs.stream().anyMatch(attribute::contains);
            }
        }
        return null;
    }
}
