package wenzheng.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.language.District;
import wenzheng.language.Folding;
import wenzheng.question.Place;
import wenzheng.search.RankedPassage;

/**
 * Where a question is about, as far as the articles reach.
 *
 * @param meant the question's places that are districts or cities, and no mere words
 * @param districts full names of the covered districts it names, in its order; empty where it names none
 * @param carried full names of the covered districts that an earlier turn named, for want of others
 * @param uncovered the districts it names that have no articles
 * @param covered how many districts have articles
 */
record Locality(List<Place> meant, Set<String> districts, Set<String> carried, List<Place> uncovered, int covered) {

    /** More districts than this are not told side by side; who wants another names it. */
    static final int CROWD = 5;

    /** About no district, where one answer is wanted. */
    static final Locality NOWHERE = new Locality(List.of(), Set.of(), Set.of(), List.of(), Integer.MAX_VALUE);

    /** About one covered district. */
    static Locality of(String district) {
        return new Locality(List.of(), Set.of(district), Set.of(), List.of(), 1);
    }

    /** The same where one answer is wanted, of whatever district. */
    Locality anywhere() {
        return new Locality(meant, Set.of(), Set.of(), List.of(), Integer.MAX_VALUE);
    }

    /** The same of one covered district. */
    Locality in(String district) {
        return new Locality(meant, Set.of(district), Set.of(), List.of(), 1);
    }

    boolean isCrowded() {
        return covered > CROWD;
    }

    /**
     * What tells the answers of a question apart that names no district: one line each. Of many districts only those
     * that an editor vouches for are told apart; what a text was taken to be about is no reason to answer twice.
     */
    String lineOf(Article article) {
        boolean guessed = article.district() == null || isCrowded() && article.inferred().contains("district");
        return guessed ? "" : article.district();
    }

    /** @return the passages of each line that may be told, best first; of the line with the best passage first */
    List<List<RankedPassage>> sides(List<RankedPassage> passages) {
        return List.copyOf(passages.stream()
                .collect(Collectors.groupingBy(found -> lineOf(found.article()), LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    /** Whether neither the question nor one before it names a district. */
    boolean isOpen() {
        return districts.isEmpty() && carried.isEmpty() && uncovered.isEmpty();
    }

    /** Whether nothing is named that would leave this district out. */
    boolean admits(@Nullable String district) {
        return districts.isEmpty() || district != null && districts.contains(district);
    }

    /** @param district {@code null} for an article about none */
    boolean carries(@Nullable String district) {
        return district != null && carried.contains(district);
    }

    /**
     * The passages that name a place of the question without articles of its own. What an editor says is about a
     * district does not tell about another.
     */
    List<RankedPassage> named(List<RankedPassage> passages) {
        return passages.stream()
                .filter(found -> found.article().district() == null || found.article().inferred().contains("district"))
                .filter(found -> uncovered.stream().anyMatch(place -> isNamed(place, found)))
                .toList();
    }

    /** By its full name, or a city also by its bare one, which is in no other name as 金水 is in 金水河. */
    private static boolean isNamed(Place place, RankedPassage found) {
        String text = Folding.fold(
                found.article().title() + found.passage().section() + found.passage().text());
        return text.contains(place.written())
                || place.candidates().stream().anyMatch(district -> text.contains(district.name())
                        || district.level() != District.Level.COUNTY
                                && district.shortNames().stream().anyMatch(text::contains));
    }

    /** The same without the places that have no articles. */
    Locality unbound() {
        return new Locality(meant, districts, carried, List.of(), covered);
    }

    /** Whether it names districts, and none that has articles. */
    boolean isElsewhere() {
        return districts.isEmpty() && !uncovered.isEmpty();
    }
}
