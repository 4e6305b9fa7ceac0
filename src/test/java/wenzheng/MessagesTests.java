package wenzheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every key that code or a page names has its words, and all words are used. */
class MessagesTests {

    /** A key as it stands in code, between quotes, and in pages, after {@code #{} or between single quotes. */
    private static final Pattern KEY = Pattern.compile("[\"'{]((?:reply|web|error|telegram)(?:\\.[a-z0-9-]+)+\\.?)[\"'(}]");

    @Test
    void keysUsedAndKeysDefinedAreTheSame() throws IOException {
        Set<String> defined = defined("messages.properties");
        Set<String> used = new TreeSet<>();
        for (String key : used()) {
            // A key that is put together uses all that begin so: "reply.deflect." and the name of a scope.
            Set<String> meant = new TreeSet<>(key.endsWith(".") ? defined : Set.of(key));
            meant.removeIf(one -> !one.startsWith(key));
            used.addAll(meant);
        }
        assertThat(defined).containsExactlyInAnyOrderElementsOf(used);
    }

    /** Pages and errors are Chinese only; replies follow the language of the question, the bot that of the person. */
    @Test
    void repliesAndTheBotHaveEnglishWordsToo() throws IOException {
        Set<String> replies = new TreeSet<>(defined("messages.properties"));
        replies.removeIf(key -> !key.startsWith("reply.") && !key.startsWith("telegram."));
        assertThat(defined("messages_en.properties")).containsExactlyInAnyOrderElementsOf(replies);
    }

    private static Set<String> defined(String file) throws IOException {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources", file))) {
            words.load(reader);
        }
        return words.stringPropertyNames();
    }

    private static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Stream.concat(
                Files.walk(Path.of("src/main/java")), Files.walk(Path.of("src/main/resources/templates")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher key = KEY.matcher(Files.readString(file));
                while (key.find()) {
                    used.add(key.group(1));
                }
            }
        }
        return used;
    }
}
