package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.QuestionReader;
import wenzheng.search.Vocabulary;

class TermsTests {

    private static final List<Article> ARTICLES = List.of(article("道同"), article("翼尖小翼"));
    private static final Segmenter SEGMENTER = new Segmenter();
    private static final Vocabulary VOCABULARY = new Vocabulary(new Articles() {
        @Override
        public List<Article> all() {
            return ARTICLES;
        }

        @Override
        public Optional<Article> find(String id) {
            return ARTICLES.stream().filter(article -> article.id().equals(id)).findFirst();
        }
    });
    private static final Terms TERMS = new Terms(SEGMENTER, VOCABULARY);
    private static final QuestionReader READER = new QuestionReader(
            new Gazetteer(), SEGMENTER, VOCABULARY, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({"道同属于哪个民族？, 道同", "翼尖小翼是什么？, 翼尖小翼"})
    void takesAnArticlesNameWholeHoweverTheSegmenterCutsIt(String question, String name) {
        List<Term> terms = TERMS.of(READER.read(question, List.of()), List.of());

        assertThat(terms).filteredOn(term -> term.word().equals(name)).singleElement().satisfies(term -> {
            assertThat(term.known()).isTrue();
            assertThat(term.nominal()).isTrue();
            assertThat(term.weight()).isPositive();
        });
    }

    private static Article article(String title) {
        Passage passage = new Passage(title, 0, List.of(), "番禺知县，蒙古族。", List.of(new Span(0, 1)), false, false);
        return new Article(title, title, null, null, null, Set.of(), "", List.of(passage), Instant.EPOCH);
    }
}
