package wenzheng.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.answer.HotlineSettings;

/** Asks every question of a set, writes what was said and how good it was, and ends the program. */
@Component
@Profile("evaluation")
class EvaluationRun implements ApplicationRunner {

    private final EvaluationSettings settings;
    private final EvaluationArticles articles;
    private final Asker asker;
    private final NoiseRun noise;
    private final RemovalRun removal;
    private final FeatureRun features;
    private final FigureCheck figures;
    private final ConfigurableApplicationContext context;

    EvaluationRun(
            EvaluationSettings settings,
            EvaluationArticles articles,
            Asker asker,
            NoiseRun noise,
            RemovalRun removal,
            FeatureRun features,
            HotlineSettings hotline,
            ConfigurableApplicationContext context) {
        this.settings = settings;
        this.articles = articles;
        this.asker = asker;
        this.noise = noise;
        this.removal = removal;
        this.features = features;
        this.figures = new FigureCheck(articles.all(), hotline);
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        QuestionSet set = QuestionSet.read(settings.set());
        List<Asked> plain = asker.askAll(settings.chosen(set.items()));
        SequencedMap<String, Object> values = Report.of(set.name(), articles.all(), plain);
        List<Asked> replies = new ArrayList<>(plain);
        SequencedMap<String, List<Asked>> wrong = new LinkedHashMap<>();
        List<FeatureRun.Line> weighed = new ArrayList<>(settings.features() == null ? List.of() : features.weighAll(plain));
        switch (settings.mode()) {
            case PLAIN -> wrong.put("wrong", plain.stream().filter(one -> !one.isRight()).toList());
            case NOISE -> noise.askAll(plain).forEach(disturbed -> {
                values.put(disturbed.noise().label(), disturbed.values());
                wrong.put("wrong with " + disturbed.noise().label(), disturbed.spoiled());
                disturbed.changed().forEach(at -> replies.add(disturbed.asked().get(at)));
            });
            case REMOVED -> {
                RemovalRun.Removed removed = removal.askAll(plain, gone -> {
                    if (settings.features() != null) {
                        weighed.addAll(features.weighRemoved(gone));
                    }
                });
                values.putAll(removed.values());
                wrong.put("abstained although it is there", removed.missed());
                wrong.put("answered although it is gone", removed.invented());
                replies.addAll(removed.removed());
            }
        }
        List<Asked> unsupported =
                replies.stream().filter(one -> !figures.unsupported(one).isEmpty()).toList();
        List<Asked> mixed = replies.stream().filter(one -> !figures.mixedIn(one).isEmpty()).toList();
        values.put("replies", replies.size());
        values.put("with-unsupported-figures", unsupported.size());
        values.put("with-another-place-or-year", mixed.size());
        wrong.put("with unsupported figures", unsupported);
        wrong.put("with another district or year", mixed);
        write(values, plain, weighed);
        System.out.print(Report.table(values));
        wrong.forEach(this::show);
        context.close();
    }

    private void write(SequencedMap<String, Object> values, List<Asked> asked, List<FeatureRun.Line> weighed)
            throws IOException {
        if (settings.predictions() != null) {
            Files.write(settings.predictions(), asked.stream().map(one -> json(one.line())).toList());
        }
        if (settings.features() != null) {
            Files.write(settings.features(), weighed.stream().map(EvaluationRun::json).toList());
        }
        if (settings.json() != null) {
            Files.writeString(settings.json(), json(values) + "\n");
        }
    }

    private void show(String what, List<Asked> asked) {
        asked.stream().limit(settings.show()).forEach(one -> System.out.printf(
                "-- %s: %s %s %s %s%n   %s %s%n",
                what,
                one.item().id(),
                one.item().type(),
                one.faults().isEmpty() ? figures.unsupported(one) : one.faults(),
                one.item().turns(),
                one.status(),
                one.reply().text()));
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
