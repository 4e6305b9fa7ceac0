package wenzheng.conversation;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wenzheng.language.Folding;
import wenzheng.language.WordList;

/** Sorts texts by what they are about, by {@code topics.tsv}. */
final class Topics {

    /** Where no word of a topic stands in it. */
    static final String OTHER = "other";

    private record Topic(String key, Pattern words) {

        static Topic of(String line) {
            String[] parts = line.split("\t");
            return new Topic(parts[0], Pattern.compile(Stream.of(parts[1].split(" "))
                    .map(Folding::fold)
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))));
        }

        /** Characters of its words in the text. */
        int in(String text) {
            return words.matcher(text).results().mapToInt(found -> found.end() - found.start()).sum();
        }
    }

    private final List<Topic> topics =
            WordList.read(Topics.class, "topics.tsv").stream().map(Topic::of).toList();

    /** In the order of the list, {@value #OTHER} last. */
    List<String> keys() {
        return Stream.concat(topics.stream().map(Topic::key), Stream.of(OTHER)).toList();
    }

    /** @return the key of its topic, {@value #OTHER} where none fits */
    String of(String text) {
        String folded = Folding.fold(text);
        String best = OTHER;
        int most = 0;
        for (Topic topic : topics) {
            int found = topic.in(folded);
            if (found > most) {
                best = topic.key();
                most = found;
            }
        }
        return best;
    }
}
