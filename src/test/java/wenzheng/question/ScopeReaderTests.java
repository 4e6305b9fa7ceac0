package wenzheng.question;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import wenzheng.language.Folding;

class ScopeReaderTests {

    private final ScopeReader reader = new ScopeReader();

    @ParameterizedTest
    @CsvFileSource(resources = "/question/scopes.tsv", delimiter = '\t')
    void tellsPolicyQuestionsFromTheRest(String utterance, Scope scope) {
        assertThat(reader.read(Folding.fold(utterance))).isEqualTo(scope);
    }
}
