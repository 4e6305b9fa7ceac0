package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the model itself, as it is packed. */
class BgeEmbedderTests {

    private static BgeEmbedder embedder;

    @BeforeAll
    static void load() throws Exception {
        embedder = BgeEmbedder.load().orElseThrow();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void findsLikeMeaningInOtherWords() {
        Vector asked = vector("哪儿有踢球的场子");
        double meant = asked.dot(vector("建成社区足球场12个。"));
        double other = asked.dot(vector("放宽失业保险稳岗返还标准。"));
        assertThat(meant).isGreaterThan(other + 0.15);
    }

    @Test
    void losesLittleByABytePerNumber() {
        float[] one = embedder.embed("新建、续建中小学14所。");
        float[] other = embedder.embed("管城区今年要建多少所学校");
        double exact = IntStream.range(0, one.length).mapToDouble(i -> one[i] * other[i]).sum();
        assertThat(one).hasSize(512);
        assertThat(IntStream.range(0, 512).mapToDouble(i -> one[i] * one[i]).sum()).isCloseTo(1, within(1e-5));
        assertThat((double) Vector.of(one).dot(Vector.of(other))).isCloseTo(exact, within(0.005));
    }

    @Test
    void takesTextsOfAnyLength() {
        assertThat(embedder.embed("")).hasSize(512);
        assertThat(embedder.embed("新建、续建中小学14所。".repeat(90))).hasSize(512);
    }

    @Test
    void saysTheSameToManyThreads() {
        List<String> texts = List.of("中午没处吃饭", "放学没人接孩子", "找着活儿干", "踢球的场子");
        List<float[]> alone = texts.stream().map(embedder::embed).toList();
        IntStream.range(0, 40).parallel().forEach(i -> assertThat(embedder.embed(texts.get(i % 4)))
                .containsExactly(alone.get(i % 4), within(1e-5f)));
    }

    private static Vector vector(String text) {
        return Vector.of(embedder.embed(text));
    }
}
