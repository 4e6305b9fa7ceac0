package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTests {

    @Test
    void endsSentencesBehindTheirMarksAndQuotes() {
        assertThat(sentences("新建学校14所。增加学位2万个！真的吗？！他说：“会的。”大家放心。"))
                .containsExactly("新建学校14所。", "增加学位2万个！", "真的吗？！", "他说：“会的。”", "大家放心。");
    }

    @Test
    void keepsQuotesAndBracketsWhole() {
        assertThat(sentences("坚持“房住不炒。稳字当头”的定位（详见第3条。第4条）推进。完")).containsExactly(
                "坚持“房住不炒。稳字当头”的定位（详见第3条。第4条）推进。", "完");
        assertThat(clauses("落实“六稳，六保”任务，办好实事")).containsExactly("落实“六稳，六保”任务，", "办好实事");
    }

    @Test
    void ignoresAQuoteThatNeverCloses() {
        assertThat(sentences("做到解决问题“零迟。下一句。")).containsExactly("做到解决问题“零迟。", "下一句。");
        assertThat(sentences("一“甲。\n乙”。")).containsExactly("一“甲。", "乙”。");
    }

    @Test
    void cutsClausesButNotNumbers() {
        assertThat(clauses("投资1,200万元，于8:30开工；目标：7.5%以上。")).containsExactly(
                "投资1,200万元，", "于8:30开工；", "目标：", "7.5%以上。");
    }

    @Test
    void beginsAnewWithTheNumberOfAnItemBehindASpace() {
        assertThat(sentences("一、保障市场供应 1.实施机制。2.增加供给 （三）推迟2.5天")).containsExactly(
                "一、保障市场供应", "1.实施机制。", "2.增加供给", "（三）推迟2.5天");
        assertThat(sentences("增长 2.5%，见本办法第 3 条和 十大工程")).hasSize(1);
    }

    @Test
    void endsALatinSentenceBeforeASpaceOnly() {
        assertThat(sentences("The bus runs daily. Line 3.5 does not. 见 www.gov.cn 网站")).containsExactly(
                "The bus runs daily.", "Line 3.5 does not.", "见 www.gov.cn 网站");
    }

    @Test
    void tellsWhetherTwoPartsStandInOneSentence() {
        String text = "谁来负责？什么时候完成，怎么验收";
        Span who = new Span(0, 1);
        Span when = new Span(5, 9);
        assertThat(Sentences.areApart(text, who, when)).isTrue();
        assertThat(Sentences.areApart(text, when, who)).isTrue();
        assertThat(Sentences.areApart(text, when, new Span(12, 14))).isFalse();
        assertThat(Sentences.areApart(text, when, new Span(3, 7))).isFalse();
    }

    @Test
    void findsNothingInWhiteSpace() {
        assertThat(Sentences.sentences("")).isEmpty();
        assertThat(Sentences.sentences(" \n　")).isEmpty();
        assertThat(Sentences.sentences("　一。 二 \n")).containsExactly(new Span(1, 3), new Span(4, 5));
    }

    private static List<String> sentences(String text) {
        return Sentences.sentences(text).stream().map(span -> span.of(text)).toList();
    }

    private static List<String> clauses(String text) {
        return Sentences.clauses(text).stream().map(span -> span.of(text)).toList();
    }
}
