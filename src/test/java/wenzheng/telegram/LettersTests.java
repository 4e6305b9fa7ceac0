package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;

class LettersTests {

    private final Letters letters = new Letters(messages(), "https://wenzheng.example");

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    @Test
    void citesWhatALanguageModelWordedByTheDistrictsAndTheYearOfItsLine() {
        GivenReply reply = new GivenReply(
                ReplyStatus.ANSWERED,
                "中原区（2021年）：中原区今年要建26所学校。\n管城回族区（2021年）：管城要建14所。\n（以上文字由语言模型整理。）",
                List.of(cited("管城回族区", "新建、续建中小学14所"), cited("中原区", "新建续建中小学、幼儿园26所")),
                List.of(),
                null,
                null);
        assertThat(letters.reply(reply, Locale.SIMPLIFIED_CHINESE).getFirst()).startsWith(
                "<b>中原区今年要建26所学校。</b> [2]\n中原区（2021年）\n"
                        + "<b>管城要建14所。</b> [1]\n管城回族区（2021年）\n（以上文字由语言模型整理。）\n\n出处\n[1] ");
    }

    @Test
    void partsNoAnswerForAnAddressThatNobodyReads() {
        String quote = "推动义务教育优质均衡发展".repeat(16);
        List<GivenReply.Cited> citations = List.of(
                cited("中原区", quote), cited("二七区", quote), cited("管城回族区", quote), cited("金水区", "14所"));
        GivenReply reply = new GivenReply(ReplyStatus.ANSWERED, "见出处。", citations, List.of(), null, null);
        assertThat(letters.reply(reply, Locale.SIMPLIFIED_CHINESE)).singleElement().asString()
                .contains("<a href=\"https://wenzheng.example/documents/a?p=1#p1\">", "?p=1&amp;quote=14%E6%89%80#p1");
    }

    private static GivenReply.Cited cited(String district, String quote) {
        return new GivenReply.Cited("a", "标题", district, 2021, "", 1, quote + "。", quote, null);
    }
}
