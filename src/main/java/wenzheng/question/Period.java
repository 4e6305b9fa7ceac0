package wenzheng.question;

import java.util.Set;

/**
 * The time a question speaks about.
 *
 * @param years empty where it names none
 * @param reading how the years were said
 * @param part the part of the year as articles write it, 下半年, 一季度, 6月, 年底, 春节; empty where none is said
 * @param newest whether it asks for how things stand now (最新, 目前, 现在): the newest fact there is
 */
public record Period(Set<Integer> years, Reading reading, String part, boolean newest) {

    public enum Reading {
        /** Each year by its number, 2021年, 2021到2023年: of several each is asked about. */
        NAMED,
        /** Any year of a span, 十四五, 2021年以来. */
        SPAN,
        /** Reckoned from today (今年, 去年, 近两年): then an older fact, labelled, is better than none. */
        RELATIVE
    }

    public static final Period UNSPECIFIED = new Period(Set.of(), Reading.NAMED, "", false);

    public Period {
        years = Set.copyOf(years);
    }

    /** Whether it names no year. */
    public boolean isUnspecified() {
        return years.isEmpty();
    }

    /** Whether nothing at all is said of the time. */
    boolean isSilent() {
        return years.isEmpty() && part.isEmpty() && !newest;
    }

    public boolean relative() {
        return reading == Reading.RELATIVE;
    }

    /** Whether several years are named and a fact of each is asked for. */
    public boolean asksOfEach() {
        return reading == Reading.NAMED && years.size() > 1;
    }

    /** This time as far as it is said, else that of the question before: 下半年呢 keeps the year. */
    Period orElse(Period before) {
        boolean keepsYear = years.isEmpty() && !newest;
        return new Period(
                keepsYear ? before.years : years,
                keepsYear ? before.reading : reading,
                part.isEmpty() && keepsYear ? before.part : part,
                newest || keepsYear && part.isEmpty() && before.newest);
    }
}
