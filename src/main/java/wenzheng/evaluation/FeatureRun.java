package wenzheng.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import wenzheng.answer.AnswerComposer;
import wenzheng.answer.Weighed;
import wenzheng.conversation.ReplyStatus;
import wenzheng.language.Folding;
import wenzheng.question.FactKind;

/** What speaks for each sentence that may answer: what judgement.tsv is fitted on (training/judgement.py). */
@Component
@Profile("evaluation")
class FeatureRun {

    /** Sentences of one question that do not answer it. */
    private static final int MOST_WRONG = 60;

    /** Characters from which on a sentence is a part of a longer answer and not there by chance. */
    private static final int LEAST_PART = 8;

    private final AnswerComposer composer;

    FeatureRun(AnswerComposer composer) {
        this.composer = composer;
    }

    /**
     * One question, as the features file has it.
     *
     * @param kind what it asks for first
     * @param figure whether that is a figure
     * @param answerable whether an article answers it
     * @param removed whether the article that does was withdrawn; what is right then holds the same facts by chance
     * @param question as it was understood
     * @param candidates best first: those that are right, and the best {@value #MOST_WRONG} others
     */
    record Line(
            String id,
            FactKind kind,
            boolean figure,
            boolean answerable,
            boolean removed,
            String question,
            List<Candidate> candidates) {

        record Candidate(String article, String sentence, boolean right, SequencedMap<String, Double> features) {}
    }

    /** @return a line for each question whose right reply is an answer or that there is none; what is vague tells neither */
    List<Line> weighAll(List<Asked> asked) {
        return asked.stream()
                .filter(one -> tellsRightFromWrong(one.item()))
                .map(one -> line(one, false))
                .toList();
    }

    /** @param asked while the article that answers is withdrawn; it must be so still */
    List<Line> weighRemoved(List<Asked> asked) {
        return asked.stream().map(one -> line(one, true)).toList();
    }

    private static boolean tellsRightFromWrong(Item item) {
        return switch (item.expected()) {
            case Item.Expected.Spans _ -> true;
            case Item.Expected.Facts facts ->
                facts.statuses().stream().anyMatch(Set.of(ReplyStatus.ANSWERED, ReplyStatus.NO_ANSWER)::contains)
                        && !facts.statuses().contains(ReplyStatus.CLARIFICATION);
        };
    }

    private Line line(Asked asked, boolean removed) {
        Item item = asked.item();
        Weighed weighed = composer.weigh(asked.turn().question(), asked.turn().passages());
        List<Line.Candidate> candidates = new ArrayList<>();
        int wrong = 0;
        for (Weighed.Candidate candidate : weighed.candidates()) {
            boolean right = removed ? holdsTheSame(item, candidate) : isRight(item, candidate);
            if (right || wrong++ < MOST_WRONG) {
                candidates.add(labelled(candidate, right));
            }
        }
        return new Line(
                item.id(),
                weighed.kind(),
                weighed.kind().isFigure(),
                isAnswerable(item),
                removed,
                asked.turn().question().text(),
                candidates);
    }

    private static boolean isAnswerable(Item item) {
        return !item.right().isEmpty()
                && !(item.expected() instanceof Item.Expected.Spans spans && spans.accepted().isEmpty());
    }

    private static Line.Candidate labelled(Weighed.Candidate candidate, boolean right) {
        SequencedMap<String, Double> features = new LinkedHashMap<>();
        candidate.features().forEach((name, value) -> features.put(name, Report.rounded(value)));
        return new Line.Candidate(candidate.article().id(), candidate.sentence(), right, features);
    }

    private static boolean isRight(Item item, Weighed.Candidate candidate) {
        return switch (item.expected()) {
            case Item.Expected.Facts facts -> ChatJudge.isRight(item, candidate.article().id())
                    && ChatJudge.holdsFacts(facts, candidate.sentence())
                    && ChatJudge.holdsQuote(facts, candidate.passage().text());
            case Item.Expected.Spans spans -> item.right().contains(candidate.article().id())
                    && answers(spans, Folding.fold(candidate.sentence()));
        };
    }

    private static boolean holdsTheSame(Item item, Weighed.Candidate candidate) {
        return switch (item.expected()) {
            case Item.Expected.Facts facts ->
                !facts.must().isEmpty() && ChatJudge.holdsFacts(facts, candidate.sentence());
            case Item.Expected.Spans spans -> spans.standIn(Folding.fold(candidate.sentence()));
        };
    }

    /** Whether it holds an accepted answer, or is a part of one that goes over several sentences. */
    private static boolean answers(Item.Expected.Spans spans, String sentence) {
        String part = Likeness.compact(sentence).replaceFirst("[。.！!？?；;]$", "");
        return spans.standIn(sentence)
                || part.length() >= LEAST_PART
                        && spans.folded().stream().map(Likeness::compact).anyMatch(answer -> answer.contains(part));
    }
}
