package wenzheng.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.corpus.Article;
import wenzheng.corpus.ArticleReader;
import wenzheng.corpus.Articles;
import wenzheng.corpus.CatalogueEntry;

/** The documents of a BEIR-style folder as articles, in place of those that citizens are answered from. */
@Component
@Profile("evaluation")
class BeirArticles implements Articles {

    private final List<Article> articles;
    private final Map<String, Article> byId;

    BeirArticles(EvaluationSettings settings, ArticleReader reader) throws IOException {
        try (var lines = Files.lines(settings.directory().resolve("corpus.jsonl"))) {
            articles = lines.filter(line -> !line.isBlank())
                    .map(line -> read(reader, JsonMapper.shared().readTree(line)))
                    .sorted(Comparator.comparing(Article::id))
                    .toList();
        }
        byId = articles.stream().collect(Collectors.toMap(Article::id, Function.identity()));
    }

    @Override
    public List<Article> all() {
        return articles;
    }

    @Override
    public Optional<Article> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static Article read(ArticleReader reader, JsonNode document) {
        String title = document.path("title").asString("");
        CatalogueEntry entry =
                title.isBlank() ? CatalogueEntry.NONE : new CatalogueEntry(title, null, null, null);
        return reader.read(document.get("_id").asString(), document.get("text").asString(), entry);
    }
}
