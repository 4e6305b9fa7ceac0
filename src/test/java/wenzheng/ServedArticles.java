package wenzheng;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;
import wenzheng.desk.Colleagues;
import wenzheng.desk.OpenIdProvider;

/** The whole program on a free port, answering from three articles, its database in memory. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "wenzheng.corpus.directory=" + ServedArticles.DIRECTORY,
            "wenzheng.data-directory=target/test-data",
            "spring.datasource.url=${WENZHENG_TEST_DATABASE:jdbc:h2:mem:served;DB_CLOSE_DELAY=-1}",
            "wenzheng.limits.burst=10000",
            "wenzheng.office-hours=MON-SUN 00:00-24:00",
            "wenzheng.desk.admin-password=" + ServedArticles.ADMIN_PASSWORD,
            "wenzheng.openai.api-keys=first-key-of-the-tests,second-key-of-the-tests",
            "wenzheng.web.allowed-origins=https://allowed.example,http://allowed.example"
        })
@ContextConfiguration(initializers = ServedArticles.Copy.class)
@Import(Colleagues.class)
public @interface ServedArticles {

    /** Of the desk's first administrator. */
    String ADMIN_PASSWORD = "first-administrator-of-the-tests";

    String DIRECTORY = "target/test-articles";

    /** Puts the articles, once a run, where tests may change them; each that does puts things in order again. */
    final class Copy implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static boolean done;

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            OpenIdProvider.announceTo(context);
            if (done) {
                return;
            }
            done = true;
            try {
                FileSystemUtils.deleteRecursively(Path.of("target/test-data/tended"));
                Files.deleteIfExists(Path.of("target/test-data/dictionary.txt"));
                into(Path.of(DIRECTORY));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Puts the three articles there and nothing else; as old as they are, since what is just written is not read yet. */
        public static void into(Path directory) throws IOException {
            FileSystemUtils.deleteRecursively(directory);
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus/three"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
