package wenzheng.corpus;

import java.util.List;
import java.util.Optional;

/** The articles that are answered from. Safe for use by many threads; a list returned is a snapshot. */
public interface Articles {

    /** By id, ascending. */
    List<Article> all();

    Optional<Article> find(String id);

    /** What lies beside the articles and cannot be one, by name. */
    default List<LeftOut> leftOut() {
        return List.of();
    }
}
