package wenzheng.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.unit.DataSize;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;

@ExtendWith(OutputCaptureExtension.class)
class DirectoryArticlesTests {

    private static final ArticleReader READER = new ArticleReader(new Segmenter(), new Gazetteer());

    @TempDir
    private Path directory;

    @TempDir
    private Path store;

    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.now();
    private int writes;

    @Test
    void readsTextAndMarkdownByName() throws IOException {
        write("b.md", "# 惠济区发布就业计划\n\n全区今年新增就业5000人。\n");
        write("a.txt", "上街区建成两座公园。\n");
        write("notes.pdf.part", "不读");
        write("catalog.yml", "- {file: a, title: 公园建成, district: 上街区, year: 2022, outlet: 上街报}\n");

        DirectoryArticles articles = read();

        assertThat(articles.all()).extracting(Article::id).containsExactly("a", "b");
        assertThat(articles.find("a")).hasValueSatisfying(article -> {
            assertThat(article.title()).isEqualTo("公园建成");
            assertThat(article.year()).isEqualTo(2022);
            assertThat(article.outlet()).isEqualTo("上街报");
            assertThat(article.inferred()).isEmpty();
        });
        assertThat(articles.find("b")).hasValueSatisfying(article -> {
            assertThat(article.title()).isEqualTo("惠济区发布就业计划");
            assertThat(article.district()).isEqualTo("惠济区");
            assertThat(article.inferred()).containsExactlyInAnyOrder("title", "district");
        });
        assertThat(articles.find("c")).isEmpty();
    }

    @Test
    void leavesOutWhatItCannotReadAndSaysWhy(CapturedOutput output) throws IOException {
        write("good.txt", "金水区新建学校三所。");
        write("empty.txt", " \n");
        write("sheet.xlsx", "表格");
        Files.write(directory.resolve("gbk.txt"), "金水区新建学校四所。".getBytes(Charset.forName("GBK")));

        DirectoryArticles articles = read();

        assertThat(articles.all()).extracting(Article::id).containsExactly("gbk", "good");
        assertThat(articles.leftOut())
                .containsExactly(new LeftOut("empty.txt", Fault.EMPTY), new LeftOut("sheet.xlsx", Fault.FORM));
        assertThat(output)
                .contains("empty.txt: holds no text. Remove the file or write the article.")
                .contains("sheet.xlsx: is of a kind that is not read. Save it as txt, md, html, docx or pdf.");
    }

    @Test
    void startsWithoutArticlesWhereThereIsNoDirectory(CapturedOutput output) {
        Path missing = directory.resolve("missing");

        assertThat(articles(missing).all()).isEmpty();
        assertThat(output).contains(missing + ": no directory that can be read").contains("wenzheng.corpus.directory");
    }

    @Test
    void saysWhatIsWrongWithACatalogueEntryAndUsesTheOthers() throws IOException {
        write("catalog.yml", """
                - file: a
                  title: 一
                - file: gone
                  title: 二
                - title: 三
                - file: b
                  year: 二〇二一
                - file: c
                  yaer: 2021
                - file: a
                  title: 六
                - file: d
                  year: 20210
                """);

        Catalogue catalogue = Catalogue.read(directory, Set.of("a", "b", "c", "d"));

        assertThat(catalogue.entries()).containsOnlyKeys("a");
        String file = directory.resolve("catalog.yml").toString();
        assertThat(catalogue.errors()).containsExactly(
                file + ", entry gone: no article has this file name. Rename the entry or add the article.",
                file + ", entry 3: names no file. Add \"file:\" with the article's file name.",
                file + ", entry b: year 二〇二一 is none. Give a year from 1949 to 2100.",
                file + ", entry c: unknown key yaer. Use file, title, district, year, outlet, valid-until or withdrawn-from.",
                file + ", entry a: a second entry for this article. Remove one of them.",
                file + ", entry d: year 20210 is none. Give a year from 1949 to 2100.");
    }

    @Test
    void saysWhereTheCatalogueIsNoYaml() throws IOException {
        write("catalog.yml", "- file: a\n  title: [未完\n");

        assertThat(Catalogue.read(directory, Set.of("a")).errors()).singleElement().asString()
                .contains("catalog.yml, line 3: not YAML");
    }

