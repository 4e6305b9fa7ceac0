package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmenterTests {

    private final Segmenter segmenter = new Segmenter();

    @Test
    void coversTheTextWithoutGaps() {
        String text = "2021年 管城区新建、续建中小学多少所？bim, ok。\n第二段";
        StringBuilder joined = new StringBuilder();
        for (Word word : segmenter.words(text)) {
            assertThat(word.span().start()).isEqualTo(joined.length());
            joined.append(word.text());
        }
        assertThat(joined.toString()).isEqualTo(text);
    }

    @Test
    void givesTheWordsInsideAWord() {
        String text = "提高中华人民共和国住房公积金贷款额度";
        List<Word> words = segmenter.wordsAndParts(text);
        assertThat(words).allSatisfy(word -> assertThat(word.span().of(text)).isEqualTo(word.text()));
        assertThat(words.stream().map(Word::text).toList())
                .contains("中华人民共和国", "中华", "共和国", "住房公积金", "住房", "公积金", "贷款", "额度");
    }

    @Test
    void knowsTheWordsOfTheField() {
        assertThat(segmenter.words("灵活就业人员缴存住房公积金").stream().map(Word::text).toList())
                .containsExactly("灵活就业人员", "缴存", "住房公积金");
        assertThat(segmenter.words("管城回族区推进金岱科创城建设").stream().map(Word::text).toList())
                .containsExactly("管城回族区", "推进", "金岱科创城", "建设");
    }
}
