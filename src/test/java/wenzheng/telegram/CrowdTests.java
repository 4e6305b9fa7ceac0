package wenzheng.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import wenzheng.ServedArticles;

/** Many people at once. docs/performance.md keeps how long it takes. */
@ServedArticles
class CrowdTests {

    private static final int CHATS = 100;

    /** What is asked, and how the answer begins. */
    private static final List<String[]> TALK = List.of(
            new String[] {"你好", "您好！"},
            new String[] {"管城区2021年新建续建中小学多少所？", "新建、续建中小学14所。"},
            new String[] {"中原区呢？", "新建续建中小学、幼儿园26所。"},
            new String[] {"谢谢", "不客气"},
            new String[] {"/about", "我依据已发布"},
            new String[] {"中原区2021年新建续建中小学多少所？", "新建续建中小学、幼儿园26所。"},
            new String[] {"管城区呢？", "新建、续建中小学14所。"},
            new String[] {"/help", "直接把问题"},
            new String[] {"谢谢", "不客气"},
            new String[] {"再见", "再见"});

    @Autowired
    private ApplicationContext context;

    @Test
    void answersAHundredChatsWithTenMessagesEachOnceAndInOrder() throws IOException {
        try (RunningBot running = new RunningBot(context)) {
            FakeBotApi api = running.api;
            List<Citizen> people = LongStream.rangeClosed(1, CHATS).mapToObj(id -> Citizen.alone(api, id)).toList();
            TALK.forEach(words -> people.forEach(person -> person.say(words[0])));
            long begun = System.nanoTime();
            Duration computed = computed();
            running.start();
            api.await("all are answered", Duration.ofMinutes(5), () -> api.sent().size() >= CHATS * TALK.size());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            running.settle();
            assertThat(people).allSatisfy(person -> assertThat(api.sent(person.chat()))
                    .hasSize(TALK.size())
                    .zipSatisfy(TALK, (sent, words) -> assertThat(sent.text()).startsWith(words[1])));
            assertThat(api.complaints()).isEmpty();
            LoggerFactory.getLogger(CrowdTests.class).info("{} replies in {} ms, {} ms of all cores",
                    CHATS * TALK.size(), took.toMillis(), computed().minus(computed).toMillis());
        }
    }

    /** The time the cores have worked for this process, the server's share included. */
    private static Duration computed() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
