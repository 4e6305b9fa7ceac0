package wenzheng.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.FiveYearPlans;
import wenzheng.language.Folding;

/**
 * Which year each sentence of an article speaks about: the one that it, the sentences before it in its section, or
 * its headings set (2022年,全区…, “十四五”开局之年), else the article's own. Deadlines (2022年6月底前) and far aims (2035年远景目标) set
 * none. Read one article's sentences in order, then throw away.
 */
final class Vintages {

    /** As articles write a year, with its 年; a number without it is none there, unlike in a question. */
    private static final Pattern YEAR = Pattern.compile("(?<![0-9])((?:19|20)[0-9]{2})年");

    /** What follows a year that is no frame for what comes after: a deadline, an aim, an edition. */
    private static final Pattern NO_FRAME = Pattern.compile(
            "^(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:年?底|年?末|初|中旬|上旬|下旬)?(?:之前|以前|前|为止)|^(?:远景|愿景|版|制|级|期|底前)");
    private static final Pattern HEADING_YEAR = Pattern.compile("(?<![0-9])((?:19|20)[0-9]{2})(?:年|[·•・])");

    /** Years further than this from publication are history or vision, no frame. */
    private static final int FARTHEST = 3;

    private final Article article;
    private List<String> section = List.of();
    private @Nullable Integer frame;
    private Set<Integer> plan;

    Vintages(Article article) {
        this.article = article;
        this.frame = article.year();
        this.plan = planIn(article.title());
    }

    /** To be called before the sentences of each passage. */
    void enter(Passage passage) {
        String top = passage.headings().isEmpty() ? "" : passage.headings().getFirst();
        String before = section.isEmpty() ? "" : section.getFirst();
        if (!top.equals(before)) {
            frame = article.year();
            plan = planIn(article.title());
        }
        if (!passage.headings().equals(section)) {
            passage.headings().stream()
                    .map(this::headingYear)
                    .filter(Objects::nonNull)
                    .reduce((outer, inner) -> inner)
                    .ifPresent(year -> frame = year);
            passage.headings().forEach(this::enterPlan);
        }
        section = passage.headings();
    }

    private @Nullable Integer headingYear(String heading) {
        Matcher years = HEADING_YEAR.matcher(heading);
        return years.find() ? plausible(Integer.parseInt(years.group(1))) : planYear(Folding.fold(heading));
    }

    /** The year that goes by a name, “十四五”开局之年. */
    private @Nullable Integer planYear(String folded) {
        return FiveYearPlans.in(folded).stream()
                .filter(FiveYearPlans.Mention::ofOneYear)
                .flatMap(mention -> mention.years().stream())
                .map(this::plausible)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void enterPlan(String text) {
        Set<Integer> years = planIn(text);
        plan = years.isEmpty() ? plan : years;
    }

    private static Set<Integer> planIn(String text) {
        return FiveYearPlans.in(Folding.fold(text)).stream()
                .filter(mention -> !mention.ofOneYear())
                .flatMap(mention -> mention.years().stream())
                .collect(Collectors.toSet());
    }

    /** The years of the five-year plan that the title, the headings or the last sentence to name one speak of. */
    Set<Integer> plan() {
        return plan;
    }

    /** @return the year the sentence speaks about, {@code null} where unknown */
    @Nullable Integer of(String sentence) {
        enterPlan(sentence);
        Matcher years = YEAR.matcher(sentence);
        while (years.find()) {
            Integer year = plausible(Integer.parseInt(years.group(1)));
            String after = sentence.substring(years.end(), Math.min(sentence.length(), years.end() + 12));
            if (year != null && !NO_FRAME.matcher(after).find()) {
                frame = year;
                return year;
            }
        }
        Integer named = planYear(sentence);
        frame = named == null ? frame : named;
        return frame;
    }

    private @Nullable Integer plausible(int year) {
        Integer published = article.year();
        return published == null || Math.abs(year - published) <= FARTHEST ? Integer.valueOf(year) : null;
    }

    /** Every year the sentence names. */
    static List<Integer> named(String sentence) {
        List<Integer> named = new ArrayList<>();
        Matcher years = YEAR.matcher(sentence);
        while (years.find()) {
            named.add(Integer.parseInt(years.group(1)));
        }
        return named;
    }
}
