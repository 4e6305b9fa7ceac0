package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import wenzheng.language.Segmenter;
import wenzheng.question.Questions;

class QuestionTermsTests {

    private static final WordCutter WORDS = new WordCutter(new Segmenter());

    @Test
    void dropsTheWordsThatOnlyMakeItAQuestion() {
        QuestionTerms terms = QuestionTerms.of(Questions.plain("垃圾分类的标准是什么？"), WORDS);
        assertThat(terms.words()).doesNotContain("的", "是", "什么").contains("标准");
        assertThat(terms.bigrams()).containsExactly("垃圾", "圾分", "分类", "标准");
    }

    @Test
    void looksForAWordWithPartsByItsPartsAlone() {
        assertThat(QuestionTerms.of(Questions.plain("住房公积金"), WORDS).words()).containsExactly("住房", "公积金");
    }

    @Test
    void looksForANumeralAndItsValue() {
        assertThat(QuestionTerms.of(Questions.plain("十四所小学"), WORDS).words()).contains("十四", "14", "小学");
    }
}
