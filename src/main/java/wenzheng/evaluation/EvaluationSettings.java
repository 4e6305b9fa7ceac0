package wenzheng.evaluation;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Profile;

/**
 * One evaluation run.
 *
 * @param directory a BEIR-style folder: corpus.jsonl, queries.jsonl, qrels/test.tsv
 * @param predictions where to write a line for each question; {@code null}: nowhere
 * @param json where to write the measures for machines; {@code null}: nowhere
 * @param limit ask only the first so many questions; 0 asks all
 */
@Profile("evaluation")
@ConfigurationProperties("wenzheng.evaluation")
record EvaluationSettings(
        Path directory, @Nullable Path predictions, @Nullable Path json, @DefaultValue("0") int limit) {}
