package wenzheng.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import wenzheng.answer.SpanReader;
import wenzheng.conversation.Pipeline;
import wenzheng.conversation.Turn;
import wenzheng.question.Question;
import wenzheng.search.PassageRetriever;
import wenzheng.search.RankedPassage;
import wenzheng.search.SentenceVectors;

/** Asks questions through the steps that people are answered by. Safe for use by many threads. */
@Component
@Profile("evaluation")
class Asker {

    private final Pipeline pipeline;
    private final PassageRetriever retriever;
    private final SentenceVectors vectors;
    private final SpanReader reader;

    Asker(Pipeline pipeline, PassageRetriever retriever, SentenceVectors vectors, SpanReader reader) {
        this.pipeline = pipeline;
        this.retriever = retriever;
        this.vectors = vectors;
        this.reader = reader;
    }

    /** Asks on all cores; the order is that of the questions, so runs repeat. */
    List<Asked> askAll(List<Item> items) {
        vectors.await();
        reader.awaitLoaded();
        AtomicInteger done = new AtomicInteger();
        return items.parallelStream()
                .map(item -> {
                    Asked asked = ask(item);
                    reportProgress(done.incrementAndGet(), items.size());
                    return asked;
                })
                .toList();
    }

    Asked ask(Item item) {
        List<String> turns = item.turns();
        int last = turns.size() - 1;
        long start = System.nanoTime();
        Turn turn = pipeline.run(turns.get(last), turns.subList(0, last));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Asked(
                item,
                turn,
                item.expected() instanceof Item.Expected.Spans ? documents(turn.question()) : List.of(),
                elapsed);
    }

    /**
     * Asks for ever more passages until they come from enough articles, or there are no more. Older versions are among
     * them, which the pipeline leaves out: where a set has copies it judges one of them, and not always the newest.
     */
    private List<String> documents(Question question) {
        for (int limit = 5 * Prediction.DOCUMENTS; ; limit *= 4) {
            List<RankedPassage> passages = retriever.retrieve(question, limit);
            List<String> documents =
                    passages.stream().map(ranked -> ranked.article().id()).distinct().toList();
            if (documents.size() >= Prediction.DOCUMENTS || passages.size() < limit) {
                return documents.subList(0, Math.min(documents.size(), Prediction.DOCUMENTS));
            }
        }
    }

    private static void reportProgress(int done, int all) {
        if (done % 500 == 0 && done < all) {
            System.err.printf("%d of %d questions asked%n", done, all);
        }
    }
}
