package wenzheng.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.answer.Citation;
import wenzheng.answer.HotlineSettings;
import wenzheng.corpus.Article;
import wenzheng.question.Question;

/** Whether the numbers of a reply stand where it says they stand: a second opinion on the program's figure lock. */
final class FigureCheck {

    /** A year that a question is about, and not the end of a plan that it names. */
    private static final Pattern YEAR = Pattern.compile("(?<!\\d|到|至|截至)((?:19|20)\\d\\d)年(?!\\d*月?底?之?以?前|底前)");

    private final List<Article> catalogue;
    private final HotlineSettings hotline;
    /** What replies without an answer say in words of their own. */
    private final Set<Numeral> fixed = new HashSet<>();
    /** What an answer says where it gives an older year than asked for. */
    private final List<String> olderNotices;

    FigureCheck(List<Article> catalogue, HotlineSettings hotline) {
        this.catalogue = List.copyOf(catalogue);
        this.hotline = hotline;
        ResourceBundle messages = ResourceBundle.getBundle("messages", Locale.ROOT);
        ResourceBundle english = ResourceBundle.getBundle("messages", Locale.ENGLISH);
        for (String key : messages.keySet()) {
            if (key.startsWith("reply.") && !key.startsWith("reply.answer.")) {
                String words = messages.getString(key) + "\n" + english.getString(key);
                fixed.addAll(Numeral.in(words.replaceAll("\\{[0-9]}", "")));
            }
        }
        olderNotices = Stream.of(messages, english).map(words -> words.getString("reply.answer.older")).toList();
    }

    /**
     * The numbers of a reply that no quote, no label of a citation and no shown sum or difference of cited figures
     * proves; for a reply without an answer, those that neither the catalogue, the hotline nor the question holds, the
     * year that it means by 今年 included.
     */
    List<String> unsupported(Asked asked) {
        Set<Numeral> cited = new HashSet<>();
        if (asked.isAnswered()) {
            asked.citations().forEach(citation -> cited.addAll(proofs(citation)));
        } else {
            cited.addAll(fixed);
            Stream.of(hotline.number(), hotline.police(), hotline.fire(), hotline.ambulance())
                    .flatMap(number -> Numeral.in(number).stream())
                    .forEach(number -> cited.add(new Numeral(number.value(), "")));
            cited.addAll(Numeral.in(hotline.words()));
            asked.item().turns().forEach(turn -> cited.addAll(Numeral.in(turn)));
            understoodYears(asked).forEach(year -> cited.add(new Numeral(year.toString(), "年")));
            catalogue.forEach(article -> cited.addAll(labels(article, article.year())));
            long districts = catalogue.stream().map(Article::district).filter(Objects::nonNull).distinct().count();
            cited.add(new Numeral(String.valueOf(districts), "个"));
        }
        List<Numeral> said = Numeral.in(withoutIds(asked.reply().text()));
        return said.stream()
                .filter(number -> cited.stream().noneMatch(number::isShownBy))
                .filter(number -> !isReckoned(number, said, cited))
                .map(number -> number.value() + number.unit())
                .toList();
    }

    /**
     * The citations of a district or year that the last turn of a chat question does not name, where it names some.
     * A reply may give an older year than asked for if it says so.
     */
    List<Citation> mixedIn(Asked asked) {
        if (asked.item().expected() instanceof Item.Expected.Spans) {
            return List.of();
        }
        String turn = Numeral.fold(asked.item().turns().getLast());
        Set<String> districts = new HashSet<>();
        for (Article article : catalogue) {
            String district = article.district();
            if (district != null && (turn.contains(district) || turn.contains(district.replaceFirst("(?:回族)?区$", "")))) {
                districts.add(district);
            }
        }
        if (!districts.isEmpty()) {
            catalogue.stream()
                    .filter(article -> article.district() != null && asked.item().right().contains(article.id()))
                    .forEach(article -> districts.add(article.district()));
        }
        List<Integer> years = YEAR.matcher(turn).results().map(year -> Integer.parseInt(year.group(1))).toList();
        boolean older = olderNotices.stream().anyMatch(asked.reply().text()::contains);
        return asked.citations().stream()
                .filter(citation -> !districts.isEmpty()
                                && citation.article().district() != null
                                && !districts.contains(citation.article().district())
                        || !years.isEmpty()
                                && !older
                                && citation.vintage() != null
                                && !years.contains(citation.vintage())
                                && years.stream().noneMatch(year -> Numeral.fold(citation.quote()).contains(year + "年")))
                .toList();
    }

    /** An earlier version is named by its title and its id in 〔〕; what digits an id has say nothing. */
    private String withoutIds(String text) {
        String rest = text;
        for (Article article : catalogue) {
            rest = rest.replace("〔" + article.id() + "〕", "");
        }
        return rest;
    }

    private static Set<Integer> understoodYears(Asked asked) {
        Question question = asked.turn().understood();
        return question == null ? Set.of() : question.period().years();
    }

    private static List<Numeral> proofs(Citation citation) {
        List<Numeral> proofs = new ArrayList<>(Numeral.in(citation.quote()));
        proofs.addAll(labels(citation.article(), citation.vintage()));
        return proofs;
    }

    private static List<Numeral> labels(Article article, @Nullable Integer year) {
        List<Numeral> labels = new ArrayList<>(Numeral.in(article.title()));
        if (article.district() != null) {
            labels.addAll(Numeral.in(article.district()));
        }
        if (year != null) {
            labels.add(new Numeral(year.toString(), ""));
        }
        return labels;
    }

    /** Whether it is the sum or the difference of two cited numbers that are said too, of shares in points. */
    private static boolean isReckoned(Numeral number, List<Numeral> said, Set<Numeral> cited) {
        List<BigDecimal> terms = said.stream()
                .filter(term -> number.isInPoints() ? term.isShare() : term.unit().equals(number.unit()))
                .filter(term -> cited.stream().anyMatch(term::isShownBy))
                .flatMap(term -> amount(term).stream())
                .distinct()
                .toList();
        return amount(number).stream().anyMatch(wanted -> terms.stream().anyMatch(one -> terms.stream()
                .filter(other -> other != one)
                .anyMatch(other -> one.add(other).compareTo(wanted) == 0 || one.subtract(other).compareTo(wanted) == 0)));
    }

    private static List<BigDecimal> amount(Numeral number) {
        return number.value().matches("[0-9]+(?:\\.[0-9]+)?%?")
                ? List.of(new BigDecimal(number.value().replace("%", "")))
                : List.of();
    }
}
