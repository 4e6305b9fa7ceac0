package wenzheng.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
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
 * The steps from an utterance to its reply. The first step to settle the turn ends the run, after which its
 * reply is proven, and worded by a language model where one is set; each is timed by name ({@code wenzheng.pipeline.step}). Nothing is stored here, so that evaluation runs what people are answered by.
 * Safe for use by many threads.
 */
@Component
public class Pipeline {

    private final List<Step> steps;
    private final List<Step> last;

    @Autowired
    Pipeline(
            QuestionReader reader,
            CannedReplies canned,
            PassageRetriever retriever,
            AnswerComposer composer,
            FigureLock lock,
            Polisher polisher,
            EarlierVersions earlier,
            ConversationSettings settings,
            MeterRegistry meters) {
        steps = List.of(
                step(meters, "understand", turn -> turn.with(reader.read(turn.utterance(), turn.earlier(), turn.district()))),
                step(meters, "rewrite", turn -> turn.with(rewritten(reader, polisher, turn))),
                step(meters, "deflect", turn -> turn.settle(canned.replyTo(turn.question()))),
                step(meters, "retrieve",
                        turn -> turn.with(retriever.retrieveNewest(turn.question(), settings.passages()))),
                step(meters, "answer", turn -> turn.settle(composer.compose(turn.question(), turn.passages()))));
        last = List.of(
                step(meters, "prove", turn -> turn.settle(lock.check(turn.question(), turn.reply()))),
                step(meters, "word", turn -> turn.with(polisher.polish(turn.question(), turn.reply()))),
                step(meters, "name", turn -> turn.settle(earlier.name(turn.question(), turn.reply()))));
    }

    private Pipeline(List<Step> steps, List<Step> last) {
        this.steps = steps;
        this.last = last;
    }

    /** The question as the model words it, where it is tangled, one of policy, and stays one. */
    private static Question rewritten(QuestionReader reader, Polisher polisher, Turn turn) {
        Question question = turn.question();
        if (question.scope() != Scope.POLICY) {
            return question;
        }
        return polisher.rewrite(turn.utterance(), turn.earlier())
                .map(words -> reader.read(words, List.of(), turn.district()))
                .filter(other -> other.scope() == Scope.POLICY && other.language() == question.language())
                .orElse(question);
    }

    /** The same steps without the timers and without the language model, for what no person asked. */
    Pipeline untimed() {
        return new Pipeline(untimed(steps), untimed(last));
    }

    private static List<Step> untimed(List<Step> steps) {
        return steps.stream().filter(step -> !step.isOfModel()).map(Step::untimed).toList();
    }

    /**
     * @param utterance not blank; personal numbers already masked where it comes from a person
     * @param earlier what the same person wrote before, oldest first
     * @return a settled turn: its question, the passages found (none where no search was needed), its reply
     */
    public Turn run(String utterance, List<String> earlier) {
        return run(utterance, earlier, null);
    }

    /**
     * As {@link #run(String, List)}.
     *
     * @param district full name of the district the person chose to ask about, {@code null} where they chose none
     */
    public Turn run(String utterance, List<String> earlier, @Nullable String district) {
        Turn turn = Turn.begin(utterance, earlier, district);
        for (Step step : steps) {
            turn = step.apply(turn);
            if (turn.isSettled()) {
                for (Step then : last) {
                    turn = then.apply(turn);
                }
                return turn;
            }
        }
        throw new IllegalStateException("no step settled the turn; the last step has to");
    }

    private static Step step(MeterRegistry meters, String name, UnaryOperator<Turn> work) {
        return new Step(
                Timer.builder("wenzheng.pipeline.step")
                        .description("Time one step of a turn takes")
                        .tag("step", name)
                        .publishPercentileHistogram()
                        .register(meters),
                work);
    }

    private record Step(Timer timer, UnaryOperator<Turn> work) {
        Turn apply(Turn turn) {
            return timer.record(() -> work.apply(turn));
        }

        boolean isOfModel() {
            return Set.of("rewrite", "word").contains(String.valueOf(timer.getId().getTag("step")));
        }

        Step untimed() {
            return new Step(new SimpleMeterRegistry().timer("untimed"), work);
        }
    }
}
