package wenzheng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import wenzheng.ServedArticles;
import wenzheng.question.Gists;

/** What becomes of a question while the database is gone, as on a full disk. */
@ServedArticles
@ExtendWith(OutputCaptureExtension.class)
class UnkeptConversationTests {

    @Autowired
    private Pipeline pipeline;

    @Autowired
    private AskedFacts asked;

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private OffReplies off;

    @Autowired
    private MessageSource messages;

    @Autowired
    private Gists gists;

    @Test
    void isAnsweredAllTheSameAndTheLogSaysWhatToDo(CapturedOutput output) {
        var settings = new ConversationSettings(Duration.ofDays(30), 2, 20);
        var none = JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:without-tables"));
        var records = new QuestionRecords(none, gists, Clock.systemUTC());
        var store = new ConversationStore(none, records);
        var conversations = new Conversations(
                pipeline,
                store,
                records,
                new ConversationEvents(store, settings, Clock.systemUTC()),
                asked,
                handOvers,
                off,
                messages,
                new RandomIds(),
                settings,
                new SimpleMeterRegistry(),
                Clock.systemUTC());

        Exchange exchange = conversations.say("lost", "管城区2021年新建续建中小学多少所？", "b2c4a2de-6b0f-4b53-9a3d-0d2a4f8e2c11");

        assertThat(exchange.reply().text()).contains("14所");
        assertThat(output).contains("A conversation cannot be kept").doesNotContain("续建中小学多少");
    }

    @Test
    void countsVisitorsAlsoWhereTheirSaltWasLostHalfWritten(@TempDir Path directory) throws Exception {
        Path salt = Files.createFile(directory.resolve("visitors.salt"));
        int digest = new Visitors(directory).digest("subject", "visitor");
        assertThat(salt).hasSize(32);
        assertThat(new Visitors(directory).digest("subject", "visitor")).isEqualTo(digest);
        Path gone = directory.resolve("gone");
        assertThat(new Visitors(gone).digest("subject", "visitor")).isNotNegative();
    }
}
