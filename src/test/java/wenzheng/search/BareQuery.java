package wenzheng.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import wenzheng.language.Segmenter;

/** What Lucene alone takes for a question on the program's own index: its words in one field, the best ten. */
public final class BareQuery {

    private final PassageRetriever retriever;
    private final WordCutter words;

    public BareQuery(PassageRetriever retriever, Segmenter segmenter) {
        this.retriever = retriever;
        words = new WordCutter(segmenter);
    }

    /** @return how many documents hold one of its words at least */
    public long search(String question) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        words.cut(question).stream()
                .map(Token::text)
                .distinct()
                .forEach(word -> query.add(
                        new TermQuery(new Term(MatchField.WINDOW_WORDS.name(), word)), BooleanClause.Occur.SHOULD));
        return retriever.index().read(snapshot -> {
            try {
                TopDocs found = new IndexSearcher(snapshot.reader()).search(query.build(), 10);
                return found.totalHits.value();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
