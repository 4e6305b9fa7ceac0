package wenzheng.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.language.Gazetteer;
import wenzheng.language.WordList;

/**
 * Writes questions as other people would. What is picked by chance depends on {@link #SEED}, the noise and the
 * question's id alone, so that runs repeat. Safe for use by many threads.
 */
@Component
@Profile("evaluation")
class NoiseMaker {

    static final long SEED = 20_261_121;

    /** An error in one of these makes another number of it. */
    private static final String NUMERALS = "零〇一二两三四五六七八九十百千万亿";

    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME = 9;

    private final Readings readings = new Readings();
    private final Traditional traditional = new Traditional();
    private final Pattern names = Pattern.compile(WordList.read(NoiseMaker.class, "names.txt").stream()
            .sorted((one, other) -> other.length() - one.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|")));
    private final Articles articles;
    private final Gazetteer gazetteer;

    NoiseMaker(Articles articles, Gazetteer gazetteer) {
        this.articles = articles;
        this.gazetteer = gazetteer;
    }

    /** @return empty where the question cannot be written so, or reads the same */
    Optional<Item> disturb(Item item, Noise noise) {
        SplittableRandom chance = new SplittableRandom(Objects.hash(SEED, noise.name(), item.id()));
        List<String> turns = switch (noise) {
            case TRADITIONAL -> item.turns().stream().map(traditional::write).toList();
            case FULL_WIDTH -> item.turns().stream().map(NoiseMaker::fullWidth).toList();
            case NUMERALS -> item.turns().stream().map(SpokenNumbers::write).toList();
            case HOMOPHONE -> inLast(item, turn -> misspelled(turn, chance));
            case PINYIN -> inLast(item, turn -> spelled(turn, item, chance));
        };
        return turns.equals(item.turns()) ? Optional.empty() : Optional.of(item.in(turns));
    }

    private static List<String> inLast(Item item, UnaryOperator<String> change) {
        List<String> turns = new ArrayList<>(item.turns());
        turns.addLast(change.apply(turns.removeLast()));
        return turns;
    }

    private static String fullWidth(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(c -> wide.append((char) (c == ' ' ? '\u3000' : c > ' ' && c <= '~' ? c - '!' + '！' : c)));
        return wide.toString();
    }

    private String misspelled(String text, SplittableRandom chance) {
        int[] characters = text.codePoints().toArray();
        List<Integer> places = Stream.iterate(0, at -> at < characters.length, at -> at + 1)
                .filter(at -> NUMERALS.indexOf(characters[at]) < 0)
                .filter(at -> !readings.homophones(characters[at]).isEmpty())
                .toList();
        if (places.isEmpty()) {
            return text;
        }
        int at = picked(places, chance);
        characters[at] = picked(readings.homophones(characters[at]), chance).codePointAt(0);
        return new String(characters, 0, characters.length);
    }

    private String spelled(String text, Item item, SplittableRandom chance) {
        List<String> found = names(text, item).filter(name -> readings.pinyin(name) != null).toList();
        if (found.isEmpty()) {
            return text;
        }
        String name = picked(found, chance);
        int at = text.indexOf(name);
        return text.substring(0, at) + readings.pinyin(name) + text.substring(at + name.length());
    }

    /** Names in the text: those of the list, of districts, and what it shares with the title of its article. */
    private Stream<String> names(String text, Item item) {
        TreeSet<String> found = new TreeSet<>();
        names.matcher(text).results().forEach(match -> found.add(match.group()));
        gazetteer.mentions(text).stream()
                .filter(Gazetteer.Mention::fullName)
                .forEach(mention -> found.add(mention.span().of(text)));
        if (item.expected() instanceof Item.Expected.Spans) {
            item.right().stream()
                    .flatMap(id -> articles.find(id).stream())
                    .map(Article::title)
                    .forEach(title -> found.add(shared(title, text)));
        }
        return found.stream().filter(name -> name.length() >= SHORTEST_NAME && name.length() <= LONGEST_NAME);
    }

    /** The longest run of characters that both hold, the first of these; may be empty. */
    private static String shared(String title, String text) {
        String longest = "";
        for (int start = 0; start < title.length(); start++) {
            int end = start + longest.length() + 1;
            while (end <= title.length() && text.contains(title.substring(start, end))) {
                longest = title.substring(start, end++);
            }
        }
        return longest;
    }

    private static <T> T picked(List<T> choices, SplittableRandom chance) {
        return choices.get(chance.nextInt(choices.size()));
    }
}