    @Test
    void needsNoCatalogue() {
        assertThat(Catalogue.read(directory, Set.of("a")).entries()).isEmpty();
        assertThat(Catalogue.read(directory, Set.of("a")).errors()).isEmpty();
    }

    @Test
    void followsWhatIsAddedChangedRenamedAndTakenOut() throws IOException {
        write("a.txt", "上街区建成两座公园。");
        write("b.txt", "中原区新建学校五所。");
        DirectoryArticles articles = read();
        articles.look();
        assertThat(told).isEmpty();

        write("c.md", "# 二七区年度计划\n\n二七区新修道路三条。");
        write("a.txt", "上街区建成四座公园，另有两座在建。");
        Files.move(directory.resolve("b.txt"), directory.resolve("z.txt"));
        articles.look();

        assertThat(articles.all()).extracting(Article::id).containsExactly("a", "c", "z");
        assertThat(told).containsExactly("stored a", "stored c", "stored z", "withdrawn b");
        assertThat(articles.find("a")).hasValueSatisfying(
                article -> assertThat(article.text()).isEqualTo("上街区建成四座公园，另有两座在建。"));

        told.clear();
        Files.delete(directory.resolve("z.txt"));
        articles.look();
        articles.look();
        assertThat(told).containsExactly("withdrawn z");
    }

    @Test
    void waitsForAFileThatIsStillWrittenAndAnswersFromTheOldOneMeanwhile() throws IOException {
        write("a.txt", "上街区建成两座公园。");
        age("a.txt");
        DirectoryArticles articles = articles(directory, Duration.ofSeconds(2));
        write("a.txt", "上街");
        articles.look();
        now = now.plusSeconds(1);
        write("a.txt", "上街区建成九座");
        articles.look();
        now = now.plusSeconds(1);
        articles.look();
        assertThat(articles.find("a")).map(Article::text).contains("上街区建成两座公园。");
        assertThat(articles.progress().waiting()).isEqualTo(1);

        write("a.txt", "上街区建成九座公园。");
        articles.look();
        now = now.plusSeconds(3);
        articles.look();
        assertThat(articles.find("a")).map(Article::text).contains("上街区建成九座公园。");
        assertThat(told).containsExactly("stored a");
    }

    @Test
    void opensNoFileASecondTimeThatHasNotChanged() throws IOException {
        write("a.txt", "上街区建成两座公园。");
        read().close();
        // As long as size and time stay, what was kept counts: only who opened the file would see the difference.
        FileTime time = Files.getLastModifiedTime(directory.resolve("a.txt"));
        Files.writeString(directory.resolve("a.txt"), "上街区建成八座公园。");
        Files.setLastModifiedTime(directory.resolve("a.txt"), time);

        assertThat(read().find("a")).map(Article::text).contains("上街区建成两座公园。");
    }

