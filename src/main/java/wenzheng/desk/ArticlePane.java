package wenzheng.desk;

import java.util.ArrayList;
import java.util.List;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/**
 * An article beside a result, one of its passages to look at.
 *
 * @param number of that passage
 */
record ArticlePane(Article article, int number, List<Block> blocks) {

    /**
     * @param heading above the passage where another section begins, else empty
     * @param marked the quote, in the passage looked at alone; empty where it does not stand in it
     */
    record Block(String heading, int number, String before, String marked, String after) {}

    static ArticlePane of(Article article, int number, String quote) {
        List<Block> blocks = new ArrayList<>();
        String above = "";
        for (Passage passage : article.passages()) {
            int at = passage.number() == number && !quote.isBlank() ? passage.text().indexOf(quote) : -1;
            blocks.add(new Block(
                    passage.section().equals(above) ? "" : passage.section(),
                    passage.number(),
                    at < 0 ? passage.text() : passage.text().substring(0, at),
                    at < 0 ? "" : quote,
                    at < 0 ? "" : passage.text().substring(at + quote.length())));
            above = passage.section();
        }
        return new ArticlePane(article, number, blocks);
    }
}
