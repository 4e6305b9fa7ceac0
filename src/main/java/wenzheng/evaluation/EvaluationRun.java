package wenzheng.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.answer.Citation;

/** Asks every question of a set, writes what was said and how good it was, and ends the program. */
@Component
@Profile("evaluation")
class EvaluationRun implements ApplicationRunner {

    private final EvaluationSettings settings;
    private final EvaluationArticles articles;
    private final Asker asker;
    private final ConfigurableApplicationContext context;

    EvaluationRun(
            EvaluationSettings settings,
            EvaluationArticles articles,
            Asker asker,
            ConfigurableApplicationContext context) {
        this.settings = settings;
        this.articles = articles;
        this.asker = asker;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        QuestionSet set = QuestionSet.read(settings.set());
        List<Asked> asked = asker.askAll(settings.chosen(set.items()));
        Report report = Report.of(set.name(), articles.all(), asked);
        if (settings.predictions() != null) {
            Files.write(settings.predictions(), asked.stream().map(EvaluationRun::prediction).toList());
        }
        if (settings.json() != null) {
            Files.writeString(settings.json(), JsonMapper.shared().writeValueAsString(report.values()) + "\n");
        }
        System.out.print(report.table());
        asked.stream().filter(one -> !one.isRight()).limit(settings.show()).forEach(one -> System.out.printf(
                "-- %s %s %s %s%n   %s: %s%n",
                one.item().id(), one.item().type(), one.faults(), one.item().turns(), one.status(), one.reply().text()));
        context.close();
    }

    private static String prediction(Asked asked) {
        Object line = switch (asked.item().expected()) {
            case Item.Expected.Spans _ -> asked.prediction();
            case Item.Expected.Facts _ -> chatPrediction(asked);
        };
        return JsonMapper.shared().writeValueAsString(line);
    }

    private static Map<String, Object> chatPrediction(Asked asked) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", asked.item().id());
        line.put("type", asked.item().type());
        line.put("turns", asked.item().turns());
        line.put("faults", asked.faults());
        line.put("status", asked.status());
        line.put("text", asked.reply().text());
        line.put("citations", asked.citations().stream().map(EvaluationRun::citation).toList());
        return line;
    }

    private static Map<String, Object> citation(Citation citation) {
        Map<String, Object> cited = new LinkedHashMap<>();
        cited.put("documentId", citation.article().id());
        cited.put("district", citation.article().district());
        cited.put("year", citation.vintage());
        cited.put("quote", citation.quote());
        return cited;
    }
}
