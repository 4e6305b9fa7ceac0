package wenzheng.model;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.answer.Citation;
import wenzheng.answer.Reply;
import wenzheng.question.Question;

/**
 * Lets the model, where one is set, word an answer and a tangled follow-up; what it writes goes out only as far as it
 * is proven. Whatever goes wrong, the reply stays as it was. Safe for use by many threads.
 */
@Component
public class Polisher {

    private static final Logger LOG = LoggerFactory.getLogger(Polisher.class);

    /** Sentences that are read of one answer. */
    private static final int MOST = 8;

    /** Characters of quotes that are sent; a longer answer goes out as it is. */
    private static final int LONGEST = 2_000;

    private final ModelSettings settings;
    private final Proof proof;
    private final RewriteProof rewriteProof;
    private final MessageSource messages;
    private final MeterRegistry meters;
    private final Endpoint endpoint;
    private final @Nullable Prompts prompts;

    /** @param numbers of its quotes, from 1 */
    private record Sentence(String text, List<Integer> numbers) {}

    /** @throws IllegalStateException where a model is set and a template is broken */
    Polisher(
            ModelSettings settings,
            Proof proof,
            RewriteProof rewriteProof,
            MessageSource messages,
            MeterRegistry meters,
            Clock clock) {
        this.settings = settings;
        this.proof = proof;
        this.rewriteProof = rewriteProof;
        this.messages = messages;
        this.meters = meters;
        this.endpoint = new Endpoint(settings, clock);
        this.prompts = settings.on() ? new Prompts(settings.prompts(), settings.reloadPrompts()) : null;
        if (settings.on()) {
            LOG.info("Answers are worded by {}, as far as what it writes is proven", settings);
        }
    }

    /**
     * @param reply proven already
     * @return empty where there is no model, or nothing for it to word
     */
    public Optional<Worded> polish(Question question, Reply reply) {
        if (prompts == null
                || !(reply instanceof Reply.Answered answer)
                || answer.citations().stream().mapToInt(citation -> citation.quote().length()).sum() > LONGEST
                || answer.citations().stream().anyMatch(citation -> citation.quote().contains("\n"))) {
            return Optional.empty();
        }
        boolean english = question.language() == Question.Language.ENGLISH;
        Worded worded = word(question, answer, english ? Prompts.Job.FRAME : Prompts.Job.COMPOSE);
        meters.counter("wenzheng.model.verdicts", "verdict", worded.verdict().name().toLowerCase(Locale.ROOT))
                .increment();
        worded.reasons().forEach(this::count);
        return Optional.of(worded);
    }

    /**
     * @param earlier what the same person wrote before, oldest first
     * @return the utterance as a question that stands on its own; empty where there is no model, it is not tangled, or
     *     what came is not proven
     */
    public Optional<String> rewrite(String utterance, List<String> earlier) {
        if (prompts == null || earlier.isEmpty() || !rewriteProof.isTangled(utterance)) {
            return Optional.empty();
        }
        List<String> last = earlier.subList(Math.max(0, earlier.size() - 3), earlier.size());
        Endpoint.Heard heard = ask(Prompts.Job.REWRITE, Map.of("earlier", json(last), "question", json(utterance)));
        Optional<String> rewritten = heard.text().lines()
                .map(Polisher::tree)
                .flatMap(Optional::stream)
                .map(node -> node.path("question").asString(""))
                .filter(question -> rewriteProof.holds(question, utterance, last))
                .findFirst();
        meters.counter("wenzheng.model.rewrites", "proven", String.valueOf(rewritten.isPresent())).increment();
        return rewritten;
    }

    private void count(Reason reason) {
        meters.counter("wenzheng.model.reasons", "reason", reason.name().toLowerCase(Locale.ROOT)).increment();
    }

    private Worded word(Question question, Reply.Answered answer, Prompts.Job job) {
        List<Citation> citations = answer.citations();
        String asked = job == Prompts.Job.FRAME ? question.utterance() : question.text();
        Endpoint.Heard heard = ask(job, Map.of("question", json(asked), "quotes", json(quotes(citations))));
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (heard.failure() != null) {
            reasons.add(heard.failure());
        }
        if (heard.text().isBlank()) {
            reasons.add(Reason.EMPTY);
        }
        List<Sentence> kept = new ArrayList<>();
        heard.text().lines().filter(line -> !line.isBlank()).limit(MOST).forEach(line -> {
            Optional<Sentence> sentence = read(line);
            List<Citation> cited = sentence.map(one -> cited(one, citations)).orElse(List.of());
            Set<Reason> wrong = sentence.isEmpty()
                    ? Set.of(Reason.STRUCTURE)
                    : job == Prompts.Job.FRAME
                            ? EnglishFrame.check(sentence.get().text(), cited)
                            : proof.check(sentence.get().text(), cited);
            reasons.addAll(wrong);
            if (wrong.isEmpty() && kept.stream().noneMatch(one -> one.text().equals(sentence.get().text()))) {
                kept.add(sentence.get());
            }
        });
        boolean whole = citations.stream().allMatch(citation -> says(kept, citation, citations, job));
        if (kept.isEmpty() || !whole) {
            reasons.add(Reason.LOST_FACT);
            return new Worded(answer, Worded.Verdict.REPLACED, reasons);
        }
        String text = text(question, answer, kept, job);
        return new Worded(
                new Reply.Answered(text, answer.spans(), citations, answer.suggestions()),
                reasons.isEmpty() ? Worded.Verdict.KEPT : Worded.Verdict.TRIMMED,
                reasons);
    }

