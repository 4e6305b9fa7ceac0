package wenzheng.question;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wenzheng.language.Progress;
import wenzheng.language.Segmenter;
import wenzheng.language.Word;
import wenzheng.language.WordList;

/**
 * Makes a question that leans on the one before it stand on its own: another district or year (那中原区呢？), the same
 * fact of another thing (背街小巷的呢), something that belongs to what was asked (其中建成几所？).
 */
final class FollowUps {

    /** Longest part of an earlier question that is carried along, in characters; its beginning goes first. */
    private static final int CARRIED = 80;

    private enum Lean { ANAPHOR, SAME_FACT, AGAIN, ALL_DISTRICTS, BESIDE, OWN_DISTRICT }

    private static final Map<Lean, List<Pattern>> LEANS = WordList.read(FollowUps.class, "follow-ups.txt").stream()
            .map(line -> line.split("\t"))
            .collect(Collectors.groupingBy(
                    parts -> Lean.valueOf(parts[0]),
                    Collectors.mapping(parts -> Pattern.compile(parts[1]), Collectors.toList())));

    private static final Pattern EDGES = Pattern.compile("^[\\s\\p{P}]+|[\\s\\p{P}]+$");

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

    /**
     * @param said the utterance, folded, before it was read for terms or mended
     * @param previous the last question before it, resolved
     */
    Question resolve(Question question, String said, Question previous) {
        String bare = EDGES.matcher(said).replaceAll("");
        if (LEANS.get(Lean.AGAIN).stream().anyMatch(again -> again.matcher(bare).matches())) {
            return question.with(previous.places(), previous.period(), previous.text(), previous.asks());
        }
        boolean placed = !question.places().isEmpty();
        boolean dated = !question.period().isSilent();
        List<Word> words = rest(question);
        boolean topical = words.stream().anyMatch(this::isTopical);
        boolean tells = words.stream().anyMatch(FollowUps::isDeed);
        boolean leans = is(Lean.ANAPHOR, question);
        if (!topical && placed && is(Lean.BESIDE, question)) {
            List<Place> both = Stream.concat(previous.places().stream(), question.places().stream()).toList();
            String text = previous.text() + "," + question.text();
            return question.with(both, question.period().orElse(previous.period()), text, previous.asks());
        }
        if (!topical && is(Lean.ALL_DISTRICTS, question)) {
            String topic = tail(withoutPlaces(previous)) + ",";
            Question everywhere = previous.with(List.of(), previous.period(), topic, previous.asks());
            return again(question, everywhere, topic + question.text(), topic.length());
        }
        if (!topical && !tells && (placed || dated)) {
            return again(question, previous, carried(question, previous), 0);
        }
        if (!topical || leans) {
            String topic = tail(carried(question, told(previous))) + ",";
            return again(question, previous, topic + question.text(), topic.length());
        }
        boolean open = question.asks(FactKind.ANY) || isMeasured(question, previous);
        if (open && is(Lean.SAME_FACT, question)) {
            StringBuilder asked = new StringBuilder(question.text());
            LEANS.get(Lean.SAME_FACT).forEach(same ->
                    asked.replace(0, asked.length(), same.matcher(asked).replaceAll("")));
            previous.asks().forEach(ask -> asked.append(asking(ask, previous.text())));
            return again(question, previous, asked.toString(), 0);
        }
        return placed
                ? question
                : question.with(
                        previous.places().stream()
                                .map(question.ofOwnDistrict() ? Place::certain : Place::carried)
                                .toList(),
                        question.period(),
                        question.text(),
                        question.asks());
    }

    /** Whether it only names what has a growth or a share, as the question before asked for: 固定资产投资呢 is no sum. */
    private static boolean isMeasured(Question question, Question previous) {
        return previous.asks().stream().allMatch(ask -> ask.kind() == FactKind.SHARE)
                && question.asks().stream().allMatch(ask -> AskReader.onlyNames(ask, question.text()));
    }

    /** The text without what it says of the person's own district: 我们区都修哪些路. */
    String withoutOwnDistrict(String text) {
        String rest = text;
        for (Pattern own : LEANS.get(Lean.OWN_DISTRICT)) {
            rest = own.matcher(rest).replaceAll("");
        }
        return rest;
    }

    boolean asksAboutAllDistricts(Question question) {
        return is(Lean.ALL_DISTRICTS, question);
    }

    /** The question before as a statement: what it asked is asked no more. */
    private static Question told(Question previous) {
        StringBuilder text = new StringBuilder(previous.text());
        previous.asks().stream()
                .filter(ask -> ask.kind() != FactKind.ANY)
                .sorted(Comparator.comparingInt(ask -> -ask.word().start()))
                .forEach(ask -> text.delete(ask.word().start(), ask.word().end()));
        String told = text.toString().replaceAll("[?？]+", "");
        return told.isBlank()
                ? previous
                : previous.with(previous.places(), previous.period(), told, previous.asks());
    }

    private static boolean is(Lean lean, Question question) {
        return LEANS.get(lean).stream().anyMatch(pattern -> pattern.matcher(question.text()).find());
    }

    /** The interrogative that asks the same of another thing, which is counted in its own unit. */
    private static String asking(Ask ask, String text) {
        return switch (ask.kind()) {
            case COUNT -> "多少";
            case LIST -> "哪些";
            case ANY -> "";
            case SHARE -> ask.frame().of(text);
            default -> ask.word().of(text);
        };
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

    /** The words of a question without its district, time and what asks. */
    private List<Word> rest(Question question) {
        String bare = bare(question);
        StringBuilder rest = new StringBuilder(bare);
        askReader.read(bare).stream()
                .filter(ask -> ask.kind() != FactKind.ANY)
                .forEach(ask -> {
                    for (int i = ask.frame().start(); i < ask.frame().end(); i++) {
                        rest.setCharAt(i, ' ');
                    }
                });
        return segmenter.words(rest.toString());
    }

    /** What is done with a thing named before: 完工, 投用. */
    private static boolean isDeed(Word word) {
        return word.nature().startsWith("v") && word.text().length() >= 2 && !Progress.in(word.text()).isEmpty();
    }

    private boolean isTopical(Word word) {
        return word.text().length() >= 2
                && !isDeed(word)
                && TOPICAL.matcher(word.nature()).matches()
                && !functionWords.contains(word.text());
    }
}
