package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldingTests {

    @Test
    void foldsTraditionalToSimplified() {
        assertThat(Folding.fold("臺灣義務教育階段學區劃分為幾個區？")).isEqualTo("台湾义务教育阶段学区划分为几个区？");
    }

    @Test
    void foldsFullWidthLettersDigitsAndSigns() {
        assertThat(Folding.fold("ＢＩＭ　２０２１年７．５％以上")).isEqualTo("bim 2021年7.5%以上");
    }

    @Test
    void keepsThePunctuationOfChineseProse() {
        assertThat(Folding.fold("“十四五”（规划），开局：好！？；。")).isEqualTo("“十四五”（规划），开局：好！？；。");
    }

    @Test
    void keepsTheLengthOfEveryTextAndFoldsItOnce() {
        StringBuilder all = new StringBuilder("\uD842\uDFB7");
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            all.append(c);
        }
        String folded = Folding.fold(all.toString());
        assertThat(folded.length()).isEqualTo(all.length());
        assertThat(folded.substring(0, 2)).isEqualTo("\uD842\uDFB7");
        assertThat(Folding.fold(folded).equals(folded)).isTrue();
    }
}
