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
import wenzheng.answer.AnswerComposer;
import wenzheng.answer.CannedReplies;
import wenzheng.answer.Reply;
import wenzheng.corpus.Articles;
import wenzheng.language.Folding;
import wenzheng.question.Question;
import wenzheng.question.QuestionReader;
import wenzheng.search.PassageRetriever;
import wenzheng.search.RankedPassage;

/** Asks every question of a set, writes what was said and how good it was, and ends the program. */
@Component
@Profile("evaluation")
class EvaluationRun implements ApplicationRunner {

    private static final int PASSAGES = 20;

    private final EvaluationSettings settings;
    private final QuestionReader reader;
    private final CannedReplies canned;
    private final PassageRetriever retriever;
    private final AnswerComposer composer;
    private final Articles articles;
    private final ConfigurableApplicationContext context;

    EvaluationRun(
            EvaluationSettings settings,
            QuestionReader reader,
            CannedReplies canned,
            PassageRetriever retriever,
            AnswerComposer composer,
            Articles articles,
            ConfigurableApplicationContext context) {
        this.settings = settings;
        this.reader = reader;
        this.canned = canned;
        this.retriever = retriever;
        this.composer = composer;
        this.articles = articles;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
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
        Question question = reader.read(item.text(), List.of());
        Reply reply = canned.replyTo(question)
                .orElseGet(() -> composer.compose(question, retriever.retrieve(question, PASSAGES)));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        String spans = reply instanceof Reply.Answered answered ? answered.spans() : "";
        Prediction prediction = new Prediction(
                item.id(), status(reply), Folding.fold(spans), Folding.fold(reply.text()), documents(question));
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

    private static String status(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> "ANSWERED";
            case Reply.AskedBack askedBack -> "CLARIFICATION";
            case Reply.Abstained abstained -> "NO_ANSWER";
            case Reply.Deflected deflected -> deflected.refused() ? "REFUSED" : "SMALL_TALK";
            case Reply.HandedOver handedOver -> "HANDED_OVER";
        };
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
