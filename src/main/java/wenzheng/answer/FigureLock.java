package wenzheng.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Articles;
import wenzheng.language.ChineseNumerals;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Folding;
import wenzheng.language.Names;
import wenzheng.language.Segmenter;
import wenzheng.question.Question;

/**
 * No reply of any kind leaves with a figure, or a name of a place, project or organisation, that nothing supports.
 * What stands in a line of an answer has to stand in the quotes of that line or in their labels, equal after
 * normalisation (14 and 十四, 19500 and 1.95万), or to be a sum or difference of cited figures. What a reply says
 * otherwise has to stand in the question, in the catalogue or in the settings. Safe for use by many threads.
 */
@Component
public final class FigureLock {

    private final Wording wording;
    private final Coverage coverage;
    private final Articles articles;
    private final Segmenter segmenter;
    private final HotlineSettings hotline;
    private final String frame = Folding.fold(Wording.frame());
    private final Counter checked;
    private final Counter held;

    FigureLock(
            Wording wording,
            Coverage coverage,
            Articles articles,
            Segmenter segmenter,
            HotlineSettings hotline,
            MeterRegistry metrics) {
        this.wording = wording;
        this.coverage = coverage;
        this.articles = articles;
        this.segmenter = segmenter;
        this.hotline = hotline;
        this.checked = Counter.builder("wenzheng.figure.lock.checked")
                .description("Replies checked for figures and names without support")
                .register(metrics);
        this.held = Counter.builder("wenzheng.figure.lock.held")
                .description("Replies held back because a figure or name in them had no support")
                .register(metrics);
    }

    /** @return the reply, without suggestions that nothing supports; an abstention where its text has no support */
    public Reply check(Question question, Reply reply) {
        checked.increment();
        if (!unsupported(question, reply).isEmpty()) {
            held.increment();
            return wording.unproven(question);
        }
        List<String> suggestions = reply.suggestions().stream()
                .filter(suggestion -> isSupported(question, suggestion))
                .toList();
        return suggestions.size() == reply.suggestions().size() ? reply : reply.suggesting(suggestions);
    }

    /** The figures and names of a sentence, not quoted but reworded, that none of its citations has. */
    public List<String> unsupported(String sentence, List<Citation> citations) {
        String folded = Folding.fold(sentence);
        Support support = Support.of(citations);
        return Stream.concat(
                        Figures.in(folded).stream()
                                .filter(figure -> !support.has(figure, folded))
                                .map(figure -> figure.span().of(folded)),
                        names(folded).filter(name -> !support.has(name)))
                .toList();
    }

    /** The figures and names of the reply's text that nothing supports. */
    List<String> unsupported(Question question, Reply reply) {
        List<Citation> citations = reply instanceof Reply.Answered answer ? answer.citations() : List.of();
        List<Figure> given = citations.stream()
                .flatMap(citation -> Figures.in(citation.quote()).stream())
                .toList();
        List<String> unsupported = new ArrayList<>();
        for (String line : Folding.fold(reply.text()).split("\n")) {
            List<Citation> quoted = citations.stream()
                    .filter(citation -> line.contains(Folding.fold(citation.quote())))
                    .toList();
            Support support = quoted.isEmpty() ? around(question) : Support.of(quoted);
            List<Figure> reckoned = quoted.isEmpty() ? given : List.of();
            for (Figure figure : Figures.in(line)) {
                String written = figure.span().of(line);
                boolean said = figure.value() == null && frame.contains(written);
                boolean term = reckoned.stream().anyMatch(other -> other.value() != null
                        && figure.value() != null
                        && other.value().compareTo(figure.value()) == 0
                        && other.unit().equals(figure.unit()));
                if (!said && !term && !support.has(figure, line) && !isReckoned(figure, given)) {
                    unsupported.add(written);
                }
            }
            names(line).filter(name -> !support.has(name) && !frame.contains(name)).forEach(unsupported::add);
        }
        return unsupported;
    }

    private boolean isSupported(Question question, String suggestion) {
        String folded = Folding.fold(suggestion);
        Support support = around(question);
        List<String> named = Stream.concat(
                        Figures.in(folded).stream()
                                .filter(figure -> !support.has(figure, folded))
                                .map(figure -> figure.span().of(folded)),
                        names(folded).filter(name -> !support.has(name) && !frame.contains(name)))
                .toList();
        return named.isEmpty()
                || articles.all().stream()
                        .flatMap(article -> article.passages().stream())
                        .flatMap(passage -> passage.headings().stream())
                        .map(Folding::fold)
                        .anyMatch(heading -> named.stream().allMatch(heading::contains));
    }

