package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;
import wenzheng.question.Question;
import wenzheng.question.QuestionReader;
import wenzheng.search.Vocabulary;

class SoughtTests {

    private static final Segmenter SEGMENTER = new Segmenter();
    private static final QuestionReader READER = new QuestionReader(
            new Gazetteer(), SEGMENTER, new Vocabulary(none()), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(strings = {"道同属于哪个民族？", "他是哪国人？", "这条街改名为什么？", "旗子是什么颜色？", "由哪一个组织发起？"})
    void isAnsweredInWordsWhereOneThingIsAskedFor(String question) {
        assertThat(inClauses(question)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"采取了哪些措施？", "怎么申请补贴？", "为什么要改造？", "重点任务有什么？", "三个板块是哪三个？"})
    void isAnsweredInClausesWhereSeveralOrHowIsAskedFor(String question) {
        assertThat(inClauses(question)).isTrue();
    }

    private static boolean inClauses(String text) {
        Question question = READER.read(text, List.of());
        return question.asks().stream().anyMatch(ask -> Sought.inClauses(question, ask));
    }

    private static Articles none() {
        return new Articles() {
            @Override
            public List<Article> all() {
                return List.of();
            }

            @Override
            public Optional<Article> find(String id) {
                return Optional.empty();
            }
        };
    }
}
