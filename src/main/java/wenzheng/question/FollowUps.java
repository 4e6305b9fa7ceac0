package wenzheng.question;

import java.util.List;
import java.util.regex.Pattern;
import wenzheng.language.Segmenter;
import wenzheng.language.Word;

/**
 * Makes a question that leans on the one before it stand on its own: another district or year (那中原区呢？), the same
 * fact of another thing (背街小巷的呢), something that belongs to what was asked (其中建成几所？).
 */
final class FollowUps {

    /** Longest part of an earlier question that is carried along, in characters; its beginning goes first. */
    private static final int CARRIED = 80;

    private static final Pattern ANAPHOR = Pattern.compile(
            "它们?|他们?|她们?|其中|同一?批|一起|一同|一并|这(?:个|些|批|项|家|条|所|处|里|事|笔|次)|那(?:个|些|批|项|家|条|所|处|里|笔|次)"
                    + "|该(?:项目|工程|区|板块|园)|上述|刚才|前面(?!的?路)|另外(?:几|的|那)|还有(?:呢|哪些|几|多少|别的)|后者|前者|此外还|同样|都是(?:谁|哪)");
    private static final Pattern SAME_FACT = Pattern.compile("(?:呢|又如何|又怎样|也是吗|怎么样)[?？。!！ ]*$");

    /** Parts of speech that carry a topic: nouns, names, verbs with a noun's use, idioms, letters. */
    private static final Pattern TOPICAL = Pattern.compile("n.*|v|vn|vi|nz|j|l|i|gi?|g.*|b|a|an|x|nx|s");

    private final Segmenter segmenter;
    private final AskReader askReader;
    private final FunctionWords functionWords;

    FollowUps(Segmenter segmenter, AskReader askReader, FunctionWords functionWords) {
        this.segmenter = segmenter;
        this.askReader = askReader;
        this.functionWords = functionWords;
    }

    /** @param previous the last question before it, resolved */
    Question resolve(Question question, Question previous) {
        boolean placed = !question.places().isEmpty();
        boolean dated = !question.period().isSilent();
        boolean topical = hasTopic(question);
        boolean leans = ANAPHOR.matcher(question.text()).find();
        if (!topical && (placed || dated)) {
            return again(question, previous, carried(question, previous), 0);
        }
        if (!topical || leans) {
            String topic = tail(carried(question, previous)) + ",";
            return again(question, previous, topic + question.text(), topic.length());
        }
        if (question.asks(FactKind.ANY) && SAME_FACT.matcher(question.text()).find()) {
            StringBuilder asked = new StringBuilder(question.text().replaceAll(SAME_FACT.pattern(), ""));
            previous.asks().forEach(ask -> asked.append(ask.word().of(previous.text())));
            return again(question, previous, asked.toString(), 0);
        }
        return placed
                ? question
                : question.with(
                        previous.places().stream().map(Place::carried).toList(),
                        question.period(),
                        question.text(),
                        question.asks());
    }

    /** @param own where in the text this question's own words begin; what is asked before does not count */
    private Question again(Question question, Question previous, String text, int own) {
        List<Place> places = question.places().isEmpty() ? previous.places() : question.places();
        Period period = question.period().orElse(previous.period());
        List<Ask> asks = askReader.read(text);
        List<Ask> asked = asks.stream().filter(ask -> ask.word().start() >= own).toList();
        return question.with(places, period, text, asked.isEmpty() ? asks : asked);
    }

    /** The previous question, with the districts and years of this one in place of its own where this one has some. */
    private static String carried(Question question, Question previous) {
        StringBuilder text = new StringBuilder();
        question.places().forEach(place -> text.append(place.written()));
        if (question.period().reading() == Period.Reading.NAMED) {
            question.period().years().stream().sorted().forEach(year -> text.append(year).append('年'));
        }
        String carried = question.places().isEmpty() ? previous.text() : withoutPlaces(previous);
        return text + (question.period().isSilent() ? carried : PeriodReader.without(carried));
    }

    private static String withoutPlaces(Question question) {
        String text = question.text();
        for (Place place : question.places()) {
            text = text.replace(place.written(), "");
        }
        return text;
    }

    /** The text without its districts and years. */
    private static String bare(Question question) {
        return PeriodReader.without(withoutPlaces(question)).replaceFirst("^(?:那么?|的|在|,|，)+", "");
    }

    private static String tail(String text) {
        return text.length() <= CARRIED ? text : text.substring(text.length() - CARRIED);
    }

    private boolean hasTopic(Question question) {
        String bare = bare(question);
        StringBuilder rest = new StringBuilder(bare);
        askReader.read(bare).stream()
                .filter(ask -> ask.kind() != FactKind.ANY)
                .forEach(ask -> {
                    for (int i = ask.frame().start(); i < ask.frame().end(); i++) {
                        rest.setCharAt(i, ' ');
                    }
                });
        return segmenter.words(rest.toString()).stream().anyMatch(this::isTopical);
    }

    private boolean isTopical(Word word) {
        return word.text().length() >= 2
                && TOPICAL.matcher(word.nature()).matches()
                && !functionWords.contains(word.text());
    }
}
