package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import wenzheng.ServedArticles;

/** What a citizen sees of the bot in a private chat, over real HTTP. */
@Tag("database")
@ServedArticles
class BotTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";
    private static final long LEI = 7001;

    @Autowired
    private ApplicationContext context;

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
        running.close();
        assertThat(api.complaints()).isEmpty();
    }

    @Test
    void answersWithTheFactFirstInBoldThenDistrictAndYearAndNumberedSources() {
        lei.say(QUESTION);
        FakeBotApi.Sent answer = api.awaitSent(LEI, 1);
        assertThat(answer.html()).startsWith("<b>新建、续建中小学14所。</b> [1]\n管城回族区（2021年）\n\n出处\n[1] <a href=\""
                + "https://wenzheng.example/documents/000_62df4c3117623599?p=");
        assertThat(answer.text()).contains("[1] 蓝图已绘，如何实施？管城回族区将在七个方面“破局” · 公共服务 › 加大优质教育资源引进力度");
        assertThat(answer.labels()).contains("出处 1", "中原区呢？", "👍 有用", "👎 没用");
        assertThat(answer.replyTo()).isNull();
    }

    @Test
    void followsUpInTheSameConversation() {
        lei.say(QUESTION);
        lei.say("中原区呢？");
        assertThat(api.awaitSent(LEI, 2).text()).startsWith("新建续建中小学、幼儿园26所。 [1]\n中原区（2021年）");
    }

    @Test
    void showsThePassageOfASourceWithTheQuoteMarked() {
        lei.say(QUESTION);
        String query = lei.press(api.awaitSent(LEI, 1), "出处 1");
        FakeBotApi.Sent passage = api.awaitSent(LEI, 2);
        assertThat(passage.html()).contains("<blockquote>", "<b><u>新建、续建中小学14所</u></b>", "</blockquote>");
        assertThat(passage.text()).startsWith("[1] 蓝图已绘").contains("着力办好“美好教育”").endsWith("在文章中查看");
        assertThat(api.toast(query)).isEmpty();
    }

    @Test
    void asksASuggestionThatIsPressed() {
        lei.say(QUESTION);
        lei.press(api.awaitSent(LEI, 1), "中原区呢？");
        assertThat(api.awaitSent(LEI, 2).text()).startsWith("您问：中原区呢？").contains("26所");
        lei.say("二七区呢？");
        assertThat(api.awaitSent(LEI, 3).text()).contains("二七区");
    }

    @Test
    void asksBackWithAButtonForEachChoice() {
        lei.say("今年有什么？");
        FakeBotApi.Sent asked = api.awaitSent(LEI, 1);
        assertThat(asked.text()).startsWith("您想了解哪方面的内容");
        assertThat(asked.labels()).isNotEmpty().doesNotContain("👍 有用");
        lei.press(asked, asked.labels().getFirst());
        assertThat(api.awaitSent(LEI, 2).text()).startsWith("您问：" + asked.labels().getFirst());
    }

    @Test
    void marksTheThumbThatWasPressedInPlaceAndKeepsTheRating() {
        lei.say(QUESTION);
        FakeBotApi.Sent answer = api.awaitSent(LEI, 1);
        String query = lei.press(answer, "👍");
        api.await("the thumb is marked", () -> api.edits() == 1);
        FakeBotApi.Sent marked = api.sent(LEI).getFirst();
        assertThat(marked.labels()).contains("👍 有用 ✓", "👎 没用", "出处 1");
        assertThat(marked.html()).isEqualTo(answer.html());
        assertThat(api.toast(query)).isEqualTo("感谢您的评价");
        String turn = answer.data("👍").split(":")[1];
        assertThat(rating(turn)).isEqualTo("UP");
        lei.press(marked, "👎");
        api.await("the other thumb is marked", () -> api.edits() == 2);
        assertThat(api.sent(LEI).getFirst().labels()).contains("👍 有用", "👎 没用 ✓");
        assertThat(rating(turn)).isEqualTo("DOWN");
    }

    private String rating(String turn) {
        return jdbc.sql("select rating from feedback where turn_id = ?").param(turn).query(String.class).single();
    }

    @Test
    void answersStartHelpAndAbout() {
        lei.say("/start");
        assertThat(api.awaitSent(LEI, 1).text()).startsWith("您好！").contains("管城回族区", QUESTION);
        lei.say("/help");
        assertThat(api.awaitSent(LEI, 2).text()).contains("1000", "/district", "/forget");
        lei.say("/about");
        assertThat(api.awaitSent(LEI, 3).text())
                .contains("3 篇", "“破局” (管城回族区 2021)", "管城回族区 (2021)", "2021 年", "隐私", "90 天");
    }

    @Test
    void answersAnUnknownCommandWithHelpInTheLanguageOfThePerson() {
        lei.say("/weather");
        assertThat(api.awaitSent(LEI, 1).text()).startsWith("直接把问题发给我就行");
        lei.speaking("en").say("/weather");
        assertThat(api.awaitSent(LEI, 2).text()).startsWith("Just send me your question, 1000 characters");
    }

    @Test
    void offersItsCommandsInChineseAndEnglish() {
        api.await("the commands are offered", () -> !api.commands("en").isEmpty());
        assertThat(api.commands("")).isEqualTo(api.commands("zh")).contains("district 选定一个区县", "human 找人工").hasSize(7);
        assertThat(api.commands("en")).contains("forget Delete my conversation", "human Speak to a person").hasSize(7);
    }

    @Test
    void asksAboutTheChosenDistrictForTheRestOfTheChat() {
        lei.say("/district");
        FakeBotApi.Sent choice = api.awaitSent(LEI, 1);
        assertThat(choice.labels()).contains("管城回族区", "中原区", "不限区县");
        lei.press(choice, "中原区");
        api.await("the choice is confirmed in place", () -> api.edits() == 1);
        assertThat(api.sent(LEI).getFirst().text()).contains("中原区");
        assertThat(api.sent(LEI).getFirst().labels()).isEmpty();
        lei.say("2021年新建续建中小学多少所？");
        assertThat(api.awaitSent(LEI, 2).text()).contains("26所").doesNotContain("14所");
        lei.say("/new");
        lei.say("2021年新建续建中小学多少所？");
        assertThat(api.awaitSent(LEI, 4).text()).contains("26所").doesNotContain("14所");
        lei.say("/district 不限");
        lei.say("/new");
        lei.say("2021年新建续建中小学多少所？");
        assertThat(api.awaitSent(LEI, 7).text()).contains("14所");
        lei.say("/district 管城");
        assertThat(api.awaitSent(LEI, 8).text()).contains("管城回族区");
        lei.say("/district 火星区");
        assertThat(api.awaitSent(LEI, 9).text()).startsWith("没有收录“火星区”的文章");
    }

    @Test
    void beginsANewConversationOnDemand() {
        lei.say(QUESTION);
        lei.say("/new");
        lei.say("中原区呢？");
        assertThat(api.awaitSent(LEI, 3).text()).doesNotContain("26所");
    }

    @Test
    void forgetsEveryConversationOfThePersonAndSaysSoUnderOldButtons() {
        lei.say(QUESTION);
        FakeBotApi.Sent answer = api.awaitSent(LEI, 1);
        String turn = answer.data("👍").split(":")[1];
        lei.say("/new");
        lei.say("/district 中原区");
        lei.say("你好");
        lei.say("/forget");
        assertThat(api.awaitSent(LEI, 5).text()).contains("都已删除");
        assertThat(jdbc.sql("select count(*) from turn where id = ?").param(turn).query(Long.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from telegram_person where bot_id = ?").param(api.botId())
                .query(Long.class).single()).isZero();
        String query = lei.press(answer, "出处 1");
        api.await("the button is answered", () -> api.toast(query) != null);
        assertThat(api.toast(query)).contains("已经删除或过期");
    }

    @ParameterizedTest
    @ValueSource(strings = {"photo", "voice", "sticker", "location"})
    void saysWhatItCanDoToWhatIsNoText(String kind) {
        lei.show(kind);
        assertThat(api.awaitSent(LEI, 1).text()).contains("只读得懂文字");
    }

    @Test
    void answersTheWordsUnderAPictureAndSaysThatItSeesNoMore() {
        int message = lei.showWith("photo", QUESTION);
        assertThat(api.awaitSent(LEI, 1).text()).startsWith("（只看得懂文字，按文字回答）\n新建、续建中小学14所。 [1]");
        lei.editCaption(message, "中原区2021年新建续建中小学多少所？");
        api.await("the answer is corrected", () -> api.edits() == 1);
        assertThat(api.sent(LEI).getFirst().text()).contains("26所");
    }

    @Test
    void answersAnAlbumOnce() {
        for (int i = 0; i < 3; i++) {
            ObjectNode update = lei.showing("photo");
            ((ObjectNode) update.get("message")).put("media_group_id", "album" + api.botId());
            api.deliver(update);
        }
        lei.say("你好");
        assertThat(api.awaitSent(LEI, 2).text()).startsWith("您好！我是问政助手");
    }

    @Test
    void showsASourceUnderAMessageThatTelegramNoLongerShows() {
        lei.say(QUESTION);
        lei.pressLongAfter(api.awaitSent(LEI, 1), "出处 1");
        assertThat(api.awaitSent(LEI, 2).html()).contains("<blockquote>");
    }

    @Test
    void sendsOnceWhatIsPressedTwiceAtOnce() {
        lei.say(QUESTION);
        FakeBotApi.Sent answer = api.awaitSent(LEI, 1);
        for (String button : new String[] {"出处 1", "中原区呢？"}) {
            lei.press(answer, button);
            String again = lei.press(answer, button);
            api.await("both are heard", () -> api.toast(again) != null);
        }
        running.settle();
        assertThat(api.sent(LEI)).hasSize(3);
    }

    @Test
    void putsAnEnglishAnswerIntoEnglishWhateverTheProgramIsSetTo() {
        lei.say("How many schools will be built in Guancheng in 2021?");
        FakeBotApi.Sent answer = api.awaitSent(LEI, 1);
        assertThat(answer.text()).contains("\n管城回族区 (2021)\n\nSources\n");
        assertThat(answer.labels()).contains("Source 1", "👍 Useful");
        lei.speaking("en").say(QUESTION);
        assertThat(api.awaitSent(LEI, 2).labels()).contains("出处 1", "👍 有用");
    }

    @Test
    void isOffWithoutATokenAndSaysSo() {
        assertThat(context.getBeanProvider(TelegramBot.class).getIfAvailable()).isNull();
        assertThat(context.getBean(TelegramHealth.class).health().getDetails())
                .containsEntry("bot", "off: wenzheng.telegram.token is not set");
    }

    @Test
    void isSilentAboutWhatTelegramItselfReports() {
        lei.show("delete_chat_photo");
        lei.say("你好");
        assertThat(api.awaitSent(LEI, 1).text()).startsWith("您好！我是问政助手");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<b>管城区</b>&<script>alert(1)</script>“火星”学校多少所？",
        "</b></blockquote><a href=\"https://evil.example\">点这里</a>多少所学校？",
        "&lt;b&gt; &amp;amp; \u202E倒写 \u0000 \uD83D 学校"
    })
    void escapesHostileText(String words) {
        lei.say(words);
        assertThat(api.awaitSent(LEI, 1).html()).doesNotContain("<script", "evil.example\">", "\u202E");
    }

    @Test
    void storesNoPersonalNumberAndNoWordLongerThanUntilItIsAnswered() {
        lei.say("我的手机是13812345678，" + QUESTION);
        api.awaitSent(LEI, 1);
        running.settle();
        assertThat(jdbc.sql("select count(*) from turn where utterance like '%13812345678%'").query(Long.class).single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from telegram_update where settled_at is not null and body is not null")
                .query(Long.class).single()).isZero();
        api.await("nothing sent is kept", () -> jdbc
                .sql("select count(*) from telegram_message where lane = 'chat:7001' and body is not null")
                .query(Long.class).single() == 0);
    }

    @Test
    void saysThatAMessageIsTooLong() {
        lei.say("学".repeat(1001));
        assertThat(api.awaitSent(LEI, 1).text()).contains("最多 1000 个字符");
    }

    @Test
    void correctsTheAnswerToAnEditedMessageOnceWhereItStands() {
        int message = lei.say(QUESTION);
        FakeBotApi.Sent before = api.awaitSent(LEI, 1);
        lei.edit(message, QUESTION);
        lei.edit(message, "中原区2021年新建续建中小学多少所？");
        api.await("the answer is corrected", () -> api.edits() == 1);
        FakeBotApi.Sent after = api.sent(LEI).getFirst();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.text()).startsWith("（已按修改后的问题更正）").contains("26所").doesNotContain("14所");
        assertThat(after.labels()).contains("出处 1", "👍 有用");
        lei.edit(message, "中原区2021年新建续建中小学多少所？");
        lei.say("你好");
        api.awaitSent(LEI, 2);
        assertThat(api.edits()).isEqualTo(1);
        assertThat(api.sent(LEI)).hasSize(2);
    }

    @Test
    void answersAnEditAnewWhereTheConversationExpiredAndCorrectsThatAnswerNextTime() {
        int message = lei.say(QUESTION);
        api.awaitSent(LEI, 1);
        running.settle();
        jdbc.sql("delete from conversation where id in (select conversation_id from telegram_person where bot_id = ?)")
                .param(api.botId()).update();
        lei.edit(message, "中原区2021年新建续建中小学多少所？");
        assertThat(api.awaitSent(LEI, 2).text()).startsWith("新建续建中小学、幼儿园26所。");
        lei.edit(message, QUESTION);
        api.await("the second answer is corrected", () -> api.edits() == 1);
        assertThat(api.sent(LEI).getLast().text()).contains("14所");
    }

    @Test
    void answersInlineWithTheAnswerAndItsSources() {
        String query = lei.seek(QUESTION);
        api.await("the search is answered", () -> api.results(query) != null);
        JsonNode results = api.results(query);
        assertThat(results.get(0).get("title").asString()).startsWith("新建、续建中小学14所。");
        assertThat(results.get(0).get("description").asString()).isEqualTo("管城回族区（2021年）");
        assertThat(results.get(0).get("input_message_content").get("message_text").asString()).contains("<b>", "出处");
        assertThat(results.get(1).get("title").asString()).startsWith("出处 1");
        String empty = lei.seek("");
        api.await("the empty search is answered", () -> api.results(empty) != null);
        assertThat(api.results(empty)).isEmpty();
        assertThat(api.sent()).isEmpty();
    }

    @Test
    void survivesButtonsThatItNeverMade() {
        lei.say(QUESTION);
        FakeBotApi.Sent answer = api.awaitSent(LEI, 1);
        String turn = answer.data("👍").split(":")[1];
        for (String data : new String[] {"", "x", "s:1:2", "s:" + turn + ":99", "q:" + turn + ":99", "s:" + turn + ":-1",
            "p:火星区", "z:" + turn + ":0", ":::::", "s:" + turn + ":99999999999999999999"}) {
            String query = lei.pressData(answer.id(), data);
            api.await("the button %s is answered".formatted(data), () -> api.toast(query) != null);
            assertThat(api.toast(query)).isNotEmpty();
        }
        assertThat(api.sent(LEI)).hasSize(1);
    }

    @Test
    void letsNobodyPressAButtonFromAnotherChat() {
        lei.say(QUESTION);
        String data = api.awaitSent(LEI, 1).data("出处 1");
        Citizen han = Citizen.alone(api, 7002);
        String query = han.pressData(1, data);
        api.await("the button is answered", () -> api.toast(query) != null);
        assertThat(api.toast(query)).contains("已经删除或过期");
        assertThat(api.sent(7002)).isEmpty();
    }
}
