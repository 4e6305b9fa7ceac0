package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import wenzheng.corpus.Article;

class NearDuplicatesTests {

    private final Article first = PassageRetrieverTests.article("a", "中原区", "对中小微企业免征2月至6月的养老、失业、工伤保险单位缴费。");
    private final Article second = PassageRetrieverTests.article("b", "中原区", "对中小微企业，免征2月至6月的养老、失业、工伤保险单位缴费。");
    private final Article other = PassageRetrieverTests.article("c", "中原区", "对大型企业减半征收2月至4月的三项社会保险单位缴费。");

    @Test
    void keepsTheBetterRankedOfTwoThatSayTheSame() {
        assertThat(NearDuplicates.merge(List.of(ranked(second), ranked(other), ranked(first))))
                .extracting(passage -> passage.article().id())
                .containsExactly("b", "c");
    }

    @Test
    void keepsRepetitionsWithinOneArticle() {
        assertThat(NearDuplicates.merge(List.of(ranked(first), ranked(first)))).hasSize(2);
    }

    private static RankedPassage ranked(Article article) {
        return new RankedPassage(article, article.passages().getFirst(), 1);
    }
}
