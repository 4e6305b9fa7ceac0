package wenzheng.corpus;

/** An article is no longer part of the corpus. */
public record ArticleWithdrawn(String articleId) {}
