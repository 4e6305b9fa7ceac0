package wenzheng.question;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import wenzheng.language.District;
import wenzheng.language.Segmenter;

/**
 * Says what a question asks for, however it is worded: two questions of one gist name the same districts and years, ask
 * for the same kind of fact, and have the same words of a topic, in whatever order. Safe for use by many threads.
 */
@Component
public final class Gists {

    private final Segmenter segmenter;
    private final FunctionWords functionWords = new FunctionWords();

    Gists(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /** @return for comparing; empty where the question has no topic of its own or is none of policy */
    public String of(Question question) {
        Set<String> topic = question.scope() == Scope.POLICY ? topic(question) : Set.of();
        if (topic.isEmpty()) {
            return "";
        }
        String places = question.places().stream()
                .flatMap(place -> place.candidates().stream())
                .map(District::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        Period period = question.period();
        String when = period.years().stream().sorted().map(String::valueOf).collect(Collectors.joining(" "));
        String kinds = question.asks().stream()
                .map(ask -> ask.kind().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        return String.join("|", places, when + period.part(), kinds, String.join(" ", topic));
    }

    /** The words that are left without district, time and what asks; everyday expressions in the articles' words. */
    private Set<String> topic(Question question) {
        char[] rest = question.text().toCharArray();
        question.asks().stream()
                .filter(ask -> ask.kind() != FactKind.ANY)
                .forEach(ask -> Arrays.fill(rest, ask.word().start(), ask.word().end(), ' '));
        Set<String> words = new TreeSet<>();
        for (Meaning meaning : question.meanings()) {
            Arrays.fill(rest, meaning.span().start(), meaning.span().end(), ' ');
            words.add(meaning.alternatives().stream().min(Comparator.naturalOrder()).orElseThrow());
        }
        String left = new String(rest);
        for (Place place : question.places()) {
            left = left.replace(place.written(), " ");
        }
        segmenter.words(PeriodReader.without(left)).stream()
                .filter(word -> word.text().length() >= 2 && !word.text().isBlank())
                .filter(word -> !word.nature().startsWith("w") && !functionWords.contains(word.text()))
                .forEach(word -> words.add(word.text()));
        return words;
    }
}
