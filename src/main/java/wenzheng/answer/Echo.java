package wenzheng.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Folding;
import wenzheng.language.Names;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.language.Word;
import wenzheng.question.Question;

/** What a reply repeats of a question that nothing answers: the person's own words. Safe for use by many threads. */
final class Echo {

    /** Most words that are repeated, so that the reply stays short, and their characters. */
    private static final int MOST_WORDS = 4;

    private static final int LONGEST_WORD = 16;

    /** Stands for what is left out of a word that is too long. */
    private static final String CUT = "…";

    /** A number, which is repeated whole. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?:百分之|[第几数])?[0-9零〇一二两三四五六七八九十百千万亿]+(?:[.点][0-9零〇一二三四五六七八九万亿]+)?%?");

    private final Segmenter segmenter;

    Echo(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /**
     * The words as the person wrote them, in one piece where nothing is between them, each with the number right before
     * it, which may be a part of its name. No number is repeated that the
     * person did not write: what Erqi was taken for is no number of theirs. All that they wrote where nothing is left.
     *
     * @return never empty
     */
    List<String> of(Question question, List<Term> sought) {
        String text = question.text();
        List<Span> numbers = numbers(text);
        List<Span> pieces = new ArrayList<>();
        sought.stream()
                .map(term -> numbers.stream()
                        .filter(number -> term.span().overlaps(number) || term.span().start() == number.end())
                        .reduce(term.span(), Span::and))
                .sorted(Comparator.comparingInt(Span::start))
                .forEach(span -> pieces.add(!pieces.isEmpty() && span.start() <= pieces.getLast().end()
                        ? span.and(pieces.removeLast())
                        : span));
        String written = Folding.fold(question.utterance());
        List<String> own = pieces.stream()
                .map(piece -> question.asWritten(piece.of(text)).strip())
                .filter(piece -> numbers(piece).stream().allMatch(number -> written.contains(number.of(piece))))
                .toList();
        return (own.isEmpty() ? Stream.of(question.utterance().strip()) : own.stream())
                .map(this::cut)
                .limit(MOST_WORDS)
                .toList();
    }

    private static List<Span> numbers(String text) {
        return NUMBER.matcher(text).results().map(match -> new Span(match.start(), match.end())).toList();
    }

    /** Cut, where it is too long, between two words, and in no number or name. */
    private String cut(String piece) {
        if (piece.length() <= LONGEST_WORD) {
            return piece;
        }
        List<Span> whole = Stream.of(
                        segmenter.words(piece).stream().map(Word::span),
                        numbers(piece).stream(),
                        Figures.in(piece).stream().map(Figure::span),
                        Names.in(piece, segmenter).stream())
                .flatMap(spans -> spans)
                .toList();
        int end = LONGEST_WORD;
        while (end > 0 && isWithin(whole, end)) {
            end--;
        }
        return piece.substring(0, end) + CUT;
    }

    private static boolean isWithin(List<Span> whole, int at) {
        return whole.stream().anyMatch(span -> span.start() < at && at < span.end());
    }
}
