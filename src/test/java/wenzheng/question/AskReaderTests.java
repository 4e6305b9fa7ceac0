package wenzheng.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import wenzheng.language.Progress;

class AskReaderTests {

    private static final QuestionReader READER = Readers.knowing("");

    @ParameterizedTest
    @CsvFileSource(resources = "/question/asks.tsv", delimiter = '\t')
    void readsWhatIsAskedAndHowFarItIs(String utterance, String kinds, String progress, String comparisons) {
        Question question = READER.read(utterance, List.of());

        assertThat(question.asks()).extracting(ask -> ask.kind().name()).containsExactly(kinds.split(" "));
        String[] each = progress.split("/");
        for (int i = 0; i < each.length; i++) {
            assertThat(question.asks().get(i).progress()).isEqualTo(set(Progress.class, each[i]));
        }
        assertThat(question.comparisons()).isEqualTo(set(Comparison.class, comparisons));
    }

    private static <E extends Enum<E>> Set<E> set(Class<E> type, String names) {
        return names.equals("-")
                ? Set.of()
                : Arrays.stream(names.split(" ")).map(name -> Enum.valueOf(type, name)).collect(Collectors.toSet());
    }
}
