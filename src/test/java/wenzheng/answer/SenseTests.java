package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.QuestionReader;
import wenzheng.search.Vocabulary;

/** Which questions ask the same as one that has a verified answer. */
class SenseTests {

    private static final Articles ARTICLES = articles(
            article("管城回族区", "新建、续建中小学14所，新增停车位7500个，花园路小学开工，公租房申请，培训教师300人次。"),
            article("中原区", "改造老旧小区120个，小区新建停车场35处，马庄郊野公园竣工。"),
            article("二七区", "总投资120亿元，固定资产投资增长7%。"));
    private static final Gazetteer GAZETTEER = new Gazetteer();
    private static final Segmenter SEGMENTER = new Segmenter();
    private static final QuestionReader READER = new QuestionReader(
            GAZETTEER,
            SEGMENTER,
            new Vocabulary(ARTICLES),
            Clock.fixed(Instant.parse("2026-11-21T04:00:00Z"), ZoneId.of("Asia/Shanghai")));
    private static final SenseReader SENSES = new SenseReader(new Coverage(ARTICLES, GAZETTEER), SEGMENTER);

    @Test
    void takesNoQuestionForAnotherAndKnowsARewordedOneAgain() throws IOException {
        List<String> wrong = new ArrayList<>();
        String of = "";
        int refused = 0;
        int same = 0;
        int missed = 0;
        for (String line : lines()) {
            String[] cells = line.split("\t");
            if (cells[0].equals("=")) {
                of = cells[1];
                assertThat(difference(of, of)).as(of).isEqualTo("SAME");
                continue;
            }
            String found = difference(cells[1], of);
            boolean apart = !found.equals("SAME");
            missed += cells[0].equals("MISSED") ? 1 : 0;
            same += cells[0].equals("SAME") ? 1 : 0;
            refused += cells[0].equals("MISSED") || cells[0].equals("SAME") ? 0 : 1;
            if (!(cells[0].equals("MISSED") ? apart : found.equals(cells[0])) || !found.equals(difference(of, cells[1]))) {
                wrong.add("%s: %s beside %s is %s".formatted(cells[0], cells[1], of, found));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(List.of(refused, same, missed)).as("as docs/evaluation.md says").isEqualTo(List.of(88, 31, 7));
    }

    @Test
    void asksTheSameOfAYearByItsNumberAndReckoned() {
        assertThat(difference("管城区今年新建学校多少所？", "管城区2026年新建学校多少所？")).isEqualTo("SAME");
        assertThat(difference("管城区去年新建学校多少所？", "管城区2026年新建学校多少所？")).isEqualTo("PERIOD");
        assertThat(difference("管城区近两年新建学校多少所？", "管城区2025、2026年新建学校多少所？")).isEqualTo("PERIOD");
    }

    @Test
    void understandsAFollowUpAndADistrictThatWasChosenAsIfBothWereSaid() {
        Sense said = SENSES.read(READER.read("中原区2021年新建中小学多少所？", List.of())).orElseThrow();
        assertThat(SENSES.read(READER.read("中原区呢？", List.of("管城区2021年新建中小学多少所？"))).orElseThrow().from(said)).isEmpty();
        assertThat(SENSES.read(READER.read("2021年新建中小学多少所？", List.of(), "中原区")).orElseThrow().from(said)).isEmpty();
        assertThat(SENSES.read(READER.read("2021年新建中小学多少所？", List.of(), "二七区")).orElseThrow().from(said))
                .contains(Sense.Difference.DISTRICT);
    }

    @Test
    void isNotSureOfWhatIsNoQuestionOfACoveredDistrictInChinese() {
        for (String words : List.of("你好", "How many schools in Guancheng in 2021?", "上海市浦东新区新建学校多少所？")) {
            assertThat(SENSES.read(READER.read(words, List.of()))).as(words).isEmpty();
        }
    }

    private static String difference(String asked, String of) {
        Optional<Sense> one = SENSES.read(READER.read(asked, List.of()));
        Optional<Sense> other = SENSES.read(READER.read(of, List.of()));
        if (one.isEmpty() || other.isEmpty()) {
            return "UNCLEAR";
        }
        return one.get().from(other.get()).map(Enum::name).orElse("SAME");
    }

    private static List<String> lines() throws IOException {
        return new ClassPathResource("answer/asked-again.tsv").getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static Article article(String district, String text) {
        Passage passage = new Passage(district, 0, List.of(), text, List.of(new Span(0, text.length())), false, false);
        return new Article(district, district, district, 2021, null, Set.of(), text, List.of(passage));
    }

    private static Articles articles(Article... articles) {
        return new Articles() {
            @Override
            public List<Article> all() {
                return List.of(articles);
            }

            @Override
            public Optional<Article> find(String id) {
                return all().stream().filter(article -> article.id().equals(id)).findFirst();
            }
        };
    }
}
