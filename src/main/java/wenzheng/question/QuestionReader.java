package wenzheng.question;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.language.District;
import wenzheng.language.Folding;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;
import wenzheng.language.WordList;

/** Understands an utterance in the light of the ones before it. Safe for use by many threads. */
@Component
public class QuestionReader {

    private static final Pattern LATIN = Pattern.compile("[a-z]");

    /** Addresses, tags, statements and names of programs are no language that somebody would be answered in. */
    private static final Pattern CODE = Pattern.compile(
            "(?:https?://|www\\.)[^\\s\\p{IsHan}]+|<[^<>]{0,200}>"
                    + "|\\b(?:select|insert|update|delete|drop|union)\\b[^\\p{IsHan}?]{0,200}"
                    + "|\\b[a-z0-9]+[_=({\\[][^\\s\\p{IsHan}]*");

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    /** Characters at the end of an earlier utterance that a follow-up may lean on; a question stands at the end. */
    private static final int REMEMBERED = 200;

    private final ScopeReader scopes = new ScopeReader();
    private final AskReader asks = new AskReader();
    private final ComparisonReader comparisons = new ComparisonReader();
    private final PlaceReader places;
    private final PeriodReader periods;
    private final FollowUps followUps;
    private final Gazetteer gazetteer;
    private final Colloquial colloquial;
    private final LatinReader latin;
    private final Slips slips;
    private final Pattern fillers = fillers();

    /**
     * @param known mends slips of input, and spells names that are given by their sound
     * @param clock says which year 今年 is
     */
    public QuestionReader(Gazetteer gazetteer, Segmenter segmenter, KnownText known, Clock clock) {
        this.gazetteer = gazetteer;
        this.latin = new LatinReader(gazetteer, known);
        FunctionWords functionWords = new FunctionWords();
        this.slips = new Slips(known, segmenter, gazetteer, functionWords);
        this.places = new PlaceReader(gazetteer, segmenter, known, functionWords);
        this.periods = new PeriodReader(clock);
        this.colloquial = new Colloquial(segmenter);
        this.followUps = new FollowUps(segmenter, asks, functionWords);
    }

    /**
     * @param utterance not blank
     * @param earlier what the same person wrote before in this conversation, oldest first; may be empty
     */
    public Question read(String utterance, List<String> earlier) {
        return read(utterance, earlier, null);
    }

    /**
     * As {@link #read(String, List)}.
     *
     * @param district full name of the district that the person chose to ask about: meant where the utterance neither
     *     names one, nor leans on a question that did, nor asks about all of them; {@code null} where none was chosen
     */
    public Question read(String utterance, List<String> earlier, @Nullable String district) {
        Question previous = null;
        for (String said : earlier) {
            String end = said.length() <= REMEMBERED ? said : said.substring(said.length() - REMEMBERED);
            Question question = read(end, previous);
            previous = question.scope() == Scope.POLICY ? question : previous;
        }
        Question question = read(utterance, previous);
        boolean open = question.places().stream().allMatch(place -> place.standing() == Place.Standing.CARRIED)
                && !followUps.asksAboutAllDistricts(question);
        List<District> chosen = district == null || !open ? List.of() : gazetteer.named(district);
        return chosen.isEmpty()
                ? question
                : question.with(
                        List.of(new Place(chosen, Place.Standing.CERTAIN, district)),
                        question.period(),
                        question.text(),
                        question.asks());
    }

    private Question read(String utterance, @Nullable Question previous) {
        String folded = Folding.fold(utterance).strip().replaceAll("\\s+", " ");
        Scope written = scopes.read(folded);
        Scope scope = written == Scope.POLICY ? scopes.read(slips.mend(folded)) : written;
        String plain = fillers.matcher(folded).replaceAll("").replaceFirst("^[,，。、 ]+", "");
        String anywhere = followUps.withoutOwnDistrict(plain);
        Question.Language language = language(folded);
        String spelled = chinese(anywhere.isBlank() ? folded : anywhere, language);
        String text = language == Question.Language.CHINESE ? slips.mend(spelled) : spelled;
        Question question = new Question(
                utterance,
                text,
                scope,
                asks.read(text),
                List.of(),
                places.read(text),
                !anywhere.equals(plain),
                periods.read(text),
                Set.of(),
                language,
                List.of(new Question.Writing(spelled, text)));
        Question whole = previous == null || scope != Scope.POLICY ? question : resolve(question, anywhere, previous);
        boolean several = whole.places().size() > 1 || whole.period().years().size() > 1;
        return whole.with(colloquial.in(whole.text()), comparisons.read(whole.text(), several));
    }

    private Question resolve(Question question, String said, Question previous) {
        Question whole = followUps.resolve(question, said, previous);
        return whole.text().equals(question.text()) ? whole : whole.after(previous);
    }

    /** The text with names spelled by sound in characters, and English terms in Chinese. */
    private String chinese(String text, Question.Language language) {
        return switch (language) {
            case ENGLISH -> {
                String terms = latin.english(text);
                yield terms.isBlank() ? text : terms;
            }
            case CHINESE -> latin.names(PeriodReader.inDigits(text));
        };
    }

    private static Question.Language language(String folded) {
        long latin = LATIN.matcher(CODE.matcher(folded).replaceAll("")).results().count();
        long chinese = CHINESE.matcher(folded).results().count();
        return latin > 3 * chinese ? Question.Language.ENGLISH : Question.Language.CHINESE;
    }

    private static Pattern fillers() {
        return Pattern.compile(WordList.read(QuestionReader.class, "fillers.txt").stream()
                .map(Folding::fold)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }
}
