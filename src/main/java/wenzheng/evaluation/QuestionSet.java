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
import wenzheng.conversation.ReplyStatus;

/**
 * Questions with what answers them, read from a BEIR-style folder or from a chat set.
 *
 * @param name that of the folder, or of the file without extension where it is not {@code questions}
 */
record QuestionSet(String name, List<Item> items) {

    QuestionSet {
        items = List.copyOf(items);
    }

    /**
     * @param set a folder of queries.jsonl and qrels/test.tsv, or a file of chat questions
     * @throws IllegalArgumentException where no document is named for a question of a folder
     */
    static QuestionSet read(Path set) throws IOException {
        Path path = set.toAbsolutePath().normalize();
        String name = path.getFileName().toString();
        if (Files.isDirectory(path)) {
            Map<String, Set<String>> right = readJudgements(path.resolve("qrels/test.tsv"));
            return new QuestionSet(name, lines(path.resolve("queries.jsonl")).map(node -> query(node, right)).toList());
        }
        boolean isNamedByFolder = name.startsWith("questions.");
        return new QuestionSet(
                isNamedByFolder ? path.getParent().getFileName().toString() : name.replaceFirst("\\.[^.]*$", ""),
                lines(path).map(QuestionSet::chat).toList());
    }

    private static Stream<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(line -> JsonMapper.shared().readTree(line));
    }

    private static Item query(JsonNode query, Map<String, Set<String>> right) {
        String id = query.get("_id").asString();
        if (!right.containsKey(id)) {
            throw new IllegalArgumentException("qrels/test.tsv names no document for question " + id);
        }
        return new Item(
                id,
                "",
                List.of(query.get("text").asString()),
                right.get(id),
                new Item.Expected.Spans(strings(query.get("metadata").get("answers"))));
    }

    private static Item chat(JsonNode question) {
        JsonNode status = question.get("status");
        List<String> statuses = status.isArray() ? strings(status) : List.of(status.asString());
        return new Item(
                question.get("id").asString(),
                question.get("type").asString(),
                strings(question.get("turns")),
                // File names; an article's id has no extension.
                strings(question.path("sources")).stream()
                        .map(file -> file.split("\\.")[0])
                        .collect(Collectors.toSet()),
                new Item.Expected.Facts(
                        statuses.stream().map(ReplyStatus::valueOf).collect(Collectors.toSet()),
                        question.path("must").valueStream().map(QuestionSet::strings).toList(),
                        strings(question.path("must_not")),
                        strings(question.path("quote"))));
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
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
