package wenzheng.search;

import java.util.List;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;

/** Cuts the text of each field as {@link MatchField} says. */
final class FieldAnalyzer extends DelegatingAnalyzerWrapper {

    private final Analyzer byWord;
    private final Analyzer byBigram = analyzer(BigramCutter::cut);

    FieldAnalyzer(WordCutter words) {
        super(PER_FIELD_REUSE_STRATEGY);
        byWord = analyzer(words::cut);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        return MatchField.valueOf(field).byWord() ? byWord : byBigram;
    }

    private static Analyzer analyzer(Function<String, List<Token>> cutter) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                return new TokenStreamComponents(new ListTokenizer(cutter));
            }
        };
    }
}