    private Stream<String> names(String folded) {
        return Names.in(folded, segmenter).stream().map(span -> span.of(folded));
    }

    /** What a reply may say without a quote: the question's own words, what is covered, whom to call. */
    private Support around(Question question) {
        Map<String, TreeSet<Integer>> covered = coverage.districts();
        StringBuilder text = new StringBuilder(Folding.fold(question.utterance())).append('\n').append(question.text());
        question.places().forEach(place -> text.append('\n').append(place.written()));
        question.writings().forEach(writing -> text.append('\n').append(writing.written()));
        covered.keySet().forEach(district -> text.append('\n').append(Folding.fold(district)));
        Stream.of(hotline.number(), hotline.words(), hotline.police(), hotline.fire(), hotline.ambulance())
                .forEach(words -> text.append('\n').append(Folding.fold(words)));
        Set<Integer> years = new TreeSet<>(question.period().years());
        covered.values().forEach(years::addAll);
        return new Support(text.append('\n').append(covered.size()).toString(), years);
    }

    /** Whether it is the sum or the difference of two figures of its kind, or the sum of all. */
    private static boolean isReckoned(Figure figure, List<Figure> given) {
        BigDecimal value = figure.value();
        if (value == null) {
            return false;
        }
        List<BigDecimal> like = given.stream()
                .filter(other -> other.value() != null
                        && (other.unit().equals(figure.unit()) || isPoints(figure) && other.kind() == Figure.Kind.SHARE))
                .map(Figure::value)
                .toList();
        boolean ofTwo = like.stream().anyMatch(one -> like.stream()
                .anyMatch(other -> one != other
                        && (one.subtract(other).compareTo(value) == 0 || one.add(other).compareTo(value) == 0)));
        return ofTwo
                || like.size() > 2 && like.stream().reduce(BigDecimal.ZERO, BigDecimal::add).compareTo(value) == 0;
    }

    /** What shares differ by. */
    private static boolean isPoints(Figure figure) {
        return figure.unit().endsWith("百分点");
    }

    /** @param years that may be said though the text has them not */
    private record Support(String text, List<Figure> figures, Set<Integer> years) {

        Support(String text, Set<Integer> years) {
            this(text, Figures.in(text), years);
        }

        static Support of(List<Citation> citations) {
            StringBuilder text = new StringBuilder();
            Set<Integer> years = new TreeSet<>();
            for (Citation citation : citations) {
                text.append(Folding.fold(citation.quote())).append('\n');
                if (citation.article().district() != null) {
                    text.append(Folding.fold(citation.article().district())).append('\n');
                }
                if (citation.vintage() != null) {
                    years.add(citation.vintage());
                }
            }
            return new Support(text.toString(), years);
        }

        boolean has(String name) {
            return text.contains(name);
        }

        boolean has(Figure figure, String line) {
            String written = figure.span().of(line);
            Integer year = year(written);
            return text.contains(written) && !isPartOfNumber(written)
                    || year != null && years.contains(year)
                    || figures.stream().anyMatch(other -> isSame(figure, written, other));
        }

        /** 4所 stands in 14所 to the eye of a program. */
        private boolean isPartOfNumber(String written) {
            boolean part = true;
            for (int at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
                boolean before = at > 0 && isDigit(text.charAt(at - 1)) && isDigit(written.charAt(0));
                int end = at + written.length();
                boolean after = end < text.length()
                        && isDigit(text.charAt(end))
                        && isDigit(written.charAt(written.length() - 1));
                part &= before || after;
            }
            return part;
        }

        private static boolean isDigit(char c) {
            return Character.isDigit(c) || c == '.' || "零〇一二三四五六七八九十百千万亿".indexOf(c) >= 0;
        }

        private boolean isSame(Figure figure, String written, Figure other) {
            return figure.value() == null && other.value() == null
                    ? date(written).equals(date(other.span().of(text)))
                    : figure.says(other);
        }

        private static @Nullable Integer year(String written) {
            return written.matches("(?:19|20)[0-9]{2}年?") ? Integer.valueOf(written.substring(0, 4)) : null;
        }

        /** 六月底 as 6月底. */
        private static String date(String written) {
            StringBuilder date = new StringBuilder();
            for (String part : written.replace("份", "").split("(?<=[年月日号])")) {
                String number = part.replaceAll("[^零〇一二三四五六七八九十0-9]", "");
                date.append(ChineseNumerals.parse(number)
                        .map(value -> part.replace(number, value.toPlainString()))
                        .orElse(part));
            }
            return date.toString();
        }
    }
}
