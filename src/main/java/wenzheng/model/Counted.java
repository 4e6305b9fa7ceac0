package wenzheng.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import wenzheng.language.Figure;
import wenzheng.language.Figures;

/**
 * What a figure counts: the words of its own clause beside it, up to the next figure of its kind. By them two figures
 * of one quote that change places are told from those that stay.
 */
final class Counted {

    /** By which share of a figure's words they have to be more those of another. */
    private static final double MARGIN = 0.3;

    /** Marks that end what belongs to a figure. */
    private static final String ENDS = "，,、；;。：:！!？?\n";

    private static final Pattern EMPTY =
            Pattern.compile("其中|达到|分别|[的了和与及在是有为以将把被对到至从由其中等也都就并个共约达各则、，,]");

    private final Figure figure;
    private final String written;
    private final Set<String> pairs;

    private Counted(Figure figure, String written, Set<String> pairs) {
        this.figure = figure;
        this.written = written;
        this.pairs = pairs;
    }

    /**
     * @param said folded
     * @param quoted folded
     * @return whether each figure counts what it counts in the quotes
     */
    static boolean same(String said, String quoted) {
        List<Counted> given = in(quoted);
        return in(said).stream().allMatch(one -> {
            List<Counted> own = given.stream().filter(one::isSame).toList();
            return own.isEmpty() || given.stream()
                    .filter(other -> one.isLike(other) && !one.isSame(other))
                    .noneMatch(other -> own.stream().allMatch(mine -> one.isRatherOf(other, mine)));
        });
    }

    /** Whether its words are more those of the one figure of the quote than of the other. */
    private boolean isRatherOf(Counted one, Counted other) {
        long its = pairs.stream().filter(one.pairs::contains).filter(pair -> !other.pairs.contains(pair)).count();
        long others = pairs.stream().filter(other.pairs::contains).filter(pair -> !one.pairs.contains(pair)).count();
        return its > 0 && others == 0 || its - others > MARGIN * pairs.size();
    }

    private boolean isLike(Counted other) {
        return figure.kind() == other.figure.kind() && figure.unit().equals(other.figure.unit());
    }

    private boolean isSame(Counted other) {
        return figure.value() == null || other.figure.value() == null
                ? written.equals(other.written)
                : figure.value().compareTo(other.figure.value()) == 0 && figure.unit().equals(other.figure.unit());
    }

    private static List<Counted> in(String text) {
        List<Figure> figures = Figures.in(text);
        return figures.stream()
                .map(figure -> new Counted(figure, figure.span().of(text), words(text, figure, figures)))
                .toList();
    }

    private static Set<String> words(String text, Figure figure, List<Figure> figures) {
        int from = border(text, figure.span().start(), -1, figure, figures);
        String before = bare(text.substring(from, figure.span().start()));
        String after = bare(text.substring(
                figure.span().end(), border(text, figure.span().end(), 1, figure, figures)));
        while (before.length() < 2 && after.length() < 2 && from > 0) {
            from = border(text, from - 1, -1, figure, figures);
            before = bare(text.substring(from, figure.span().start()));
        }
        Set<String> pairs = new HashSet<>();
        for (String words : List.of(before, after)) {
            IntStream.range(0, words.length() - 1).forEach(i -> pairs.add(words.substring(i, i + 2)));
        }
        return pairs;
    }

    private static int border(String text, int from, int step, Figure own, List<Figure> figures) {
        int at = from;
        while (step < 0 ? at > 0 : at < text.length()) {
            int next = step < 0 ? at - 1 : at;
            if (ENDS.indexOf(text.charAt(next)) >= 0 || figures.stream().anyMatch(other -> other != own
                    && (other.value() == null) == (own.value() == null)
                    && other.span().start() <= next && next < other.span().end())) {
                break;
            }
            at += step;
        }
        return at;
    }

    private static String bare(String words) {
        return EMPTY.matcher(words).replaceAll("");
    }
}
