package wenzheng.language;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the national five-year plans by the short names that they go by, 十四五 for 2021 to 2025, and the years of one that
 * go by a name of their own ({@code plan-years.txt}): 十四五开局之年 is 2021.
 */
public final class FiveYearPlans {

    private static final String NUMERALS = "一二三四五六七八九";

    private static final Pattern PLAN = Pattern.compile("(?<![一二三四五六七八九])[\"“]?十([一二三四五六七八九])五[\"”]?"
            + "(?![分条个项天日年岁所家点平公里米元号路])(?:规划|计划|时期|期间)?的?");

    private static final int LENGTH = 5;

    /** The first year of 十五; each 十N五 begins five years after the one before. */
    private static final int TENTH = 2001;

    private record Year(Pattern name, int index) {}

    private static final List<Year> YEARS = WordList.read(FiveYearPlans.class, "plan-years.txt").stream()
            .map(line -> line.split("\t"))
            .map(parts -> new Year(Pattern.compile(parts[0]), Integer.parseInt(parts[1]) - 1))
            .toList();

    /**
     * A plan named in a text.
     *
     * @param years all of the plan's, or the one year of it that is meant; ascending
     * @param span its name with the word for the year
     */
    public record Mention(Set<Integer> years, Span span) {

        public Mention {
            years = new TreeSet<>(years);
        }

        /** Whether one year of the plan is named and not all of it. */
        public boolean ofOneYear() {
            return years.size() == 1;
        }
    }

    private FiveYearPlans() {}

    /** @return in reading order; may be empty */
    public static List<Mention> in(String folded) {
        return PLAN.matcher(folded).results().map(plan -> mention(folded, plan)).toList();
    }

    /** The text without the plans' names. */
    public static String without(String folded) {
        StringBuilder rest = new StringBuilder(folded);
        in(folded).reversed().forEach(plan -> rest.delete(plan.span().start(), plan.span().end()));
        return rest.toString();
    }

    private static Mention mention(String folded, MatchResult plan) {
        int first = TENTH + LENGTH * (NUMERALS.indexOf(plan.group(1)) + 1);
        for (Year year : YEARS) {
            Matcher name = year.name().matcher(folded).region(plan.end(), folded.length());
            if (name.lookingAt()) {
                return new Mention(Set.of(first + year.index()), new Span(plan.start(), name.end()));
            }
        }
        Set<Integer> years = IntStream.range(first, first + LENGTH).boxed().collect(Collectors.toSet());
        return new Mention(years, new Span(plan.start(), plan.end()));
    }
}
