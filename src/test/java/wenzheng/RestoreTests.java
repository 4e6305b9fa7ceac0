package wenzheng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.Exchange;

class RestoreTests {

    private static final String QUESTION = "管城区2021年新建续建中小学多少所？";

    @TempDir
    private Path scratch;

    @Test
    void anEmptyMachineAnswersAsBeforeAndKnowsTheConversations() throws Exception {
        Path articles = Files.createDirectories(scratch.resolve("here/articles"));
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus/three"))) {
            for (Path file : files.toList()) {
                Files.copy(file, articles.resolve(file.getFileName()));
            }
        }
        Path draft = Files.createDirectories(scratch.resolve("here/data/tended/0123456789abcdef")).resolve("content");
        Files.writeString(draft, "草稿");
        Path archive = scratch.resolve("backup.zip");
        Exchange first;
        List<Exchange> history;
        try (ConfigurableApplicationContext here = start(scratch.resolve("here"))) {
            Conversations conversations = here.getBean(Conversations.class);
            first = conversations.say(null, QUESTION, null);
            conversations.say(first.conversationId(), "中原区呢？", null);
            history = conversations.history(first.conversationId());
            assertThat(here.getBean(Backup.class).write(archive)).isTrue();
            // What is said after the backup is not in it.
            conversations.say(first.conversationId(), "谢谢", null);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive))).isEqualTo("rw-------");

        Path there = scratch.resolve("there");
        Restore.main(new String[] {archive.toString(), there.resolve("data").toString()});
        try (ConfigurableApplicationContext restored = start(there)) {
            Conversations conversations = restored.getBean(Conversations.class);
            assertThat(conversations.history(first.conversationId())).isEqualTo(history).hasSize(2);
            assertThat(conversations.say(first.conversationId(), "中原区呢？", null).reply().text())
                    .isEqualTo(history.getLast().reply().text());
            assertThat(conversations.say(null, QUESTION, null).reply()).isEqualTo(first.reply());
        }
        assertThat(there.resolve("data/tended/0123456789abcdef/content")).hasContent("草稿");
        assertThat(there.resolve("data/restore.zip")).doesNotExist();
    }

    @Test
    void takesInNoBackupThatIsCutOffOrWasChanged() throws IOException {
        Path archive = scratch.resolve("backup.zip");
        Path file = Files.writeString(scratch.resolve("salt"), "as it was");
        Archive.write(archive, Map.of("data/salt", file));
        assertThat(Archive.check(archive)).isNull();
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        assertThat(Archive.check(archive)).isNotNull();

        Path data = Files.createDirectories(scratch.resolve("data"));
        Files.writeString(data.resolve("salt"), "as it is");
        Files.move(archive, data.resolve(Restore.ARCHIVE));
        assertThat(Restore.takeIn(data, scratch.resolve("articles"))).contains("cannot be taken in");
        assertThat(data.resolve("salt")).hasContent("as it is");
    }

    @Test
    void unpacksNothingBesideWhereItIsUnpacked() throws IOException {
        for (String name : List.of(
                "../evil", "data/../../evil", "/etc/evil", "data/.hidden", "data/a/../../b", "other/file", "data/a/b/c/d")) {
            Path archive = scratch.resolve("evil.zip");
            try (OutputStream out = Files.newOutputStream(archive); ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("evil".getBytes(StandardCharsets.UTF_8));
            }
            assertThatIOException()
                    .isThrownBy(() -> Archive.unpack(archive, scratch.resolve("into")))
                    .withMessageContaining("belongs in no backup");
        }
        assertThat(scratch.resolve("evil")).doesNotExist();
    }

    @Test
    void goesOnWithARestoreThatWasKilled() throws IOException {
        Path archive = scratch.resolve("backup.zip");
        Archive.write(archive, Map.of(
                "data/" + DataDirectory.DATABASE, Files.writeString(scratch.resolve("db"), "restored"),
                "articles/a.txt", Files.writeString(scratch.resolve("a"), "文章")));
        Path data = Files.createDirectories(scratch.resolve("data"));
        Files.writeString(data.resolve(DataDirectory.DATABASE), "before");
        Files.copy(archive, data.resolve(Restore.ARCHIVE));
        Path articles = scratch.resolve("articles");
        Files.writeString(articles, "in the way");
        assertThat(Restore.takeIn(data, articles)).contains("cannot be taken in");
        assertThat(data.resolve(Restore.ARCHIVE)).exists();

        Files.delete(articles);
        assertThat(Restore.takeIn(data, articles)).contains("was taken in");
        assertThat(articles.resolve("a.txt")).hasContent("文章");
        assertThat(data.resolve(DataDirectory.DATABASE)).hasContent("restored");
        assertThat(data.resolve("before-restore.mv.db")).hasContent("before");
        assertThat(Restore.takeIn(data, articles)).isNull();
    }

    @Test
    void keepsNoWordsOfCitizensLongerThanTheRetention() throws IOException {
        Path data = Files.createDirectories(scratch.resolve("data"));
        Path before = Files.writeString(data.resolve(Restore.BEFORE), "before");
        Path backups = Files.createDirectories(data.resolve("backups"));
        Path fetched = Files.writeString(backups.resolve("0123456789.zip"), "wanted");
        Path other = Files.writeString(backups.resolve("of-mine.zip"), "mine");
        remove(data, Duration.ofMinutes(59), Duration.ofDays(90));
        assertThat(fetched).exists();
        remove(data, Duration.ofMinutes(61), Duration.ofDays(90));
        assertThat(fetched).doesNotExist();
        remove(data, Duration.ofHours(71), Duration.ofDays(90));
        assertThat(before).exists();
        remove(data, Duration.ofHours(73), Duration.ofDays(90));
        assertThat(before).doesNotExist();

        Files.writeString(before, "before");
        remove(data, Duration.ofMinutes(2), Duration.ofMinutes(1));
        assertThat(before).doesNotExist();
        assertThat(other).exists();
    }

    private static void remove(Path data, Duration later, Duration retention) {
        new Backup(
                        data, data.resolve("articles"), "jdbc:h2:mem:none", retention,
                        JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:none")),
                        Clock.offset(Clock.systemUTC(), later))
                .removeOld();
    }

    private static ConfigurableApplicationContext start(Path machine) {
        return new SpringApplicationBuilder(WenzhengApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--wenzheng.data-directory=" + machine.resolve("data"),
                        "--wenzheng.corpus.directory=" + machine.resolve("articles"),
                        "--wenzheng.corpus.settle=0s",
                        "--wenzheng.search.vectors=false",
                        "--wenzheng.reader.enabled=false");
    }
}
