package wenzheng.search;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;

/** Cuts the text of each field as {@link MatchField} says. */
final class FieldAnalyzer extends DelegatingAnalyzerWrapper {

    private final Analyzer byWord;
    private final Analyzer byBigram = ListTokenizer.analyzer(BigramCutter::cut);

    FieldAnalyzer(WordCutter words) {
        super(PER_FIELD_REUSE_STRATEGY);
        byWord = ListTokenizer.analyzer(words::cut);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        return MatchField.valueOf(field).byWord() ? byWord : byBigram;
    }
}
