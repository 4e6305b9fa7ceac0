package wenzheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Articles are replaced while people ask, over real HTTP, as an office would: a new file moved over the old one.
 * {@code WENZHENG_FULL_TESTS=true}: 200 times, else 40.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:replaced;DB_CLOSE_DELAY=-1",
            "wenzheng.limits.burst=1000000",
            "wenzheng.corpus.look=20ms",
            "wenzheng.corpus.settle=0s"
        })
@DirtiesContext
class ReplacedUnderLoadTests {

    private static final int REPLACEMENTS = Boolean.parseBoolean(System.getenv("WENZHENG_FULL_TESTS")) ? 200 : 40;
    private static final int ASKING = 3;
    private static final Pattern FIGURES = Pattern.compile("小学(\\d+)所|中学(\\d+)所");

    @TempDir
    private static Path scratch;

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        Path corpus = Files.createDirectories(scratch.resolve("articles"));
        write(0);
        registry.add("wenzheng.corpus.directory", corpus::toString);
        registry.add("wenzheng.data-directory", scratch.resolve("data")::toString);
    }

    /** One version says of primary and of secondary schools figures that belong together. */
    private static void write(int version) throws IOException {
        Path next = scratch.resolve("next");
        Files.writeString(next, """
                # 惠济区2022年民生实事

                ## 教育

                惠济区2022年新建小学%d所，分布在各个街道，全部由区政府投资建设，第%d稿。

                惠济区2022年新建中学%d所，其中寄宿制学校占一半，年底前交付使用，第%d稿。
                """.formatted(1000 + version, version, 3000 + version, version));
        Files.move(next, scratch.resolve("articles/plan.md"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void noRequestFailsAndNoAnswerIsAMixture() throws Exception {
        AtomicBoolean asking = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        List<Future<?>> askers = new ArrayList<>();
        int filesBefore = 0;
        long memoryBefore = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(ASKING)) {
            for (int i = 0; i < ASKING; i++) {
                askers.add(threads.submit(() -> {
                    while (asking.get()) {
                        answered.addAndGet(assertThatOneVersionAnswers());
                    }
                    return null;
                }));
            }
            for (int version = 1; version <= REPLACEMENTS; version++) {
                write(version);
                String marked = "第%d稿".formatted(version);
                while (!get("/api/v1/documents/plan").contains(marked)) {
                    assertThat(askers).noneMatch(Future::isDone);
                }
                if (version == REPLACEMENTS / 2) {
                    filesBefore = openFiles();
                    memoryBefore = heap();
                }
            }
            int filesAfter = openFiles();
            long memoryAfter = heap();
            asking.set(false);
            for (Future<?> asker : askers) {
                asker.get();
            }
            assertThat(answered).hasPositiveValue();
            assertThat(filesAfter).isLessThan(filesBefore + 40);
            assertThat(memoryAfter).isLessThan(memoryBefore + (24 << 20));
        }
    }

    private int assertThatOneVersionAnswers() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/chat"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"message\": \"惠济区2022年新建小学和中学各多少所？\"}"))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode reply = JsonMapper.shared().readTree(response.body());
        assertThat(reply.get("status").asString()).as(response.body()).isEqualTo("ANSWERED");
        List<Integer> versions = new ArrayList<>();
        Matcher figures = FIGURES.matcher(reply.get("text").asString());
        while (figures.find()) {
            versions.add(figures.group(1) != null
                    ? Integer.parseInt(figures.group(1)) - 1000
                    : Integer.parseInt(figures.group(2)) - 3000);
        }
        reply.get("citations").forEach(citation -> {
            Matcher draft = Pattern.compile("第(\\d+)稿").matcher(citation.get("passage").asString());
            assertThat(draft.find()).isTrue();
            versions.add(Integer.parseInt(draft.group(1)));
        });
        assertThat(versions).as(response.body()).isNotEmpty().containsOnly(versions.getFirst());
        return 1;
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Of this process; 0 where the system does not tell. */
    private static int openFiles() {
        String[] files = new File("/proc/self/fd").list();
        return files == null ? 0 : files.length;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