    private Endpoint.Heard ask(Prompts.Job job, Map<String, String> inputs) {
        try {
            return endpoint.ask(Objects.requireNonNull(prompts).fill(job, inputs));
        } catch (IllegalStateException broken) {
            LOG.error("The model is not asked: {}", broken.getMessage());
            return new Endpoint.Heard("", Reason.BROKEN);
        }
    }

    private boolean says(List<Sentence> kept, Citation citation, List<Citation> citations, Prompts.Job job) {
        List<Sentence> own = kept.stream().filter(one -> cited(one, citations).contains(citation)).toList();
        return job == Prompts.Job.FRAME
                ? !own.isEmpty()
                : proof.says(own.stream().map(Sentence::text).toList(), citation);
    }

    private static Optional<Sentence> read(String line) {
        return tree(line)
                .filter(node -> node.size() == 2 && node.path("s").isString() && node.path("q").isArray())
                .filter(node -> node.path("q").valueStream().allMatch(JsonNode::isInt))
                .map(node -> new Sentence(
                        node.path("s").asString().strip(),
                        node.path("q").valueStream().map(JsonNode::intValue).distinct().toList()));
    }

    private static Optional<JsonNode> tree(String line) {
        try {
            return Optional.of(JsonMapper.shared().readTree(line)).filter(JsonNode::isObject);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    /** @return empty where a number is none of theirs */
    private static List<Citation> cited(Sentence sentence, List<Citation> citations) {
        return sentence.numbers().stream().allMatch(number -> number >= 1 && number <= citations.size())
                ? sentence.numbers().stream().map(number -> citations.get(number - 1)).toList()
                : List.of();
    }

    /** What the program says around the facts stays; each line of facts begins with its districts and its year. */
    private String text(Question question, Reply.Answered answer, List<Sentence> kept, Prompts.Job job) {
        List<Citation> citations = answer.citations();
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        boolean facts = false;
        for (String line : answer.text().lines().toList()) {
            boolean fact = citations.stream().anyMatch(citation -> line.contains(citation.quote()));
            facts |= fact;
            if (!fact) {
                (facts ? after : before).add(line);
            }
        }
        Map<String, String> told = new LinkedHashMap<>();
        for (Sentence sentence : kept) {
            List<Citation> cited = cited(sentence, citations);
            String words = job == Prompts.Job.FRAME
                    ? sentence.text().replace(EnglishFrame.PLACE, cited.getFirst().quote())
                    : sentence.text();
            told.merge(label(question, cited), words.replaceFirst("[。.；;]$", ""), (one, more) -> one + "；" + more);
        }
        List<String> lines = new ArrayList<>(before);
        told.forEach((label, words) -> lines.add(
                label.isEmpty() ? say(question, "reply.model.plain", words) : say(question, "reply.model.fact", label, words)));
        lines.addAll(after);
        lines.add(say(question, "reply.model.worded"));
        return String.join("\n", lines);
    }

    /** As 管城回族区、中原区（2021年）; empty where no district is known. */
    private String label(Question question, Collection<Citation> cited) {
        Set<String> districts = new LinkedHashSet<>();
        cited.forEach(citation -> Optional.ofNullable(citation.article().district()).ifPresent(districts::add));
        if (districts.isEmpty()) {
            return "";
        }
        Integer vintage = cited.iterator().next().vintage();
        String names = String.join("、", districts);
        return vintage == null
                ? say(question, "reply.model.undated", names)
                : say(question, "reply.model.dated", names, String.valueOf(vintage));
    }

    private String say(Question question, String key, Object... arguments) {
        return messages.getMessage(
                key,
                arguments,
                question.language() == Question.Language.ENGLISH ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
    }

    private static List<Map<String, Object>> quotes(List<Citation> citations) {
        return IntStream.range(0, citations.size())
                .mapToObj(i -> {
                    Map<String, Object> quote = new LinkedHashMap<>();
                    quote.put("n", i + 1);
                    quote.put("district", Objects.requireNonNullElse(citations.get(i).article().district(), ""));
                    quote.put("year", String.valueOf(citations.get(i).vintage()).replace("null", ""));
                    quote.put("text", citations.get(i).quote());
                    return quote;
                })
                .collect(Collectors.toList());
    }

    /** On one line, and without what could look like the end of the data. */
    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value).replace("<", "\\u003c").replace("#", "\\u0023");
    }
}
