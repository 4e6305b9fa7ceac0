package wenzheng.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.answer.Citation;
import wenzheng.answer.Reply;
import wenzheng.question.Question;

/**
 * An answer as the model words it, sentence by sentence. Nothing of it is told before all that answers is proven;
 * then what is told stays. For one thread.
 */
final class Draft {

    /** Sentences that are read of one answer. */
    private static final int MOST = 8;

    private final Reply.Answered answer;
    private final List<Citation> citations;
    private final boolean frame;
    private final Locale locale;
    private final Proof proof;
    private final MessageSource messages;
    private final Consumer<String> told;

    private final List<Sentence> kept = new ArrayList<>();
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private final StringBuilder text = new StringBuilder();
    private int lines;
    private String label = "";
    private boolean whole;

    private record Sentence(String text, List<Citation> cited) {}

    /** @param told takes the text as it grows, never what is not proven */
    Draft(Question question, Reply.Answered answer, Proof proof, MessageSource messages, Consumer<String> told) {
        this.answer = answer;
        this.citations = answer.citations();
        this.frame = question.language() == Question.Language.ENGLISH;
        this.locale = frame ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        this.proof = proof;
        this.messages = messages;
        this.told = told;
        around(false).forEach(line -> text.append(line).append('\n'));
    }

    /** Takes one line of what the model writes. */
    void add(String line) {
        if (line.isBlank() || ++lines > MOST) {
            return;
        }
        Optional<Sentence> sentence = read(line);
        Set<Reason> wrong = sentence.map(this::check).orElse(Set.of(Reason.STRUCTURE));
        reasons.addAll(wrong);
        if (wrong.isEmpty() && !kept.contains(sentence.get())) {
            keep(sentence.get());
        }
    }

    private Set<Reason> check(Sentence sentence) {
        return frame
                ? EnglishFrame.check(sentence.text(), sentence.cited())
                : proof.check(sentence.text(), sentence.cited());
    }

    private void keep(Sentence sentence) {
        kept.add(sentence);
        int from = whole ? text.length() : 0;
        text.append(worded(sentence));
        whole = whole || citations.stream().allMatch(this::isSaid);
        if (whole) {
            told.accept(text.substring(from));
        }
    }

    private boolean isSaid(Citation citation) {
        List<String> own = kept.stream()
                .filter(sentence -> sentence.cited().contains(citation))
                .map(Sentence::text)
                .toList();
        return frame ? !own.isEmpty() : proof.says(own, citation);
    }

    /** @param heard how the model ended */
    Worded end(Endpoint.Heard heard) {
        if (heard.failure() != null) {
            reasons.add(heard.failure());
        }
        if (heard.empty()) {
            reasons.add(Reason.EMPTY);
        }
        if (!whole) {
            reasons.add(Reason.LOST_FACT);
            return new Worded(answer, new Polish(Polish.Verdict.REPLACED, List.copyOf(reasons)));
        }
        around(true).forEach(line -> text.append('\n').append(line));
        text.append('\n').append(say("reply.model.worded"));
        return new Worded(
                new Reply.Answered(text.toString(), answer.spans(), citations, answer.suggestions()),
                new Polish(reasons.isEmpty() ? Polish.Verdict.KEPT : Polish.Verdict.TRIMMED, List.copyOf(reasons)));
    }

    /** What the program says before the facts, or after them. */
    private List<String> around(boolean after) {
        List<String> lines = answer.text().lines().toList();
        List<Boolean> facts = lines.stream()
                .map(line -> citations.stream().anyMatch(citation -> line.contains(citation.quote())))
                .toList();
        int first = Math.max(0, facts.indexOf(true));
        return after
                ? lines.subList(first, lines.size()).stream()
                        .filter(line -> !facts.get(lines.indexOf(line)))
                        .toList()
                : lines.subList(0, first);
    }

    /** Each line begins with its districts and its year. */
    private String worded(Sentence sentence) {
        String words = (frame
                        ? sentence.text().replace(EnglishFrame.PLACE, sentence.cited().getFirst().quote())
                        : sentence.text())
                .replaceFirst("[。.；;]$", "");
        String own = label(sentence.cited());
        boolean first = kept.size() == 1;
        if (!first && own.equals(label)) {
            return say("reply.model.more", words);
        }
        label = own;
        return (first ? "" : "\n")
                + (own.isEmpty() ? say("reply.model.plain", words) : say("reply.model.fact", own, words));
    }

    /** As 管城回族区、中原区（2021年）; empty where no district is known. */
    private String label(Collection<Citation> cited) {
        String districts = cited.stream()
                .map(citation -> citation.article().district())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .collect(Collectors.joining("、"));
        Integer vintage = cited.iterator().next().vintage();
        if (districts.isEmpty()) {
            return "";
        }
        return vintage == null
                ? say("reply.model.undated", districts)
                : say("reply.model.dated", districts, String.valueOf(vintage));
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    private Optional<Sentence> read(String line) {
        return tree(line)
                .filter(node -> node.size() == 2 && node.path("s").isString() && node.path("q").isArray())
                .filter(node -> node.path("q").valueStream().allMatch(JsonNode::isInt))
                .map(node -> new Sentence(
                        node.path("s").asString().strip(),
                        cited(node.path("q").valueStream().map(JsonNode::intValue).distinct().toList())));
    }

    /** @return empty where a number is none of theirs */
    private List<Citation> cited(List<Integer> numbers) {
        return numbers.stream().allMatch(number -> number >= 1 && number <= citations.size())
                ? numbers.stream().map(number -> citations.get(number - 1)).toList()
                : List.of();
    }

    /** @return empty where the line is no JSON object */
    static Optional<JsonNode> tree(String line) {
        try {
            return Optional.of(JsonMapper.shared().readTree(line)).filter(JsonNode::isObject);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }
}
