package wenzheng.search;

import java.util.ArrayList;
import java.util.List;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Folding;
import wenzheng.language.Sentences;

/**
 * The vectors of an article's sentences.
 *
 * @param article the one that they were made of
 * @param ofPassages of each passage, those of its sentences in order
 */
record ArticleVectors(Article article, List<List<Vector>> ofPassages) {

    /** @param vectors of all sentences in order, as many as there are texts */
    static ArticleVectors of(Article article, List<List<String>> texts, List<Vector> vectors) {
        List<List<Vector>> ofPassages = new ArrayList<>();
        int from = 0;
        for (List<String> passage : texts) {
            ofPassages.add(vectors.subList(from, from + passage.size()));
            from += passage.size();
        }
        return new ArticleVectors(article, ofPassages);
    }

    /** @return of each passage, what is embedded for each of its sentences */
    static List<List<String>> texts(Article article) {
        return article.passages().stream().map(passage -> texts(article, passage)).toList();
    }

    /** A sentence alone seldom says of whom and of what it speaks: the district and the heading above it do. */
    private static List<String> texts(Article article, Passage passage) {
        StringBuilder context = new StringBuilder();
        if (article.district() != null) {
            context.append(article.district()).append('：');
        }
        if (!passage.headings().isEmpty()) {
            context.append(passage.headings().getLast()).append('：');
        }
        String before = Folding.fold(context.toString());
        String text = Folding.fold(passage.text());
        return Sentences.sentences(text).stream()
                .map(sentence -> before + text.substring(sentence.start(), sentence.end()))
                .toList();
    }
}
