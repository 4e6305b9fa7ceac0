package wenzheng.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.language.Gazetteer;

class NoiseMakerTests {

    private static final Article ARTICLE =
            new Article("a", "放线菌酮", null, null, null, Set.of(), "", List.of());

    private final NoiseMaker noises = new NoiseMaker(new Only(), new Gazetteer());

    @Test
    void writesTraditionalCharactersByTheWordsTheyStandIn() {
        assertThat(disturbed(Noise.TRADITIONAL, "管城区干部为什么发展里面的头发复杂后来？"))
                .containsExactly("管城區幹部為什麼發展裡面的頭髮複雜後來？");
    }

    @Test
    void writesMarksDigitsAndSpacesInFullWidth() {
        assertThat(disturbed(Noise.FULL_WIDTH, "5G 园区?")).containsExactly("５Ｇ　园区？");
    }

    @Test
    void writesNumeralsInEveryTurn() {
        assertThat(disturbed(Noise.NUMERALS, "14所？", "2022年呢？")).containsExactly("十四所？", "二〇二二年呢？");
    }

    @Test
    void misspellsOneCharacterOfTheLastTurnByItsSoundButNoNumeral() {
        List<String> turns = disturbed(Noise.HOMOPHONE, "管城区新建学校", "一二三四五中原区呢");

        assertThat(turns.getFirst()).isEqualTo("管城区新建学校");
        String last = turns.getLast();
        assertThat(last).startsWith("一二三四五").hasSize(9);
        List<Integer> changed = IntStream.range(0, 9)
                .filter(at -> last.charAt(at) != "一二三四五中原区呢".charAt(at))
                .boxed()
                .toList();
        assertThat(changed).hasSize(1);
        Readings readings = new Readings();
        int at = changed.getFirst();
        assertThat(readings.pinyin(last.substring(at, at + 1)))
                .isEqualTo(readings.pinyin("一二三四五中原区呢".substring(at, at + 1)));
    }

    @Test
    void makesTheSameErrorEveryTimeAndAnotherForAnotherQuestion() {
        String question = "老旧小区改造和安置房建设在城区的规划布局怎么安排";

        assertThat(disturbed(Noise.HOMOPHONE, question)).isEqualTo(disturbed(Noise.HOMOPHONE, question));
        assertThat(noises.disturb(item("q1", question), Noise.HOMOPHONE))
                .isNotEqualTo(noises.disturb(item("q2", question), Noise.HOMOPHONE).map(other ->
                        item("q1", other.turns().getFirst())));
    }

    @Test
    void spellsOneNameInPinyin() {
        assertThat(disturbed(Noise.PINYIN, "惠济区今年修几条路")).containsExactly("huijiqu今年修几条路");
        assertThat(disturbed(Noise.PINYIN, "小李庄火车站何时开工")).containsExactly("xiaolizhuanghuochezhan何时开工");
        assertThat(disturbed(Noise.PINYIN, "什么是线菌酮")).isEmpty();
    }

    @Test
    void takesTheNameFromTheTitleOfTheDocumentThatAnswers() {
        Item item = new Item("q", "", List.of("线菌有什么用"), Set.of("a"), new Item.Expected.Spans(List.of("x")));

        assertThat(noises.disturb(item, Noise.PINYIN)).map(Item::turns).contains(List.of("xianjun有什么用"));
    }

    @Test
    void leavesAQuestionThatCannotBeWrittenSo() {
        assertThat(disturbed(Noise.TRADITIONAL, "你好")).isEmpty();
        assertThat(disturbed(Noise.FULL_WIDTH, "你好")).isEmpty();
        assertThat(disturbed(Noise.NUMERALS, "你好")).isEmpty();
        assertThat(disturbed(Noise.HOMOPHONE, "How many?")).isEmpty();
        assertThat(disturbed(Noise.PINYIN, "新建几所学校")).isEmpty();
    }

    private List<String> disturbed(Noise noise, String... turns) {
        return noises.disturb(item("q", turns), noise).map(Item::turns).orElse(List.of());
    }

    private static Item item(String id, String... turns) {
        return new Item(
                id,
                "count",
                List.of(turns),
                Set.of(),
                new Item.Expected.Facts(Set.of(), List.of(), List.of(), List.of()));
    }

    private static final class Only implements Articles {
        @Override
        public List<Article> all() {
            return List.of(ARTICLE);
        }

        @Override
        public Optional<Article> find(String id) {
            return "a".equals(id) ? Optional.of(ARTICLE) : Optional.empty();
        }
    }
}
