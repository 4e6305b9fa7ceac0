package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.Question;
import wenzheng.question.Questions;

class EvidenceChooserTests {

    private static final String HOW = "学生午餐和放学后的托管怎么安排";

    @ParameterizedTest(name = "confidence {0}, preferred {1}: {2} lines")
    @CsvSource({"0.35, 0.1, 2", "0.18, 0.9, 2", "0.18, 0.5, 1", "0.1, 0.9, 1"})
    void tellsOfAnotherDistrictWhatTheReaderClearlyPrefersThere(double confidence, double preferred, int lines) {
        assertThat(chosen(HOW, evidence("管城回族区", 0.8, 0.9), evidence("中原区", confidence, preferred))).hasSize(lines);
    }

    @Test
    void doubtsAnotherDistrictWhereItIsAskedWhether() {
        Evidence best = evidence("管城回族区", 0.8, 0.9);
        Evidence other = evidence("中原区", 0.13, 0.9);
        assertThat(chosen("学生午餐是不是都安排好了", best, other)).containsExactly(best);
    }

    @Test
    void leavesTheFigureOfAllWhereThatOfJustThoseAskedForIsThere() {
        Evidence all = figure("谋划实施重点项目332个,年度投资783.6亿元。", 0.9);
        Evidence some = figure("省市重点项目50个,年度投资403.5亿元。", 0.6);
        assertThat(chosen("省市重点项目年度投资多少", all, some)).containsExactly(some);
        assertThat(chosen("重点项目年度投资多少", all, some)).containsExactly(all);
    }

    @ParameterizedTest(name = "read {0}, by {1}: {2} answers")
    @CsvSource({"0.95, 0.5, 1", "0.6, 0.5, 0", "0.95, 0.1, 0"})
    void takesWordsForAFigureWhereTheReaderIsSureOfThem(double read, double margin, int answers) {
        Sentence sentence = sentence("管城回族区", "商城遗址的城墙修建于商代早期。");
        Map<Feature, Double> features = Map.of(Feature.COVERAGE, 0.8, Feature.READ, read, Feature.MARGIN, margin);
        Question question = Questions.plain("商城遗址的城墙什么时候修建的");
        Span whole = question.asks().getFirst().clause();
        assertThat(EvidenceChooser.choose(
                        question,
                        new Ask(FactKind.DATE, "", whole, whole, whole),
                        List.of(evidence(sentence, 0.8, features)),
                        Locality.NOWHERE,
                        question.period()))
                .hasSize(answers);
    }

    private static List<Evidence> chosen(String text, Evidence... ranked) {
        Question question = Questions.plain(text);
        return EvidenceChooser.choose(
                question, question.asks().getFirst(), List.of(ranked), Locality.NOWHERE, question.period());
    }

    private static Evidence evidence(String district, double confidence, double preferred) {
        Sentence sentence = sentence(district, "持续抓好午餐配送和课后延时服务工作。");
        return evidence(sentence, confidence, Map.of(Feature.COVERAGE, 0.8, Feature.PREFERRED, preferred));
    }

    private static Evidence evidence(Sentence sentence, double confidence, Map<Feature, Double> features) {
        return new Evidence(sentence, null, List.of(), List.of(), features, confidence, confidence, null, true);
    }

    /** Answered with the last figure of the sentence. */
    private static Evidence figure(String text, double confidence) {
        Sentence sentence = sentence("管城回族区", text);
        Map<Feature, Double> features = Map.of(Feature.COVERAGE, 0.8);
        return new Evidence(
                sentence, sentence.figures().getLast(), List.of(), List.of(), features, confidence, confidence, null, true);
    }

    private static Sentence sentence(String district, String text) {
        Passage passage = new Passage(district, 0, List.of(), text, List.of(new Span(0, 1)), false, false);
        Article article = new Article(district, "", district, 2021, null, Set.of(), "", List.of(passage), Instant.EPOCH);
        return Digests.digest(article).getFirst().sentences().getFirst();
    }
}
