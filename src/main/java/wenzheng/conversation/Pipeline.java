package wenzheng.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import wenzheng.answer.AnswerComposer;
import wenzheng.answer.CannedReplies;
import wenzheng.answer.EarlierVersions;
import wenzheng.answer.FigureLock;
import wenzheng.model.Polisher;
import wenzheng.question.Question;
import wenzheng.question.QuestionReader;
import wenzheng.question.Scope;
import wenzheng.search.PassageRetriever;

/**
 * The steps from an utterance to its reply. The first step to settle the turn ends the run, after which its reply is
 * proven, and worded by a language model where one is set; each is timed by name ({@code wenzheng.pipeline.step}).
 * Nothing is stored here, so that evaluation runs what people are answered by. Safe for use by many threads.
 */
@Component
public class Pipeline {

    private final List<Step> steps;
    private final List<Step> last;
    private final Clock clock;

    @Autowired
    Pipeline(
            QuestionReader reader,
            VerifiedAnswers verified,
            CannedReplies canned,
            PassageRetriever retriever,
            AnswerComposer composer,
            FigureLock lock,
            Polisher polisher,
            EarlierVersions earlier,
            ConversationSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.clock = clock;
        steps = List.of(
                step(meters, "understand", turn ->
                        turn.with(reader.read(turn.utterance(), turn.earlier(), turn.district()))),
                step(meters, "verified", turn -> verified.replyTo(turn.question())
                        .map(given -> turn.settle(given.reply(), given.until()))
                        .orElse(turn)),
                modelStep(meters, "rewrite", (turn, asking) -> turn.with(rewritten(reader, polisher, turn, asking))),
                step(meters, "deflect", turn -> turn.settle(canned.replyTo(turn.question()))),
                step(meters, "retrieve",
                        turn -> turn.with(retriever.retrieveNewest(turn.question(), settings.passages()))),
                step(meters, "answer", turn -> turn.settle(composer.compose(turn.question(), turn.passages()))));
        last = List.of(
                step(meters, "prove", turn ->
                        // Staff's own words are proven where they are told, by their quote alone.
                        turn.isVerified() ? turn : turn.settle(lock.check(turn.question(), turn.reply()))),
                modelStep(meters, "word", (turn, asking) -> turn.isVerified()
                        ? turn
                        : turn.with(polisher.polish(turn.question(), turn.reply(), asking.at(), asking.told()))),
                step(meters, "name", turn -> turn.settle(earlier.name(turn.question(), turn.reply()))));
    }

    private Pipeline(List<Step> steps, List<Step> last, Clock clock) {
        this.steps = steps;
        this.last = last;
        this.clock = clock;
    }

    /** The question as the model words it, where it is tangled, one of policy, and stays one. */
    private static Question rewritten(QuestionReader reader, Polisher polisher, Turn turn, Asking asking) {
        Question question = turn.question();
        if (question.scope() != Scope.POLICY) {
            return question;
        }
        return polisher.rewrite(turn.utterance(), turn.earlier(), asking.at())
                .map(words -> reader.read(words, turn.earlier(), turn.district()))
                .filter(other -> other.scope() == Scope.POLICY && other.language() == question.language())
                .orElse(question);
    }

    /** The same steps without the timers and without the language model, for what no person asked. */
    Pipeline untimed() {
        return new Pipeline(untimed(steps), untimed(last), clock);
    }

    private static List<Step> untimed(List<Step> steps) {
        return steps.stream().filter(step -> !step.ofModel()).map(Step::untimed).toList();
    }

    /**
     * @param utterance not blank; personal numbers already masked where it comes from a person
     * @param earlier what the same person wrote before, oldest first
     * @return a settled turn: its question, the passages found (none where no search was needed), its reply
     */
    public Turn run(String utterance, List<String> earlier) {
        return run(utterance, earlier, null, Asking.now(clock));
    }

    /**
     * As {@link #run(String, List)}.
     *
     * @param district full name of the district the person chose to ask about, {@code null} where they chose none
     */
    public Turn run(String utterance, List<String> earlier, @Nullable String district) {
        return run(utterance, earlier, district, Asking.now(clock));
    }

    /**
     * As {@link #run(String, List)}.
     *
     * @param district full name of the district the person chose to ask about, {@code null} where they chose none
     */
    Turn run(String utterance, List<String> earlier, @Nullable String district, Asking asking) {
        Turn turn = Turn.begin(utterance, earlier, district);
        for (Step step : steps) {
            turn = step.apply(turn, asking);
            if (turn.isSettled()) {
                for (Step then : last) {
                    turn = then.apply(turn, asking);
                }
                return turn;
            }
        }
        throw new IllegalStateException("no step settled the turn; the last step has to");
    }

    /**
     * How it is asked.
     *
     * @param at when the question arrived
     * @param told takes what is certain of the reply's text, from its beginning on, before the reply is whole
     */
    record Asking(Instant at, Consumer<String> told) {

        static Asking now(Clock clock) {
            return new Asking(clock.instant(), _ -> {});
        }
    }

    private static Step step(MeterRegistry meters, String name, UnaryOperator<Turn> work) {
        return new Step(timer(meters, name), false, (turn, _) -> work.apply(turn));
    }

    private static Step modelStep(MeterRegistry meters, String name, BiFunction<Turn, Asking, Turn> work) {
        return new Step(timer(meters, name), true, work);
    }

    private static Timer timer(MeterRegistry meters, String step) {
        return Timer.builder("wenzheng.pipeline.step")
                .description("Time one step of a turn takes")
                .tag("step", step)
                .publishPercentileHistogram()
                .register(meters);
    }

    private record Step(Timer timer, boolean ofModel, BiFunction<Turn, Asking, Turn> work) {
        Turn apply(Turn turn, Asking asking) {
            return timer.record(() -> work.apply(turn, asking));
        }

        Step untimed() {
            return new Step(new SimpleMeterRegistry().timer("untimed"), ofModel, work);
        }
    }
}
