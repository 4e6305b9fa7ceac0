package wenzheng.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Span;
import wenzheng.question.Ask;
import wenzheng.question.Comparison;
import wenzheng.question.Period;
import wenzheng.question.Place;
import wenzheng.question.Question;

/**
 * The sides of a question that sets districts, years or things side by side, each with the words that are its own:
 * 管城金岱科创城在建的和二七区三年内要启动的分别是几个 asks of 在建 in one place and of 启动 in the other.
 */
final class Sides {

    /**
     * @param district full name of the covered district, {@code null} where only years are set side by side
     * @param years none where the side names none of its own
     * @param text its own part of the question's text
     */
    record Side(@Nullable String district, Set<Integer> years, Span text) {

        boolean isOf(Evidence evidence) {
            return (district == null || district.equals(evidence.district()))
                    && (years.isEmpty() || years.stream().anyMatch(evidence.sentence()::speaksOf));
        }

        /**
         * Of its own years; without any of the question's, unless another side has those for itself: 科创城已建成的和全区2021年要建的
         * are two things each of its own time, 科创城和全区2021年要建的 are of one.
         */
        Period periodIn(Question question, List<Side> sides) {
            if (years.isEmpty()) {
                boolean apart = text.of(question.text()).indexOf('的') >= 0
                        && sides.stream().anyMatch(side -> !side.years.isEmpty());
                return apart || question.period().asksOfEach() ? Period.UNSPECIFIED : question.period();
            }
            return new Period(years, Period.Reading.NAMED, "", false);
        }
    }

    /** Where a year may stand in a question; only those count that its period has, so this need not tell a year from a number. */
    private static final Pattern YEAR = Pattern.compile("(?<![0-9])((?:19|20)[0-9]{2})(?:年|(?![0-9]))");

    /** Where what is asked of all sides begins. */
    private static final Pattern ALL =
            Pattern.compile("分别|各(?!种|类|项)|[,，;；?？]|哪|谁|相差|差多少|一共|总共|合计|加起来|多少|几");

    /** What joins two things that are set side by side. */
    private static final Pattern AND = Pattern.compile("[,，、]?(?:还有|以及|对比|[和跟与及同、])(?:其中)?(?:的)?");

    private static final Pattern CLAUSE = Pattern.compile("[,，。;；:：?？!！]");

    private static final Set<Comparison> OF_SEVERAL =
            EnumSet.of(Comparison.EACH, Comparison.ORDER, Comparison.DIFFERENCE, Comparison.SUM);

    private Sides() {}

    /**
     * Two things that a question sets side by side: 全区重点项目和省市重点项目的完成率各是百分之几.
     *
     * @return the two, none where it does not
     */
    static List<Side> ofThings(Question question, Ask ask, Locality locality, List<Term> terms) {
        String text = question.text();
        if (locality.districts().size() != 1 || Collections.disjoint(question.comparisons(), OF_SEVERAL)) {
            return List.of();
        }
        Matcher and = AND.matcher(text);
        while (and.find()) {
            int start = lastBefore(text, and.start());
            if (start < and.start() && and.end() < ask.word().start()) {
                int end = cut(text, and.end(), ask.word().start(), true);
                int of = text.lastIndexOf('的', end - 1);
                Span left = new Span(start, and.start());
                Span right = new Span(and.end(), of > and.end() && of < end - 1 ? of : end);
                if (names(left, terms) && (names(right, terms) || namesPlace(right, question))) {
                    return things(question, locality, left, right);
                }
            }
        }
        return List.of();
    }

    /** Of the question's district, or, where the words of one side alone name it, the other of any. */
    private static List<Side> things(Question question, Locality locality, Span left, Span right) {
        String district = locality.districts().iterator().next();
        List<Span> naming = Stream.of(left, right)
                .filter(own -> question.places().stream()
                        .anyMatch(place -> own.of(question.text()).contains(place.written()) && names(place, district)))
                .toList();
        boolean isOfOne = naming.size() == 1 && naming.getFirst().equals(right);
        return Stream.of(left, right)
                .map(own -> new Side(
                        isOfOne && own.equals(left) ? null : district,
                        years(own.of(question.text()), question.period()),
                        own))
                .toList();
    }

    private static boolean names(Span side, List<Term> terms) {
        return terms.stream().anyMatch(term -> side.start() <= term.span().start() && term.span().end() <= side.end());
    }

    private static boolean namesPlace(Span side, Question question) {
        return question.places().stream().anyMatch(place -> side.of(question.text()).contains(place.written()));
    }

    private static int lastBefore(String text, int end) {
        Matcher ends = CLAUSE.matcher(text).region(0, end);
        int start = 0;
        while (ends.find()) {
            start = ends.end();
        }
        return start;
    }

    /** @return in the order of the question; fewer than two where nothing stands side by side */
    static List<Side> of(Question question, Locality locality) {
        String text = question.text();
        List<Integer> starts = new ArrayList<>();
        List<@Nullable String> districts = new ArrayList<>();
        if (locality.districts().size() > 1) {
            Set<String> left = new LinkedHashSet<>(locality.districts());
            for (Place place : question.places()) {
                int at = text.indexOf(place.written());
                left.stream().filter(name -> names(place, name)).findFirst().ifPresent(name -> {
                    left.remove(name);
                    starts.add(Math.max(0, at));
                    districts.add(name);
                });
            }
            if (!left.isEmpty()) {
                return List.of();
            }
        } else if (question.period().asksOfEach()) {
            String only = locality.districts().isEmpty() ? null : locality.districts().iterator().next();
            Matcher years = YEAR.matcher(text);
            while (years.find()) {
                starts.add(years.start());
                districts.add(only);
            }
        }
        List<Side> sides = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
            if (end <= starts.get(i)) {
                return List.of();
            }
            Span own = new Span(starts.get(i), cut(text, starts.get(i), end, i + 1 == starts.size()));
            sides.add(new Side(districts.get(i), years(own.of(text), question.period()), own));
        }
        return sides;
    }

    /** Whether the word belongs to another side than this one. */
    static boolean isOfAnother(List<Side> sides, Side side, Term term, String text) {
        Span word = term.span();
        return !side.text().of(text).contains(term.word())
                && sides.stream()
                        .anyMatch(other -> other != side
                                && other.text().start() <= word.start()
                                && word.end() <= other.text().end());
    }

    private static boolean names(Place place, String district) {
        return place.candidates().stream().anyMatch(candidate -> candidate.name().equals(district));
    }

    /** The last side ends with its clause or where what is asked of all begins; another one where the next begins. */
    private static int cut(String text, int start, int end, boolean last) {
        if (!last) {
            return end;
        }
        Matcher next = ALL.matcher(text);
        return next.find(start + 1) ? Math.max(start + 1, next.start()) : end;
    }

    private static Set<Integer> years(String text, Period period) {
        Set<Integer> years = new TreeSet<>();
        Matcher named = YEAR.matcher(text);
        while (named.find()) {
            Integer year = Integer.valueOf(named.group(1));
            if (period.years().contains(year)) {
                years.add(year);
            }
        }
        return years;
    }
}
