package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static wenzheng.search.PassageRetrieverTests.article;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wenzheng.corpus.Article;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.language.Segmenter;
import wenzheng.question.Question;
import wenzheng.question.Questions;
import wenzheng.search.PassageRetrieverTests.FixedArticles;

class SentenceVectorsTests {

    private static final Segmenter SEGMENTER = new Segmenter();
    private static final Article SPORT =
            article("000", "管城回族区", "建成社区足球场12个。", "新增学位2万个。道路通车。");
    private static final Article CARE = article("003", "中原区", "建成日间照料中心9处。");

    @TempDir
    private Path scratch;

    private final Topics topics = new Topics();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void findsAPassageThatSharesNoWordWithTheQuestion() {
        SentenceVectors vectors = started();
        PassageRetriever retriever = retriever(vectors);
        assertThat(retriever.retrieve(Questions.plain("哪儿可以踢球"), 4)).singleElement().satisfies(found -> {
            assertThat(found.passage().id()).isEqualTo("000#p0");
            assertThat(found.similarities()).singleElement().satisfies(like -> assertThat(like).isCloseTo(0.52, within(0.01)));
        });
    }

    @Test
    void keepsAPlaceForTheNearestPassageAmongThoseThatMatchByWords() {
        SentenceVectors vectors = started();
        PassageRetriever retriever = retriever(vectors);
        retriever.index().on(new ArticleStored(article("005", "二七区", "照料中心建成3处。", "照料中心建成4处。", "照料中心建成5处。")));
        Question question = Questions.plain("照料中心建成几处，能踢球吗");
        assertThat(ids(retriever.retrieve(question, 3))).doesNotContain("000#p0");
        assertThat(ids(retriever.retrieve(question, 4))).hasSize(4).endsWith("000#p0");
    }

    @Test
    void saysOfEachSentenceHowLikeTheQuestionItIs() {
        PassageRetriever retriever = retriever(started());
        RankedPassage found = retriever.retrieve(Questions.plain("学位"), 4).getFirst();
        assertThat(found.passage().id()).isEqualTo("000#p1");
        assertThat(found.similarities()).hasSize(2);
        assertThat(found.similarities().get(0)).isCloseTo(1, within(0.01));
        assertThat(found.similarities().get(1)).isCloseTo(0, within(0.01));
    }

    @Test
    void embedsASentenceBehindItsDistrict() {
        started();
        assertThat(topics.embedded).containsExactly(
                "管城回族区：建成社区足球场12个。", "管城回族区：新增学位2万个。", "管城回族区：道路通车。", "中原区：建成日间照料中心9处。");
    }

