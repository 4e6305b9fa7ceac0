package wenzheng.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.answer.Reply;
import wenzheng.answer.SpanReader;
import wenzheng.conversation.Pipeline;
import wenzheng.conversation.ReplyStatus;
import wenzheng.conversation.Turn;
import wenzheng.corpus.Articles;
import wenzheng.language.Folding;
import wenzheng.question.Question;
import wenzheng.search.PassageRetriever;
import wenzheng.search.RankedPassage;

/** Asks every question of a set, writes what was said and how good it was, and ends the program. */
@Component
@Profile("evaluation")
class EvaluationRun implements ApplicationRunner {

    private final EvaluationSettings settings;
    private final Pipeline pipeline;
    private final PassageRetriever retriever;
    private final Articles articles;
    private final SpanReader reader;
    private final ConfigurableApplicationContext context;

    EvaluationRun(
            EvaluationSettings settings,
            Pipeline pipeline,
            PassageRetriever retriever,
            Articles articles,
            SpanReader reader,
            ConfigurableApplicationContext context) {
        this.settings = settings;
        this.pipeline = pipeline;
        this.retriever = retriever;
        this.articles = articles;
        this.reader = reader;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        reader.awaitLoaded();
        QuestionSet set = QuestionSet.read(settings.directory(), settings.limit());
        List<Asked> asked = askAll(set.items());
        Measures measures = new Measures();
        asked.forEach(one -> measures.add(
                one.prediction(), one.item().accepted().stream().map(Folding::fold).toList(), one.item().right()));
        Report report = Report.of(set.name(), articles.all(), asked, measures);
        if (settings.predictions() != null) {
            Files.write(settings.predictions(), asked.stream().map(one -> json(one.prediction())).toList());
        }
        if (settings.json() != null) {
            Files.writeString(settings.json(), json(report.values()) + "\n");
        }
        System.out.print(report.table());
        context.close();
    }

    /** Asks on all cores; the order is that of the questions, so runs repeat. */
    private List<Asked> askAll(List<QuestionSet.Item> items) {
        AtomicInteger done = new AtomicInteger();
        return items.parallelStream()
                .map(item -> {
                    Asked asked = ask(item);
                    reportProgress(done.incrementAndGet(), items.size());
                    return asked;
                })
                .toList();
    }

    private Asked ask(QuestionSet.Item item) {
        long start = System.nanoTime();
        Turn turn = pipeline.run(item.text(), List.of());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        Prediction prediction = new Prediction(
                item.id(),
                ReplyStatus.of(turn.reply()),
                turn.reply() instanceof Reply.Answered answered ? Folding.fold(answered.spans()) : "",
                Folding.fold(turn.reply().text()),
                documents(turn.question()));
        return new Asked(item, prediction, elapsed);
    }

    /** Asks for ever more passages until they come from enough articles, or there are no more. */
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

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
