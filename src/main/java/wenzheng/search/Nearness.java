package wenzheng.search;

import java.util.List;
import java.util.Map;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;

/** How near sentences are to one question. */
record Nearness(Vector question, Map<String, ArticleVectors> byArticle) {

    /** @return of each sentence of the passage in order, the cosine; empty where the article has no vectors yet */
    List<Double> of(Article article, Passage passage) {
        ArticleVectors vectors = byArticle.get(article.id());
        // An article that was replaced a moment ago is not compared by the vectors of its predecessor.
        if (vectors == null || vectors.article() != article) {
            return List.of();
        }
        List<Vector> sentences = vectors.ofPassages().get(passage.number());
        Double[] cosines = new Double[sentences.size()];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = (double) question.dot(sentences.get(i));
        }
        return List.of(cosines);
    }
}
