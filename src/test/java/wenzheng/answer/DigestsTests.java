package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;

class DigestsTests {

    @ParameterizedTest
    @ValueSource(strings = {"深化社区治理。", "加快学校建设。"})
    void takesAFirstSentenceThatOnlyCallsForWhatIsDoneForAHeading(String first) {
        Digests.Digest digest = digest(first + "新建中小学14所。");

        assertThat(digest.headed()).isTrue();
        assertThat(digest.heading()).contains(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"张三，字玄茂，南阳人。", "军旗是带黄边的蓝旗。", "校址在城南。"})
    void findsAnswersInAFirstSentenceThatTellsSomething(String first) {
        Digests.Digest digest = digest(first + "新建中小学14所。");

        assertThat(digest.headed()).isFalse();
        assertThat(digest.heading()).as("what follows may be about what it names").contains(first);
    }

    @Test
    void takesNoSentenceWithAFigureForAHeading() {
        assertThat(digest("新建小学3所。续建中学2所。").heading()).isEqualTo("民生");
    }

    private static Digests.Digest digest(String text) {
        Passage passage = new Passage("000", 0, List.of("民生"), text, List.of(new Span(0, 1)), false, false);
        Article article =
                new Article("000", "报告", null, null, null, Set.of(), "", List.of(passage), Instant.EPOCH);
        return Digests.digest(article).getFirst();
    }
}
