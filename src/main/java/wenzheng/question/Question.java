package wenzheng.question;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An utterance understood: the question it asks, on its own, without the turns before it.
 *
 * @param utterance what the person wrote
 * @param text the question to search with: folded, follow-up resolved, slips mended, politeness dropped
 * @param scope anything but {@link Scope#POLICY} is replied to without a search
 * @param asks the facts asked for, in the order asked; never empty
 * @param meanings its everyday expressions, with the articles' words for them
 * @param places the districts asked about, named or carried over; empty where there are none
 * @param ofOwnDistrict whether it speaks of the person's own district, 我们区, which is among the places as far as it is known
 * @param period the time asked about
 * @param comparisons what is wanted done with several figures; empty where nothing is
 * @param language the language to reply in
 * @param writings how the utterance was written before its slips were mended, and behind it those before that it leans
 *     on, as far as slips were mended in them
 */
public record Question(
        String utterance,
        String text,
        Scope scope,
        List<Ask> asks,
        List<Meaning> meanings,
        List<Place> places,
        boolean ofOwnDistrict,
        Period period,
        Set<Comparison> comparisons,
        Language language,
        List<Writing> writings) {

    public enum Language { CHINESE, ENGLISH }

    /**
     * A text before and after slips of input were mended.
     *
     * @param read as long as what was written
     */
    public record Writing(String written, String read) {

        public Writing {
            if (written.length() != read.length()) {
                throw new IllegalArgumentException("mending keeps the length, got %d and %d characters"
                        .formatted(written.length(), read.length()));
            }
        }
    }

    public Question {
        if (asks.isEmpty()) {
            throw new IllegalArgumentException("a question asks for at least one kind of fact, ANY if unknown");
        }
        asks = List.copyOf(asks);
        meanings = List.copyOf(meanings);
        places = List.copyOf(places);
        comparisons = Set.copyOf(comparisons);
        writings = List.copyOf(writings);
    }

    Question with(List<Place> places, Period period, String text, List<Ask> asks) {
        return new Question(utterance, text, scope, asks, meanings, places, ofOwnDistrict, period, comparisons, language, writings);
    }

    /** As one that leans on the earlier question. */
    Question after(Question earlier) {
        List<Writing> both = Stream.concat(
                        writings.stream(),
                        earlier.writings.stream().filter(writing -> !writing.written().equals(writing.read())))
                .toList();
        return new Question(utterance, text, scope, asks, meanings, places, ofOwnDistrict, period, comparisons, language, both);
    }

    Question with(List<Meaning> meanings, Set<Comparison> comparisons) {
        return new Question(utterance, text, scope, asks, meanings, places, ofOwnDistrict, period, comparisons, language, writings);
    }

    /**
     * Words of the text as the person wrote them.
     *
     * @return the words themselves where no slip was mended in them
     */
    public String asWritten(String words) {
        for (Writing writing : writings) {
            int at = writing.read().indexOf(words);
            if (at >= 0) {
                return writing.written().substring(at, at + words.length());
            }
        }
        return words;
    }

    /** Whether one of its places may be the district of this full name; a city's districts are not told apart here. */
    public boolean names(@Nullable String district) {
        return places.stream()
                .flatMap(place -> place.candidates().stream())
                .anyMatch(candidate -> candidate.name().equals(district));
    }

    public boolean asks(FactKind kind) {
        return asks.stream().anyMatch(ask -> ask.kind() == kind);
    }
}
