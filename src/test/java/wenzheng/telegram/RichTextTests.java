package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RichTextTests {

    @Test
    void escapesAndClosesWhatItOpens() {
        RichText text = new RichText().add("a<b>&\"", "b").add("引", "blockquote").add("文", "blockquote", "b", "u");
        assertThat(text.messages()).containsExactly(
                "<b>a&lt;b&gt;&amp;&quot;</b><blockquote>引<b><u>文</u></b></blockquote>");
        assertThat(RichText.plainOf(text.messages().getFirst())).isEqualTo("a<b>&\"引文");
    }

    @Test
    void cutsAtTheLastSentenceEndAndKeepsTheStyleOnBothSides() {
        RichText text = new RichText().add("第一句。”".repeat(700) + "没有说完" + "的".repeat(2000), "b");
        assertThat(text.messages()).hasSizeGreaterThan(1).allSatisfy(message ->
                assertThat(message).startsWith("<b>").endsWith("</b>").hasSizeLessThan(4096));
        assertThat(text.messages().getFirst()).endsWith("第一句。”</b>");
    }

    @Test
    void neverPartsWhatIsWholeFromWhatItFollows() {
        RichText text = new RichText().add("句".repeat(4080) + "。").whole(" [1]\n").add("后面。");
        assertThat(String.join("|", text.messages())).contains(" [1]").doesNotContain("|[1]", "| [1]");
    }

    @Test
    void cutsASentenceThatIsTooLongBetweenTwoCharacters() {
        RichText text = new RichText().add("x" + "👨‍👩‍👧".repeat(1200));
        assertThat(text.messages()).hasSizeGreaterThan(1).allSatisfy(message -> {
            assertThat(message).hasSizeLessThan(4096);
            assertThat(message).matches(whole -> !Character.isLowSurrogate(whole.charAt(0)));
            assertThat(message).endsWith("👨‍👩‍👧");
        });
        assertThat(String.join("", text.messages())).isEqualTo("x" + "👨‍👩‍👧".repeat(1200));
    }

    @Test
    void countsWhatEscapingAdds() {
        assertThat(new RichText().add("&".repeat(4000)).messages()).hasSizeGreaterThan(4)
                .allSatisfy(message -> assertThat(message).hasSizeLessThan(4096));
    }

    @Test
    void leavesOutWhatIsBlankAndWhatTurnsTheDirection() {
        assertThat(new RichText().add(" \n ").messages()).isEmpty();
        assertThat(new RichText().add("a\u202Eb\u2066c").messages()).containsExactly("abc");
    }
}
