package wenzheng.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.language.District;
import wenzheng.language.Gazetteer;
import wenzheng.question.Place;
import wenzheng.question.Question;

/** Which districts and years the articles speak for. Safe for use by many threads. */
@Component
final class Coverage {

    private final Articles articles;
    private final Gazetteer gazetteer;

    Coverage(Articles articles, Gazetteer gazetteer) {
        this.articles = articles;
        this.gazetteer = gazetteer;
    }

    /** Full names of the districts that have articles, with the years of these, ascending. */
    Map<String, TreeSet<Integer>> districts() {
        Map<String, TreeSet<Integer>> covered = new TreeMap<>();
        for (Article article : articles.all()) {
            if (article.district() != null) {
                TreeSet<Integer> years = covered.computeIfAbsent(article.district(), name -> new TreeSet<>());
                if (article.year() != null) {
                    years.add(article.year());
                }
            }
        }
        return covered;
    }

    /** Where the question is about, as far as the articles reach. */
    Locality locate(Question question) {
        Set<String> all = districts().keySet();
        List<Place> meant = question.places().stream().filter(place -> isMeant(place, all)).toList();
        List<Place> districts = meant.stream().filter(place -> !isAround(place, all)).toList();
        Set<String> named = new LinkedHashSet<>();
        Set<String> carried = new LinkedHashSet<>();
        List<Place> uncovered = new ArrayList<>();
        for (Place place : districts) {
            List<String> covered = meantBy(place, all);
            if (place.standing() == Place.Standing.CARRIED) {
                carried.addAll(covered);
            } else if (covered.isEmpty()) {
                uncovered.add(place);
            } else {
                named.addAll(covered);
            }
        }
        return new Locality(meant, named, carried, uncovered, all.size());
    }

    /** A bare name counts as a district where it has articles, or lies beside one that has; within another name never. */
    private boolean isMeant(Place place, Set<String> covered) {
        return place.standing() == Place.Standing.CERTAIN
                || place.standing() != Place.Standing.EMBEDDED
                        && (!meantBy(place, covered).isEmpty() || isNeighbour(place, covered));
    }

    /** Full names of the covered districts that the place means. */
    private List<String> meantBy(Place place, Set<String> covered) {
        return covered.stream().filter(name -> means(place, name)).toList();
    }

    private boolean means(Place place, String name) {
        List<District> known = gazetteer.named(name);
        return known.isEmpty() ? name.startsWith(place.written()) : known.stream().anyMatch(place::covers);
    }

    /** Whether the place is a city or province that holds covered districts: naming it tells none of them apart. */
    private boolean isAround(Place place, Set<String> covered) {
        return place.candidates().getFirst().level() != District.Level.COUNTY && !meantBy(place, covered).isEmpty();
    }

    /** Whether a bare name may mean a district without articles: one in the city of a district that has some. */
    private boolean isNeighbour(Place place, Set<String> covered) {
        return covered.stream()
                .flatMap(name -> gazetteer.named(name).stream())
                .map(District::city)
                .filter(Objects::nonNull)
                .anyMatch(city -> place.candidates().stream().anyMatch(meant -> city.equals(meant.city())));
    }
}
