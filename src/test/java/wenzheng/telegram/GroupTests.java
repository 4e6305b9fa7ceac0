package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;
import wenzheng.ServedArticles;

/** How the bot behaves where several people talk, over real HTTP. */
@ServedArticles
class GroupTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final String AT = "@" + FakeBotApi.NAME + " ";
    private static final long GROUP = -500_300;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    private RunningBot running;
    private FakeBotApi api;
    private Citizen lei;
    private Citizen han;

    @BeforeEach
    void start() throws IOException {
        running = RunningBot.start(context);
        api = running.api;
        lei = Citizen.in(api, GROUP, 1);
        han = Citizen.in(api, GROUP, 2);
    }

    @AfterEach
    void stop() {
        running.close();
        assertThat(api.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        QUESTION, "/weather", "/help@SomeOtherBot", "问@WenzhengTestBotter", "邮箱是 a@WenzhengTestBot", "/start@wenzheng"
    })
    void isSilentWhereItIsNotMeantAndStoresNothing(String words) {
        lei.say(words);
        lei.say(words, lei.written(3, false));
        lei.show("photo");
        han.say(AT + "你好");
        api.awaitSent(GROUP, 1);
        running.settle();
        assertThat(api.sent(GROUP)).hasSize(1);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void answersAMentionAReplyAndACommandUnderTheMessage() {
        int mention = lei.say(QUESTION + AT.strip());
        assertThat(api.awaitSent(GROUP, 1).text()).contains("14所");
        assertThat(api.awaitSent(GROUP, 1).replyTo()).isEqualTo(mention);
        int reply = lei.say("中原区呢？", lei.written(api.botId(), true));
        assertThat(api.awaitSent(GROUP, 2).text()).contains("26所");
        assertThat(api.awaitSent(GROUP, 2).replyTo()).isEqualTo(reply);
        int command = lei.say("/HELP@wenzhengtestbot");
        assertThat(api.awaitSent(GROUP, 3).replyTo()).isEqualTo(command);
        lei.say("/about");
        assertThat(api.awaitSent(GROUP, 4).text()).contains("收录文章 3 篇");
        lei.say("/weather@" + FakeBotApi.NAME);
        assertThat(api.awaitSent(GROUP, 5).text()).startsWith("直接把问题发给我就行");
        lei.say(AT);
        assertThat(api.awaitSent(GROUP, 6).text()).startsWith("直接把问题发给我就行");
    }

    @Test
    void answersTheWordsUnderAPictureWhereTheyMentionIt() {
        lei.showWith("photo", QUESTION);
        int meant = lei.showWith("photo", AT + QUESTION);
        assertThat(api.awaitSent(GROUP, 1).text()).contains("14所");
        assertThat(api.awaitSent(GROUP, 1).replyTo()).isEqualTo(meant);
        running.settle();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void answersInTheThread() {
        lei.inThread(77).say(AT + QUESTION);
        FakeBotApi.Sent answer = api.awaitSent(GROUP, 1);
        assertThat(answer.threadId()).isEqualTo(77);
        han.inThread(77).press(answer, "出处 1");
        assertThat(api.awaitSent(GROUP, 2).threadId()).isEqualTo(77);
    }

    @Test
    void holdsOneConversationForEachPerson() {
        lei.say(AT + QUESTION);
        api.awaitSent(GROUP, 1);
        han.say(AT + "中原区呢？");
        assertThat(api.awaitSent(GROUP, 2).text()).doesNotContain("26所");
        lei.say(AT + "中原区呢？");
        assertThat(api.awaitSent(GROUP, 3).text()).contains("26所");
    }

    @Test
    void letsEverybodySeeASourceAndOnlyTheAskerPressTheRest() {
        lei.say(AT + QUESTION);
        FakeBotApi.Sent answer = api.awaitSent(GROUP, 1);
        han.press(answer, "出处 1");
        assertThat(api.awaitSent(GROUP, 2).html()).contains("<blockquote>");
        for (String button : new String[] {"中原区呢？", "👍", "👎"}) {
            String query = han.press(answer, button);
            api.await("the button is answered", () -> api.toast(query) != null);
            assertThat(api.toast(query)).contains("留给提问的人");
        }
        assertThat(api.sent(GROUP)).hasSize(2);
        assertThat(api.edits()).isZero();
        lei.press(answer, "中原区呢？");
        assertThat(api.awaitSent(GROUP, 3).text()).contains("26所");
    }

    @Test
    void forgetsOnlyThePersonWhoAsksForIt() {
        lei.say(AT + QUESTION);
        han.say(AT + QUESTION);
        FakeBotApi.Sent hans = api.awaitSent(GROUP, 2);
        lei.say("/forget");
        api.awaitSent(GROUP, 3);
        han.press(hans, "出处 1");
        assertThat(api.awaitSent(GROUP, 4).html()).contains("<blockquote>");
    }

    @Test
    void answersAMessageThatMentionsItOnlyAfterAnEdit() {
        int message = lei.say(QUESTION);
        lei.edit(message, AT + QUESTION);
        assertThat(api.awaitSent(GROUP, 1).text()).contains("14所");
        lei.edit(message, AT + "中原区2021年新建续建中小学多少所？");
        api.await("the answer is corrected", () -> api.edits() == 1);
        assertThat(api.sent(GROUP)).hasSize(1);
        assertThat(api.sent(GROUP).getFirst().text()).contains("26所");
    }

    @Test
    void ignoresOtherBotsAndItsOwnWordsPostedInline() {
        ObjectNode bots = lei.saying(AT + QUESTION);
        ((ObjectNode) bots.at("/message/from")).put("is_bot", true);
        ObjectNode own = lei.saying(AT + QUESTION);
        ((ObjectNode) own.get("message")).putObject("via_bot")
                .put("id", api.botId()).put("is_bot", true).put("first_name", "问政");
        api.deliver(bots);
        api.deliver(own);
        lei.say(AT + "你好");
        assertThat(api.awaitSent(GROUP, 1).text()).startsWith("您好！");
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void answersWhoSpeaksInTheNameOfTheGroup() {
        ObjectNode anonymous = lei.saying(AT + QUESTION);
        ((ObjectNode) anonymous.at("/message/from")).put("id", 1_087_968_824).put("is_bot", true);
        ((ObjectNode) anonymous.get("message")).putObject("sender_chat").put("id", GROUP).put("type", "group");
        api.deliver(anonymous);
        assertThat(api.awaitSent(GROUP, 1).text()).contains("14所");
    }

    @Test
    void goesOnWithTheConversationWhenTheGroupBecomesASupergroup() {
        long upgraded = GROUP - 1_000_000_000_000L;
        lei.say(AT + QUESTION);
        api.awaitSent(GROUP, 1);
        ObjectNode moved = lei.saying("");
        ((ObjectNode) moved.get("message")).remove("text");
        ((ObjectNode) moved.get("message")).put("migrate_to_chat_id", upgraded);
        api.deliver(moved);
        running.settle();
        Citizen.in(api, upgraded, 1).say(AT + "中原区呢？");
        assertThat(api.awaitSent(upgraded, 1).text()).contains("26所");
    }

    @Test
    void followsAGroupThatMovedWhileItWasAnswering() {
        long upgraded = GROUP - 1_000_000_000_000L;
        Citizen after = Citizen.in(api, upgraded, 1);
        api.retire(GROUP);
        lei.say(AT + QUESTION);
        assertThat(api.awaitSent(upgraded, 1).text()).contains("14所");
        after.say(AT + "中原区呢？");
        assertThat(api.awaitSent(upgraded, 2).text()).contains("26所");
        assertThat(api.sent(GROUP)).isEmpty();
    }

    private long stored() {
        return jdbc.sql("select count(*) from telegram_update where bot_id = ?").param(api.botId())
                .query(Long.class).single();
    }
}
