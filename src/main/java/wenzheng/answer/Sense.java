package wenzheng.answer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import wenzheng.language.Progress;
import wenzheng.question.Comparison;
import wenzheng.question.FactKind;
import wenzheng.question.Period;

/**
 * What a question asks, down to every word that is not known to say nothing: so that of two questions it can be said
 * that they ask the same.
 *
 * @param districts full names of those it asks about; empty where it names none
 * @param facts what it asks for, in its order
 * @param progress what it says anywhere of what is planned or done
 * @param words all others, in its order, one for all that mean the same
 */
public record Sense(
        Set<String> districts,
        Period period,
        List<Fact> facts,
        Set<Comparison> comparisons,
        Set<Progress> progress,
        List<Word> words) {

    /** Why two questions do not ask the same. */
    public enum Difference { DISTRICT, PERIOD, KIND, UNIT, PROGRESS, WORDS }

    /** @param unit empty where none is said */
    public record Fact(FactKind kind, String unit, Set<Progress> progress) {}

    /** What a word does in a question. */
    enum Role { ASKS, DEED, OTHER }

    record Word(String text, Role role) {}

    /** Kinds of fact that are asked for before or behind what they are asked of. */
    private static final Set<FactKind> FREE =
            Set.of(FactKind.DATE, FactKind.MANNER, FactKind.WHETHER);

    public Sense {
        districts = Set.copyOf(districts);
        facts = List.copyOf(facts);
        comparisons = Set.copyOf(comparisons);
        progress = Set.copyOf(progress);
        words = List.copyOf(words);
    }

    /** @return the first that is found, empty where both ask the same */
    public Optional<Difference> from(Sense other) {
        if (!districts.equals(other.districts)) {
            return Optional.of(Difference.DISTRICT);
        }
        if (!samePeriod(other.period)) {
            return Optional.of(Difference.PERIOD);
        }
        if (!facts.stream().map(Fact::kind).toList().equals(other.facts.stream().map(Fact::kind).toList())
                || !comparisons.equals(other.comparisons)) {
            return Optional.of(Difference.KIND);
        }
        if (!facts.stream().map(Fact::unit).toList().equals(other.facts.stream().map(Fact::unit).toList())) {
            return Optional.of(Difference.UNIT);
        }
        if (!progress.equals(other.progress) || !facts.equals(other.facts)) {
            return Optional.of(Difference.PROGRESS);
        }
        return sameWords(other) ? Optional.empty() : Optional.of(Difference.WORDS);
    }

    /** Of a year by its number, 2026年, or reckoned, 今年; of several only where both are said in one way. */
    private boolean samePeriod(Period other) {
        boolean read = period.reading() == other.reading()
                || period.years().size() == 1
                        && period.reading() != Period.Reading.SPAN
                        && other.reading() != Period.Reading.SPAN;
        return read
                && period.years().equals(other.years())
                && period.part().equals(other.part())
                && period.newest() == other.newest();
    }

    private boolean sameWords(Sense other) {
        if (join(words).equals(join(other.words))) {
            return true;
        }
        if (facts.size() > 1 || !join(asking()).equals(join(other.asking()))) {
            return false;
        }
        FactKind kind = facts.getFirst().kind();
        boolean counted = kind == FactKind.LIST || kind.isFigure() && kind != FactKind.COMPARISON && !FREE.contains(kind);
        boolean moves = FREE.contains(kind) && deeds() <= 1 || counted && head().equals(other.head());
        return moves && (join(rest()).equals(join(other.rest())) || isTurned(other));
    }

    private List<Word> asking() {
        return words.stream().filter(word -> word.role() == Role.ASKS).toList();
    }

    private List<Word> rest() {
        return words.stream().filter(word -> word.role() != Role.ASKS).toList();
    }

    private long deeds() {
        return words.stream().filter(word -> word.role() == Role.DEED).count();
    }

    /**
     * What is counted or listed: the words right behind what asks, up to what is done; where there are none, those before
     * it. 多少个小区新建停车场 counts 小区, 小区新建多少个停车场 does not.
     */
    private String head() {
        int asks = words.stream().map(Word::role).toList().indexOf(Role.ASKS);
        int end = asks + 1;
        while (end < words.size() && words.get(end).role() == Role.OTHER) {
            end++;
        }
        if (end > asks + 1) {
            return join(words.subList(asks + 1, end));
        }
        int last = Math.max(asks, 0);
        while (last > 0 && words.get(last - 1).role() == Role.DEED) {
            last--;
        }
        int first = last;
        while (first > 0 && words.get(first - 1).role() == Role.OTHER) {
            first--;
        }
        return join(words.subList(first, last));
    }

    /** Whether what is done stands before what it is done to in the one, behind it in the other: 新建中小学, 中小学新建. */
    private boolean isTurned(Sense other) {
        List<Word> one = rest();
        List<Word> two = other.rest();
        int before = leading(one);
        int behind = leading(two.reversed());
        if (before == 0) {
            return leading(two) > 0 && other.isTurned(this);
        }
        List<Word> things = one.subList(before, one.size());
        return behind > 0
                && things.stream().allMatch(word -> word.role() == Role.OTHER)
                && join(things).equals(join(two.subList(0, two.size() - behind)))
                && join(one.subList(0, before)).equals(join(two.subList(two.size() - behind, two.size())));
    }

    private static int leading(List<Word> words) {
        int deeds = 0;
        while (deeds < words.size() && words.get(deeds).role() == Role.DEED) {
            deeds++;
        }
        return deeds;
    }

    /** Without the places where words end: a segmenter may see them elsewhere in another order. */
    private static String join(List<Word> words) {
        return String.join("", words.stream().map(Word::text).toList());
    }
}
