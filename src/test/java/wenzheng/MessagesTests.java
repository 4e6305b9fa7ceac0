package wenzheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    private static final Pattern KEY = Pattern.compile(
            "[\"'`{]((?:reply|web|error|telegram|desk)(?:\\.[a-z0-9-]+)+\\.?)[\"'`$(}]");

    @Test
    void keysUsedAndKeysDefinedAreTheSame() throws IOException {
        assertThat(defined("messages.properties"))
                .containsExactlyInAnyOrderElementsOf(used("java", "resources/templates", "resources/static"));
    }

    /**
     * Replies follow the language of the question, the bot that of the person, pages and the chat that of the browser;
     * anything else is Chinese only. The staff's pages, and what they say of files, are in Simplified Chinese and English.
     */
    @Test
    void repliesTheBotAndPagesHaveEnglishWordsTooAndPagesTraditionalOnes() throws IOException {
        Set<String> pages = used("resources/templates", "resources/static");
        Set<String> english = new TreeSet<>(defined("messages.properties"));
        english.removeIf(key -> !key.startsWith("reply.") && !key.startsWith("telegram.") && !key.startsWith("desk.")
                && !key.startsWith("web.document.fault.") && !pages.contains(key));
        pages.removeIf(key -> key.startsWith("desk."));
        assertThat(defined("messages_en.properties")).containsExactlyInAnyOrderElementsOf(english);
        assertThat(defined("messages_zh_Hant.properties")).containsExactlyInAnyOrderElementsOf(pages);
    }

    /** An apostrophe quotes what is filled in; where nothing is, it is read as it stands. */
    @Test
    void apostrophesAreDoubledWhereSomethingMayBeFilledInAndNowhereElse() throws IOException {
        for (String file : List.of("messages.properties", "messages_en.properties", "messages_zh_Hant.properties")) {
            words(file).forEach((key, words) -> {
                // The page tells each with what is beyond the source, also those that do not say it.
                boolean filled = words.toString().matches("(?s).*\\{\\d.*") || key.toString().startsWith("desk.correct.refusal.");
                assertThat(filled ? words.toString().replace("''", "") : words.toString()).as("%s in %s", key, file)
                        .doesNotContain(filled ? "'" : "''");
            });
        }
    }

    private static Set<String> defined(String file) throws IOException {
        return words(file).stringPropertyNames();
    }

    private static Properties words(String file) throws IOException {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources", file))) {
            words.load(reader);
        }
        return words;
    }

    /** @param folders of {@code src/main} */
    private static Set<String> used(String... folders) throws IOException {
        Set<String> defined = defined("messages.properties");
        Set<String> used = new TreeSet<>();
        for (String folder : folders) {
            for (Path file : files(Path.of("src/main", folder))) {
                Matcher key = KEY.matcher(Files.readString(file));
                while (key.find()) {
                    // A key that is put together uses all that begin so: "reply.deflect." and the name of a scope.
                    Set<String> meant = new TreeSet<>(key.group(1).endsWith(".") ? defined : Set.of(key.group(1)));
                    meant.removeIf(one -> !one.startsWith(key.group(1)));
                    used.addAll(meant);
                }
            }
        }
        return used;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
