package wenzheng.corpus;

/** An article was added to the corpus or replaced there. */
public record ArticleStored(Article article) {}
