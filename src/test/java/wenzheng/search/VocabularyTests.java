package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;

class VocabularyTests {

    private static final Vocabulary VOCABULARY = new Vocabulary(articles(
            "威尔特郡", "凌云 (演员)", "金水", "金水河", "Z 42", "管城回族区2021年政府工作报告全文", "水"));

    @ParameterizedTest
    @CsvSource({
        "威尔特郡在哪里, 威尔特郡",
        "凌云是哪里人, 凌云",
        "金水河有多长, 金水河",
        "金水和金水河, 金水 金水河",
        "z 42有几个座位, z 42",
        "管城回族区2021年政府工作报告全文在哪里, ''",
        "水有多深, ''",
        "'', ''",
    })
    void findsWhatArticlesAreAboutTheLongestNamesFirst(String question, String names) {
        assertThat(VOCABULARY.namesIn(question).stream().map(span -> span.of(question)))
                .containsExactly(names.isEmpty() ? new String[0] : names.split(" (?!42)"));
    }

    private static Articles articles(String... titles) {
        List<Article> all = Stream.of(titles).map(VocabularyTests::article).toList();
        return new Articles() {
            @Override
            public List<Article> all() {
                return all;
            }

            @Override
            public Optional<Article> find(String id) {
                return all.stream().filter(article -> article.id().equals(id)).findFirst();
            }
        };
    }

    private static Article article(String title) {
        Passage passage = new Passage(title, 0, List.of(), "新建中小学14所。", List.of(new Span(0, 1)), false, false);
        return new Article(title, title, null, null, null, Set.of(), "", List.of(passage), Instant.EPOCH);
    }
}
