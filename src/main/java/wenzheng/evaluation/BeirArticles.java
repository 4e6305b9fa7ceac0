package wenzheng.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;

/** The documents of a BEIR-style folder as articles, in place of those that citizens are answered from. */
@Component
@Profile("evaluation")
class BeirArticles implements Articles {

    private final List<Article> articles;
    private final Map<String, Article> byId;

    BeirArticles(EvaluationSettings settings) throws IOException {
        try (var lines = Files.lines(settings.directory().resolve("corpus.jsonl"))) {
            articles = lines.filter(line -> !line.isBlank())
                    .map(line -> article(JsonMapper.shared().readTree(line)))
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

    private static Article article(JsonNode document) {
        String id = document.get("_id").asString();
        String text = document.get("text").asString();
        return new Article(
                id, document.path("title").asString(""), null, null, null, Set.of(), text, passages(id, text));
    }

    /** Sentences gathered up to about 150 characters. */
    private static List<Passage> passages(String id, String text) {
        List<Passage> passages = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= text.length(); end++) {
            boolean sentenceEnds = end == text.length() || "。！？；\n".indexOf(text.charAt(end - 1)) >= 0;
            if (sentenceEnds && (end - start >= 150 || end == text.length())) {
                String passage = text.substring(start, end).replaceAll("\\s+", " ").strip();
                if (!passage.isEmpty()) {
                    passages.add(new Passage(
                            id, passages.size(), List.of(), passage, List.of(new Span(start, end)), false, false));
                }
                start = end;
            }
        }
        return passages;
    }
}
