package wenzheng.model;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import wenzheng.language.Figures;
import wenzheng.language.Folding;
import wenzheng.language.Gazetteer;
import wenzheng.language.Names;
import wenzheng.language.Segmenter;

/** Whether a rewritten question asks nothing that its person did not. Safe for use by many threads. */
@Component
final class RewriteProof {

    /** Characters of an utterance that the program's own rules for follow-ups may well get wrong. */
    private static final int TANGLED = 16;

    private static final int LONGEST = 120;

    private static final double ALIKE = 0.8;

    private static final Pattern LEANS = Pattern.compile(
            "[它其那这]|刚才|前面|上面|之前|先前|该|另外|还有|呢[？?]?$|同样|一样|此外");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}");
    private static final Pattern DENIAL = Pattern.compile("[不没无未非别]");

    private final Gazetteer gazetteer;
    private final Segmenter segmenter;

    RewriteProof(Gazetteer gazetteer, Segmenter segmenter) {
        this.gazetteer = gazetteer;
        this.segmenter = segmenter;
    }

    boolean isTangled(String utterance) {
        String folded = Folding.fold(utterance).strip();
        return folded.length() >= TANGLED && LEANS.matcher(folded).find();
    }

    /**
     * @param earlier what it may take names, districts and years from, where the utterance has none of the kind
     */
    boolean holds(String rewritten, String utterance, List<String> earlier) {
        String asked = Folding.fold(rewritten).strip();
        String own = Folding.fold(utterance);
        String all = Folding.fold(String.join("\n", earlier)) + "\n" + own;
        if (asked.isEmpty() || asked.length() > LONGEST || asked.chars().anyMatch(c -> c < ' ')) {
            return false;
        }
        boolean named = Stream.concat(
                        Names.in(asked, segmenter).stream(),
                        Figures.in(asked).stream().map(figure -> figure.span()))
                .allMatch(span -> all.contains(span.of(asked)));
        Set<String> ownYears = years(own);
        Set<String> years = years(asked);
        boolean dated = ownYears.isEmpty() ? years(all).containsAll(years) : years.equals(ownYears);
        Set<String> ownDistricts = districts(own, true);
        boolean placed = districts(all, false).containsAll(districts(asked, false))
                && districts(asked, false).containsAll(districts(own, false))
                && (ownDistricts.isEmpty() || districts(asked, true).equals(ownDistricts));
        boolean denies = DENIAL.matcher(asked).find() && !DENIAL.matcher(own).find();
        long known = asked.chars().filter(Character::isLetter).filter(c -> all.indexOf(c) >= 0).count();
        long letters = asked.chars().filter(Character::isLetter).count();
        return named && dated && placed && !denies && known >= ALIKE * letters;
    }

    private static Set<String> years(String text) {
        return YEAR.matcher(text).results().map(year -> year.group()).collect(Collectors.toSet());
    }

    /** @param certain only those whose kind is said: 新建 is mostly no district of Nanchang */
    private Set<String> districts(String folded, boolean certain) {
        return gazetteer.mentions(folded).stream()
                .filter(mention -> !certain || mention.fullName())
                .map(mention -> mention.district().code())
                .collect(Collectors.toSet());
    }
}