    @Test
    void readsAgainWhatWasKeptDamaged() throws IOException {
        write("a.txt", "上街区建成两座公园。");
        read().close();
        try (Stream<Path> kept = Files.list(store)) {
            for (Path file : kept.filter(path -> path.toString().endsWith(".article")).toList()) {
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20));
            }
        }
        assertThat(read().find("a")).map(Article::text).contains("上街区建成两座公园。");
    }

    @Test
    void makesAnArticleAnewWhenItsEntryChangesAndKeepsABrokenCataloguesFormerWords() throws IOException {
        write("a.txt", "上街区建成两座公园。");
        write("catalog.yml", "- {file: a, title: 公园建成}\n");
        DirectoryArticles articles = read();
        articles.look();
        write("catalog.yml", "- {file: a, title: 两座公园建成}\n");
        articles.look();
        assertThat(articles.find("a")).map(Article::title).contains("两座公园建成");
        write("catalog.yml", "- {file: a, title: [\n");
        articles.look();
        assertThat(articles.find("a")).map(Article::title).contains("两座公园建成");
        assertThat(told).containsExactly("stored a");
    }

    @Test
    void readsNothingOutsideOfTheDirectoryAndNothingThatIsNoFile(@TempDir Path outside, CapturedOutput output)
            throws IOException, InterruptedException {
        Files.writeString(outside.resolve("secret.txt"), "不许读。");
        Files.createSymbolicLink(directory.resolve("link.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(directory.resolve("catalog.yml"), outside.resolve("secret.txt"));
        write("a.txt", "上街区建成两座公园。");
        Files.createSymbolicLink(directory.resolve("b.txt"), directory.resolve("a.txt"));
        write("x\ny.txt", "换行。");
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("pipe.txt").toString()).start().waitFor()).isZero();

        DirectoryArticles articles = read();

        assertThat(articles.all()).extracting(Article::id).containsExactly("a", "b");
        assertThat(articles.leftOut()).containsExactly(
                new LeftOut("link.txt", Fault.OUTSIDE),
                new LeftOut("pipe.txt", Fault.OUTSIDE),
                new LeftOut("x?y.txt", Fault.NAME));
        assertThat(output).contains("catalog.yml: is no plain file of this directory.").doesNotContain("x\ny.txt");
    }

    @Test
    void leavesOutWhatThereIsNoRoomForAndTakesItInWhenThereIs() throws IOException {
        write("a.txt", "上街区建成两座公园。");
        write("b.txt", "中原区新建学校五所。");
        DirectoryArticles articles = new DirectoryArticles(
                settings(directory, Duration.ZERO, 12), READER, publisher(), Clock.systemUTC());
        assertThat(articles.all()).extracting(Article::id).containsExactly("a");
        assertThat(articles.leftOut()).containsExactly(new LeftOut("b.txt", Fault.FULL));
        Files.delete(directory.resolve("a.txt"));
        articles.look();
        assertThat(articles.all()).extracting(Article::id).containsExactly("b");
    }

    @Test
    void givesUpATextThatWouldTakeForEver() throws IOException {
        write("a.txt", "（\n".repeat(40_000));
        write("b.txt", "中原区新建学校五所。");
        CorpusSettings.Limits limits = new CorpusSettings.Limits(
                DataSize.ofMegabytes(1), 100_000, 1_000_000, 100, Duration.ofSeconds(2), DataSize.ofMegabytes(128));
        CorpusSettings settings =
                new CorpusSettings(directory, store, store.resolve("tended"), Duration.ofSeconds(2), Duration.ZERO, limits);
        DirectoryArticles articles = new DirectoryArticles(settings, READER, publisher(), Clock.systemUTC());
        assertThat(articles.all()).extracting(Article::id).containsExactly("b");
        assertThat(articles.leftOut()).containsExactly(new LeftOut("a.txt", Fault.SLOW));
    }

    @Test
    void staysAsItIsWhileTheDirectoryIsGone() throws IOException {
        write("a.txt", "上街区建成两座公园。");
        DirectoryArticles articles = read();
        Files.move(directory, store.resolveSibling("away"));
        articles.look();
        assertThat(articles.all()).hasSize(1);
        assertThat(articles.progress().found()).isFalse();
        Files.move(store.resolveSibling("away"), directory);
        articles.look();
        assertThat(articles.progress().found()).isTrue();
    }

    private DirectoryArticles read() {
        return articles(directory);
    }

    private DirectoryArticles articles(Path from) {
        return articles(from, Duration.ZERO);
    }

    private DirectoryArticles articles(Path from, Duration settle) {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        return new DirectoryArticles(settings(from, settle, 1_000_000), READER, publisher(), clock);
    }

    private CorpusSettings settings(Path from, Duration settle, long total) {
        return new CorpusSettings(from, store, store.resolve("tended"), Duration.ofSeconds(2), settle, new CorpusSettings.Limits(
                DataSize.ofMegabytes(1), 100_000, total, 100, Duration.ofSeconds(20), DataSize.ofMegabytes(128)));
    }

    private ApplicationEventPublisher publisher() {
        return event -> told.add(switch (event) {
            case ArticleStored stored -> "stored " + stored.article().id();
            case ArticleWithdrawn withdrawn -> "withdrawn " + withdrawn.articleId();
            default -> event.toString();
        });
    }

    private void age(String name) throws IOException {
        Files.setLastModifiedTime(directory.resolve(name), FileTime.from(now.minusSeconds(60)));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
        // Two writes within one tick of the file system's clock differ too.
        Files.setLastModifiedTime(directory.resolve(name), FileTime.from(now.plusNanos(1_000_000L * ++writes)));
    }
}
