package wenzheng.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Questions with the articles that answer them, read from a BEIR-style folder.
 *
 * @param name the folder's name
 */
record QuestionSet(String name, List<Item> items) {

    /**
     * @param accepted answers, each right on its own
     * @param right ids of the articles that answer
     */
    record Item(String id, String text, List<String> accepted, Set<String> right) {}

    QuestionSet {
        items = List.copyOf(items);
    }

    /**
     * @param limit read only the first so many questions; 0 reads all
     * @throws IllegalArgumentException where no document is named for a question
     */
    static QuestionSet read(Path directory, int limit) throws IOException {
        Map<String, Set<String>> right = readJudgements(directory.resolve("qrels/test.tsv"));
        try (var lines = Files.lines(directory.resolve("queries.jsonl"))) {
            List<Item> items = lines.filter(line -> !line.isBlank())
                    .limit(limit > 0 ? limit : Long.MAX_VALUE)
                    .map(line -> item(line, right))
                    .toList();
            return new QuestionSet(directory.toAbsolutePath().normalize().getFileName().toString(), items);
        }
    }

    private static Item item(String line, Map<String, Set<String>> right) {
        JsonNode query = JsonMapper.shared().readTree(line);
        String id = query.get("_id").asString();
        List<String> accepted = query.get("metadata").get("answers").valueStream().map(JsonNode::asString).toList();
        if (!right.containsKey(id)) {
            throw new IllegalArgumentException("qrels/test.tsv names no document for question " + id);
        }
        return new Item(id, query.get("text").asString(), accepted, right.get(id));
    }

    private static Map<String, Set<String>> readJudgements(Path file) throws IOException {
        Map<String, Set<String>> right = new HashMap<>();
        try (var lines = Files.lines(file)) {
            lines.skip(1).map(line -> line.split("\t")).forEach(cells ->
                    right.merge(cells[0], Set.of(cells[1]), QuestionSet::union));
        }
        return right;
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
