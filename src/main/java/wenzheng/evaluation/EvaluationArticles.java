package wenzheng.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.corpus.Article;
import wenzheng.corpus.ArticleReader;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.corpus.Articles;
import wenzheng.corpus.CatalogueEntry;

/**
 * The articles that a set is asked against: the documents of a BEIR-style folder, or for a chat set those that
 * citizens are answered from. Some can be withdrawn for a while, as the desk would withdraw them.
 */
@Component
@Primary
@Profile("evaluation")
class EvaluationArticles implements Articles {

    private final ConcurrentSkipListMap<String, Article> articles = new ConcurrentSkipListMap<>();
    private final ApplicationEventPublisher events;

    EvaluationArticles(
            EvaluationSettings settings,
            ArticleReader reader,
            @Qualifier("directoryArticles") Articles seeds,
            ApplicationEventPublisher events) throws IOException {
        this.events = events;
        List<Article> asked = Files.isDirectory(settings.set()) ? beir(settings.set(), reader) : seeds.all();
        asked.forEach(article -> articles.put(article.id(), article));
    }

    @Override
    public List<Article> all() {
        return List.copyOf(articles.values());
    }

    @Override
    public Optional<Article> find(String id) {
        return Optional.ofNullable(articles.get(id));
    }

    /** What the asking returns while the articles are gone. Ids without an article are ignored. */
    <T> T without(Collection<String> ids, Supplier<T> asking) {
        List<Article> gone = ids.stream().map(this::find).flatMap(Optional::stream).toList();
        gone.forEach(article -> {
            articles.remove(article.id());
            events.publishEvent(new ArticleWithdrawn(article.id()));
        });
        try {
            return asking.get();
        } finally {
            gone.forEach(article -> {
                articles.put(article.id(), article);
                events.publishEvent(new ArticleStored(article));
            });
        }
    }

    private static List<Article> beir(Path folder, ArticleReader reader) throws IOException {
        try (var lines = Files.lines(folder.resolve("corpus.jsonl"))) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> read(reader, JsonMapper.shared().readTree(line)))
                    .sorted(Comparator.comparing(Article::id))
                    .toList();
        }
    }

    private static Article read(ArticleReader reader, JsonNode document) {
        String title = document.path("title").asString("");
        CatalogueEntry entry =
                title.isBlank() ? CatalogueEntry.NONE : new CatalogueEntry(title, null, null, null);
        return reader.read(document.get("_id").asString(), document.get("text").asString(), entry);
    }
}
