package wenzheng.question;

import java.util.Set;

/**
 * The years a question speaks about.
 *
 * @param years empty where it names none
 * @param relative whether they were reckoned from today (今年, 去年): then an older fact, labelled, is better than none
 */
public record Period(Set<Integer> years, boolean relative) {

    public static final Period UNSPECIFIED = new Period(Set.of(), false);

    public Period {
        years = Set.copyOf(years);
    }

    public boolean isUnspecified() {
        return years.isEmpty();
    }
}