    @Test
    void answersFromWordsAloneUntilAllVectorsAreThere() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        SentenceVectors vectors = vectors(() -> {
            awaitUninterrupted(asked);
            return Optional.of(topics);
        });
        PassageRetriever retriever = retriever(vectors);
        vectors.start();
        assertThat(retriever.retrieve(Questions.plain("哪儿可以踢球"), 4)).isEmpty();
        assertThat(retriever.retrieve(Questions.plain("足球场"), 4).getFirst().similarities()).isEmpty();
        asked.countDown();
        vectors.await();
        assertThat(ids(retriever.retrieve(Questions.plain("哪儿可以踢球"), 4))).containsExactly("000#p0");
    }

    @Test
    void followsTheArticlesStoredAndWithdrawn() {
        SentenceVectors vectors = started();
        PassageRetriever retriever = retriever(vectors);
        Article replaced = article("000", "管城回族区", "新增学位2万个。");
        retriever.index().on(new ArticleStored(replaced));
        assertThat(retriever.retrieve(Questions.plain("哪儿可以踢球"), 4)).isEmpty();
        vectors.on(new ArticleStored(replaced));
        vectors.on(new ArticleWithdrawn("003"));
        vectors.await();
        Nearness near = vectors.nearnessTo(Questions.plain("学位")).orElseThrow();
        assertThat(near.of(replaced, replaced.passages().getFirst())).hasSize(1);
        assertThat(near.of(SPORT, SPORT.passages().getFirst())).isEmpty();
        assertThat(near.of(CARE, CARE.passages().getFirst())).isEmpty();
    }

    @Test
    void embedsNothingAgainThatIsOnDisk() throws IOException {
        started();
        topics.embedded.clear();
        PassageRetriever retriever = retriever(started());
        assertThat(topics.embedded).isEmpty();
        assertThat(ids(retriever.retrieve(Questions.plain("哪儿可以踢球"), 4))).containsExactly("000#p0");
        try (var files = Files.list(scratch.resolve("vectors"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void doesWithoutTheDisk() throws IOException {
        Files.writeString(scratch.resolve("vectors"), "no directory");
        assertThat(ids(retriever(started()).retrieve(Questions.plain("哪儿可以踢球"), 4))).containsExactly("000#p0");
    }

    @Test
    void doesWithoutTheModel() {
        for (SentenceVectors.Loading loading : List.<SentenceVectors.Loading>of(Optional::empty, () -> {
            throw new UnsatisfiedLinkError("no library for this machine");
        })) {
            SentenceVectors vectors = vectors(loading);
            vectors.start();
            vectors.await();
            PassageRetriever retriever = retriever(vectors);
            assertThat(retriever.retrieve(Questions.plain("哪儿可以踢球"), 4)).isEmpty();
            assertThat(ids(retriever.retrieve(Questions.plain("学位"), 4))).containsExactly("000#p1");
        }
    }

    @Test
    void loadsNothingWhereSwitchedOff() {
        SentenceVectors vectors = new SentenceVectors(
                new SearchSettings(false, scratch, scratch, 0), new FixedArticles(SPORT), new SimpleMeterRegistry(), () -> {
                    throw new AssertionError("loaded");
                });
        opened.add(vectors);
        vectors.start();
        vectors.await();
        assertThat(vectors.nearnessTo(Questions.plain("学位"))).isEmpty();
    }

    @Test
    void leavesOutAnArticleThatCannotBeEmbedded() {
        topics.broken = "中原区";
        SentenceVectors vectors = started();
        Nearness near = vectors.nearnessTo(Questions.plain("学位")).orElseThrow();
        assertThat(near.of(CARE, CARE.passages().getFirst())).isEmpty();
        assertThat(near.of(SPORT, SPORT.passages().getFirst())).hasSize(1);
        topics.broken = "学位";
        assertThat(vectors.nearnessTo(Questions.plain("学位"))).isEmpty();
    }

    private SentenceVectors started() {
        SentenceVectors vectors = vectors(() -> Optional.of(topics));
        vectors.start();
        vectors.await();
        return vectors;
    }

    private SentenceVectors vectors(SentenceVectors.Loading loading) {
        SentenceVectors vectors = new SentenceVectors(
                new SearchSettings(true, scratch.resolve("vectors"), scratch, 0),
                new FixedArticles(SPORT, CARE),
                new SimpleMeterRegistry(),
                loading);
        opened.add(vectors);
        return vectors;
    }

    private PassageRetriever retriever(SentenceVectors vectors) {
        PassageRetriever retriever = new PassageRetriever(
                IndexKeeper.inMemory(new FixedArticles(SPORT, CARE), SEGMENTER), SEGMENTER, vectors);
        opened.add(retriever);
        return retriever;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> ids(List<RankedPassage> ranked) {
        return ranked.stream().map(passage -> passage.passage().id()).toList();
    }

    /** Knows a few topics by a word for each; 足球 is only somewhat near 球. */
    private static final class Topics implements Embedder {

        private final List<String> embedded = new ArrayList<>();
        private String broken = "-";

        @Override
        public String name() {
            return "topics";
        }

        @Override
        public synchronized float[] embed(String text) {
            if (text.contains(broken)) {
                throw new IllegalStateException("broken");
            }
            embedded.add(text);
            if (text.contains("足球")) {
                return new float[] {0.52f, 0, 0, 0.854f};
            }
            float[] vector = new float[4];
            vector[text.contains("球") ? 0 : text.contains("照料") ? 1 : text.contains("学位") ? 2 : 3] = 1;
            return vector;
        }

        @Override
        public void close() {}
    }
}
