package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;
import wenzheng.language.Folding;
import wenzheng.language.Segmenter;

class FieldAnalyzerTests {

    private static final FieldAnalyzer ANALYZER = new FieldAnalyzer(new WordCutter(new Segmenter()));

    private record Seen(String term, int start, int end, int increment) {

        @Override
        public String toString() {
            return "%s[%d,%d)+%d".formatted(term, start, end, increment);
        }
    }

    @Test
    void stacksThePartsOfAWordOnIt() throws IOException {
        assertThat(words("提取住房公积金，")).extracting(Seen::toString).containsExactly(
                "提取[0,2)+1", "住房公积金[2,7)+1", "住房[2,4)+0", "公积金[4,7)+0");
    }

    @Test
    void stacksTheValueOfANumeralBeforeAUnit() throws IOException {
        assertThat(words("建成小学十四所")).extracting(Seen::toString).contains("十四[4,6)+1", "14[4,6)+0");
        assertThat(words("惠及三千五百户")).extracting(Seen::term).contains("3500");
        assertThat(words("新增两个公园")).extracting(Seen::term).contains("2");
    }

    @Test
    void leavesNumeralsInNamesAlone() throws IOException {
        for (String name : List.of("二七区", "国棉三厂", "郑州四中", "十四五规划", "一马路")) {
            assertThat(words(name)).extracting(Seen::term).noneMatch(term -> term.matches("\\d+"));
        }
    }

    @Test
    void foldsWithoutMovingOffsets() throws IOException {
        assertThat(words("　老舊小區ＢＩＭ")).extracting(Seen::toString).contains("老旧小区[1,5)+1", "bim[5,8)+1");
    }

    @Test
    void cutsChineseIntoBigramsAndKeepsOtherRunsWhole() throws IOException {
        assertThat(stream(MatchField.WINDOW_BIGRAMS, "老舊小區,2021年BIM")).extracting(Seen::toString).containsExactly(
                "老旧[0,2)+1", "旧小[1,3)+1", "小区[2,4)+1", "2021[5,9)+1", "年[9,10)+1", "bim[10,13)+1");
    }

    @ParameterizedTest
    @EnumSource(MatchField.class)
    void keepsLucenesContractOnAnyText(MatchField field) throws IOException {
        Random random = new Random(42);
        String alphabet = "一二十百万所个年区中小学公积金住房管城回族，。“”（）１２ab 3.7%％\n\t\uD842\uDFB7\uD842é";
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<Seen> tokens = stream(field, text.toString());
            int start = 0;
            for (int i = 0; i < tokens.size(); i++) {
                Seen token = tokens.get(i);
                assertThat(token.start()).as("%s in %s", token, text).isBetween(start, token.end() - 1);
                assertThat(token.end()).isLessThanOrEqualTo(text.length());
                assertThat(token.increment()).isBetween(i == 0 ? 1 : 0, 1);
                start = token.start();
                if (!token.term().matches("\\d+")) {
                    assertThat(token.term()).isEqualTo(
                            Folding.fold(text.toString()).substring(token.start(), token.end()));
                }
            }
        }
    }

    @Test
    void mustBeResetBeforeUse() throws IOException {
        try (TokenStream stream = ANALYZER.tokenStream(MatchField.WINDOW_WORDS.name(), "甲")) {
            stream.reset();
            stream.incrementToken();
            stream.end();
        }
        try (TokenStream stream = ANALYZER.tokenStream(MatchField.WINDOW_WORDS.name(), "乙")) {
            assertThatIllegalStateException().isThrownBy(() -> {
                stream.reset();
                stream.reset();
            });
        }
    }

    private static List<Seen> words(String text) throws IOException {
        return stream(MatchField.WINDOW_WORDS, text);
    }

    private static List<Seen> stream(MatchField field, String text) throws IOException {
        List<Seen> seen = new ArrayList<>();
        try (TokenStream stream = ANALYZER.tokenStream(field.name(), text)) {
            var term = stream.getAttribute(CharTermAttribute.class);
            var offset = stream.getAttribute(OffsetAttribute.class);
            var increment = stream.getAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                seen.add(new Seen(
                        term.toString(), offset.startOffset(), offset.endOffset(), increment.getPositionIncrement()));
            }
            assertThat(stream.incrementToken()).isFalse();
            stream.end();
            assertThat(offset.endOffset()).isEqualTo(text.length());
        }
        return seen;
    }
}
