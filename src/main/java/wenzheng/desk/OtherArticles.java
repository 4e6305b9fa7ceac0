package wenzheng.desk;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;

/** The articles as they would be. */
final class OtherArticles implements Articles {

    private final SortedMap<String, Article> byId = new TreeMap<>();

    OtherArticles(List<Article> articles) {
        articles.forEach(article -> byId.put(article.id(), article));
    }

    /**
     * @param gone id of one that is not there any more, {@code null} for none
     * @param more one that is there, or takes the place of another; {@code null} for none
     */
    static OtherArticles of(Articles now, @Nullable String gone, @Nullable Article more) {
        OtherArticles others = new OtherArticles(now.all());
        if (gone != null) {
            others.byId.remove(gone);
        }
        if (more != null) {
            others.byId.put(more.id(), more);
        }
        return others;
    }

    @Override
    public List<Article> all() {
        return List.copyOf(byId.values());
    }

    @Override
    public Optional<Article> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
