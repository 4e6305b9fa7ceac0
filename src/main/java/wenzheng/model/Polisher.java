package wenzheng.model;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
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

    /** Characters of quotes that are sent; a longer answer goes out as it is. */
    private static final int LONGEST = 2_000;

    /** Earlier utterances that a rewriting may lean on. */
    private static final int EARLIER = 3;

    /** What a request takes besides the model: its wait for a place, the answer itself, keeping it. */
    private static final Duration BESIDES = Duration.ofSeconds(4);

    private final ModelSettings settings;
    private final Proof proof;
    private final RewriteProof rewriteProof;
    private final MessageSource messages;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Endpoint endpoint;
    private final @Nullable Prompts prompts;

    /**
     * @param limit how long a request may take, so that everybody gets an answer in time
     * @throws Prompts.Broken where a model is set and a template is missing or broken
     * @throws IllegalArgumentException where a model is set that may take too long
     */
    Polisher(
            ModelSettings settings,
            Proof proof,
            RewriteProof rewriteProof,
            MessageSource messages,
            MeterRegistry meters,
            Clock clock,
            @Value("${wenzheng.limits.time:20s}") Duration limit) {
        if (settings.on() && settings.time().plus(BESIDES).compareTo(limit) > 0) {
            throw new IllegalArgumentException(
                    "wenzheng.model.time is %s and wenzheng.limits.time %s; give the model %s less than a request"
                            .formatted(settings.time(), limit, BESIDES));
        }
        this.settings = settings;
        this.proof = proof;
        this.rewriteProof = rewriteProof;
        this.messages = messages;
        this.meters = meters;
        this.clock = clock;
        this.endpoint = new Endpoint(settings, clock);
        this.prompts = settings.on() ? new Prompts(settings.prompts(), settings.reloadPrompts()) : null;
        if (settings.on()) {
            LOG.info("Answers are worded by {}, as far as what it writes is proven", settings);
        }
    }

    /** How the model is; empty where none is set. */
    Optional<Endpoint.Standing> standing() {
        return settings.on() ? Optional.of(endpoint.standing()) : Optional.empty();
    }

    /**
     * @param reply proven already
     * @param askedAt when the question arrived
     * @param told takes what is proven as it comes, once all that answers is; the text of the reply that is returned
     *     begins with it. Takes nothing where the reply stays as it was
     * @return empty where there is no model, or nothing for it to word
     */
    public Optional<Worded> polish(Question question, Reply reply, Instant askedAt, Consumer<String> told) {
        if (prompts == null
                || !(reply instanceof Reply.Answered answer)
                || answer.citations().stream().mapToInt(citation -> citation.quote().length()).sum() > LONGEST
                || answer.citations().stream().anyMatch(citation ->
                        answer.text().lines().noneMatch(line -> line.contains(citation.quote())))) {
            return Optional.empty();
        }
        boolean english = question.language() == Question.Language.ENGLISH;
        Draft draft = new Draft(question, answer, proof, messages, told);
        Worded worded = draft.end(ask(
                english ? Prompts.Job.FRAME : Prompts.Job.COMPOSE,
                Map.of(
                        "question", json(english ? question.utterance() : question.text()),
                        "quotes", json(quotes(answer.citations()))),
                left(askedAt),
                draft::add));
        meters.counter("wenzheng.model.verdicts", "verdict", name(worded.polish().verdict())).increment();
        worded.polish()
                .reasons()
                .forEach(reason -> meters.counter("wenzheng.model.reasons", "reason", name(reason)).increment());
        return Optional.of(worded);
    }

    /**
     * @param earlier what the same person wrote before, oldest first
     * @param askedAt when the question arrived
     * @return the utterance as a question that stands on its own; empty where there is no model, it is not tangled, or
     *     what came is not proven
     */
    public Optional<String> rewrite(String utterance, List<String> earlier, Instant askedAt) {
        if (prompts == null || earlier.isEmpty() || !rewriteProof.isTangled(utterance)) {
            return Optional.empty();
        }
        List<String> last = earlier.subList(Math.max(0, earlier.size() - EARLIER), earlier.size());
        List<String> written = new ArrayList<>();
        ask(
                Prompts.Job.REWRITE,
                Map.of("earlier", json(last), "question", json(utterance)),
                left(askedAt).dividedBy(2),
                written::add);
        Optional<String> rewritten = written.stream()
                .map(Draft::tree)
                .flatMap(Optional::stream)
                .map(node -> node.path("question").asString(""))
                .filter(question -> rewriteProof.holds(question, utterance, last))
                .findFirst();
        meters.counter("wenzheng.model.rewrites", "proven", String.valueOf(rewritten.isPresent())).increment();
        return rewritten;
    }

    private Duration left(Instant askedAt) {
        return settings.time().minus(Duration.between(askedAt, clock.instant()));
    }

    private Endpoint.Heard ask(
            Prompts.Job job, Map<String, String> inputs, Duration time, Consumer<String> lines) {
        try {
            return endpoint.ask(Objects.requireNonNull(prompts).fill(job, inputs), time, lines);
        } catch (Prompts.Broken broken) {
            LOG.error("The model is not asked: {}", broken.getMessage());
            return new Endpoint.Heard(true, Reason.BROKEN);
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
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
