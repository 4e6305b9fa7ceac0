package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import wenzheng.ServedArticles;
import wenzheng.conversation.HandOver;
import wenzheng.conversation.HandOvers;
import wenzheng.operation.AssistantSwitch;

/** A citizen in a private chat who asks for a person, over real HTTP. */
@ServedArticles
class HumanTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final long LEI = 7101;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private AssistantSwitch assistant;

    @Autowired
    private JdbcClient jdbc;

    private RunningBot running;
    private FakeBotApi api;
    private Citizen lei;

    @BeforeEach
    void start() throws IOException {
        running = RunningBot.start(context);
        api = running.api;
        lei = Citizen.alone(api, LEI);
    }

    @AfterEach
    void stop() {
        assistant.set(AssistantSwitch.Mode.ON, "", "admin");
        handOvers.open().forEach(open -> handOvers.dismiss(open.conversationId()));
        running.close();
        assertThat(api.complaints()).isEmpty();
    }

    @Test
    void goesFromTheAssistantToAClerkAndBackInTheSameChat() {
        lei.say(QUESTION);
        lei.say("/human");
        assertThat(api.awaitSent(LEI, 2).text()).startsWith("正在等候人工，您排在第1位");
        assertThat(api.awaitSent(LEI, 2).labels()).containsExactly("不用人工了");
        lei.say("中原区呢？");
        assertThat(api.awaitSent(LEI, 3).text()).as("while waiting").contains("26所");
        HandOver open = handOvers.open().getFirst();
        assertThat(handOvers.take(open.id(), "bot-wang", "小王")).isTrue();
        assertThat(api.awaitSent(LEI, 4).text()).startsWith("小王正在为您服务");
        lei.say("在吗？");
        assertThat(api.awaitSent(LEI, 5).text()).isEqualTo("已转给小王。");
        assertThat(handOvers.find(open.id()).orElseThrow().last()).isEqualTo("在吗？");
        int shown = api.actions().size();
        handOvers.draft(open.id(), "bot-wang", "您好");
        api.await("the chat shows that somebody types", () -> api.actions().size() > shown);
        handOvers.write(open.id(), "bot-wang", "您好，<b>14所</b>");
        assertThat(api.awaitSent(LEI, 6).html()).isEqualTo("<b>小王\n</b>您好，&lt;b&gt;14所&lt;/b&gt;");
        handOvers.handBack(open.id(), "bot-wang");
        assertThat(api.awaitSent(LEI, 7).text()).isEqualTo("小王已离开，您可以接着提问。");
        lei.say(QUESTION);
        assertThat(api.awaitSent(LEI, 8).text()).as("the assistant again").contains("14所");
        api.await("nothing is followed any more", () -> followed() == 0);
    }

    @Test
    void tellsThePlaceInTheQueueInTheLanguageOfThePerson() {
        lei.say("/human");
        api.awaitSent(LEI, 1);
        Citizen han = Citizen.alone(api, LEI + 1).speaking("en");
        han.say("/human");
        assertThat(api.awaitSent(LEI + 1, 1).text()).startsWith("Waiting for a person: you are number 2.");
        lei.say("/new");
        api.awaitSent(LEI, 2);
        han.say("/human");
        assertThat(api.awaitSent(LEI + 1, 2).text()).contains("you are number 1.");
        HandOver open = handOvers.open().getFirst();
        handOvers.take(open.id(), "bot-wang", "小王");
        assertThat(api.awaitSent(LEI + 1, 3).text()).startsWith("小王 is here for you");
        handOvers.close(open.id(), "bot-wang");
        assertThat(api.awaitSent(LEI + 1, 4).text()).startsWith("小王 has ended the conversation");
        assertThat(api.sent(LEI + 1)).as("nothing for having moved up").hasSize(4);
    }

    @Test
    void endsItByAButtonAndByANewConversationAlsoWhenSomebodyIsThere() {
        lei.say("/human");
        lei.press(api.awaitSent(LEI, 1), "不用人工了");
        api.await("it is confirmed in place", () -> api.edits() == 1);
        assertThat(api.sent(LEI).getFirst().text()).isEqualTo("好的，您可以接着提问。");
        assertThat(handOvers.open()).isEmpty();
        lei.say("/human");
        api.awaitSent(LEI, 2);
        HandOver open = handOvers.open().getFirst();
        handOvers.take(open.id(), "bot-wang", "小王");
        api.awaitSent(LEI, 3);
        lei.say("/new");
        assertThat(api.awaitSent(LEI, 4).text()).startsWith("好的，我们重新开始");
        assertThat(handOvers.open()).isEmpty();
        assertThat(handOvers.write(open.id(), "bot-wang", "还在吗")).isFalse();
        lei.say(QUESTION);
        assertThat(api.awaitSent(LEI, 5).text()).contains("14所");
        assertThat(followed()).isZero();
    }

    @Test
    void bringsAfterARestartWhatTheStaffWroteMeanwhileAndNothingTwice() {
        lei.say("/human");
        api.awaitSent(LEI, 1);
        HandOver open = handOvers.open().getFirst();
        handOvers.take(open.id(), "bot-wang", "小王");
        api.awaitSent(LEI, 2);
        running.settle();
        running.stop();
        handOvers.write(open.id(), "bot-wang", "第一句");
        handOvers.write(open.id(), "bot-wang", "第二句");
        running.start();
        assertThat(api.awaitSent(LEI, 4).text()).isEqualTo("小王\n第二句");
        assertThat(api.awaitSent(LEI, 3).text()).isEqualTo("小王\n第一句");
        handOvers.write(open.id(), "bot-wang", "第三句");
        assertThat(api.awaitSent(LEI, 5).text()).isEqualTo("小王\n第三句");
        assertThat(api.sent(LEI)).hasSize(5);
    }

    @Test
    void saysOutsideOfficeHoursWhenSomebodyIsThereAndWhereToLeaveAMessage() {
        HandOvers closed = mock(HandOvers.class);
        when(closed.ask(any())).thenReturn(
                Optional.of(new HandOvers.Standing(HandOvers.State.CLOSED, 0, null, "MON-FRI 09:00-17:00")));
        running.stop();
        running.handOvers(closed).start();
        lei.say("/human");
        assertThat(api.awaitSent(LEI, 1).text())
                .contains("现在没有工作人员（工作时间 周一–周五 09:00–17:00）", "https://wenzheng.example/chat");
        assertThat(api.awaitSent(LEI, 1).labels()).isEmpty();
        assertThat(followed()).isZero();
    }

    @Test
    void saysWhomToAskWhileTheAssistantIsOff() {
        assistant.set(AssistantSwitch.Mode.HANDOVER_ONLY, "核对<b>数据", "admin");
        lei.say(QUESTION);
        assertThat(api.awaitSent(LEI, 1).html())
                .contains("现在不作答", "/human", "12345", "\n原因：核对&lt;b&gt;数据")
                .doesNotContain("14所");
        assertThat(api.awaitSent(LEI, 1).labels()).as("nothing to rate").isEmpty();
        lei.say("/human");
        assertThat(api.awaitSent(LEI, 2).text()).startsWith("正在等候人工，您排在第1位");
        lei.press(api.awaitSent(LEI, 2), "不用人工了");
        assistant.set(AssistantSwitch.Mode.OFF, "", "admin");
        lei.say(QUESTION);
        assertThat(api.awaitSent(LEI, 3).text()).contains("暂停服务", "12345").doesNotContain("原因", "14所");
        lei.say("/human");
        assertThat(api.awaitSent(LEI, 4).text()).startsWith("现在没有工作人员。").doesNotContain("工作时间");
        assistant.set(AssistantSwitch.Mode.ON, "", "admin");
        lei.say(QUESTION);
        assertThat(api.awaitSent(LEI, 5).text()).contains("14所");
    }

    @Test
    void asksForNobodyInAGroupAndSaysWhere() {
        Citizen han = Citizen.in(api, -500_301, 3);
        han.say("/human@" + FakeBotApi.NAME);
        assertThat(api.awaitSent(-500_301, 1).text()).startsWith("找人工请到和我的私聊里发 /human");
        assertThat(handOvers.open()).isEmpty();
    }

    private long followed() {
        return jdbc.sql("select count(*) from telegram_followed where bot_id = ?").param(api.botId())
                .query(Long.class).single();
    }
}
