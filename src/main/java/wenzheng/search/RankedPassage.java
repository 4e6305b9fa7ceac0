package wenzheng.search;

import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/**
 * A passage and how well it matches.
 *
 * @param score greater is better; comparable only within one retrieval
 */
public record RankedPassage(Article article, Passage passage, double score) {}
