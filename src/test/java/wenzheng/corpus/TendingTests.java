package wenzheng.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import wenzheng.corpus.Held.State;
import wenzheng.corpus.TendingProblem.Reason;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;

class TendingTests {

    private static final ArticleReader READER = new ArticleReader(new Segmenter(), new Gazetteer());
    private static final CatalogueEntry PARKS = new CatalogueEntry("公园：\"两座\" # 建成", "上街区", 2022, null);

    @TempDir
    private Path scratch;

    private Path directory;
    private final List<String> told = new ArrayList<>();
    private DirectoryArticles articles;
    private Tending tending;

    @BeforeEach
    void begin() throws IOException {
        directory = Files.createDirectory(scratch.resolve("articles"));
        write("old.txt", "上街区2021年建成两座公园。");
        write("catalog.yml", """
                # 编辑们知道的。
                - file: old
                  title: 旧文
                  # 年份文中没有。
                  year: 2021   # 看过
                # 以后再补。
                - {file: later, title: 以后}
                """);
        start("2126-11-21");
    }

    private void start(String today) {
        Clock clock = Clock.fixed(Instant.parse(today + "T08:00:00Z"), ZoneOffset.UTC);
        CorpusSettings settings = new CorpusSettings(
                directory, scratch.resolve("store"), scratch.resolve("tended"), Duration.ofSeconds(2),
                Duration.ofHours(1), new CorpusSettings.Limits(
                        DataSize.ofKilobytes(10), 100_000, 1_000_000, 100, Duration.ofSeconds(20), DataSize.ofMegabytes(128)));
        articles = new DirectoryArticles(settings, READER, event -> told.add(event.toString()), clock);
        tending = new Tending(articles, settings, READER, clock);
        articles.look();
        told.clear();
    }

    @AfterEach
    void end() {
        tending.close();
        articles.close();
    }

    @Test
    void answersFromADraftOnlyOnceItIsPublishedWithWhatTheCatalogueSaysOfIt() throws IOException {
        Held draft = draft("新的.txt", "上街区2022年建成两座公园。");
        assertThat(tending.read(draft)).hasValueSatisfying(article -> {
            assertThat(article.district()).isEqualTo("上街区");
            assertThat(article.inferred()).contains("district", "year", "title");
            assertThat(article.passages()).hasSize(1);
        });
        tending.describe(draft.id(), PARKS, null);
        articles.look();
        assertThat(articles.all()).extracting(Article::id).containsExactly("old");
        assertThat(names(directory)).containsExactly("catalog.yml", "old.txt");

        assertThat(tending.publish(draft.id(), "li")).isEqualTo("新的");

        assertThat(articles.find("新的").orElseThrow().title()).isEqualTo("公园：\"两座\" # 建成");
        assertThat(told).singleElement().asString().contains("ArticleStored").contains("公园：\"两座\" # 建成");
        assertThat(tending.held(State.DRAFT)).isEmpty();
        assertThat(Files.readString(directory.resolve("catalog.yml"))).isEqualTo("""
                # 编辑们知道的。
                - file: old
                  title: 旧文
                  # 年份文中没有。
                  year: 2021   # 看过
                # 以后再补。
                - {file: later, title: 以后}
                - file: 新的
                  title: "公园：\\"两座\\" # 建成"
                  district: 上街区
                  year: 2022
                """);
        assertThat(names(directory)).containsExactly("catalog.yml", "old.txt", "新的.txt");
    }

    @Test
    void keepsWhatIsReplacedOrWithdrawnAndBringsItBack() throws IOException {
        Held draft = draft("old.md", "# 上街区公园\n\n上街区2022年建成四座公园。");
        assertThat(draft.replaces()).isEqualTo("old");
        tending.describe(draft.id(), PARKS, "old");
        tending.publish(draft.id(), "li");
        assertThat(articles.find("old").orElseThrow().text()).contains("四座");
        assertThat(told).singleElement().asString().contains("ArticleStored");
        assertThat(names(directory)).containsExactly("catalog.yml", "old.md");
        Held replaced = tending.held(State.REPLACED).getFirst();
        assertThat(replaced.entry()).isEqualTo(new CatalogueEntry("旧文", null, 2021, null));

        tending.restore(replaced.id(), "li");
        assertThat(articles.find("old").orElseThrow().title()).isEqualTo("旧文");
        assertThat(tending.held(State.REPLACED)).extracting(Held::file).containsExactly("old.md");

        tending.withdraw("old", version("old"), "li");
        assertThat(articles.all()).isEmpty();
        assertThat(names(directory)).containsExactly("catalog.yml");
        assertThat(Files.readString(directory.resolve("catalog.yml"))).isEqualTo("""
                # 编辑们知道的。
                  # 年份文中没有。
                # 以后再补。
                - {file: later, title: 以后}
                """);
        assertThat(told.getLast()).contains("ArticleWithdrawn");

        tending.restore(tending.held(State.WITHDRAWN).getFirst().id(), "li");
        assertThat(articles.find("old").orElseThrow().title()).isEqualTo("旧文");
        assertThat(tending.held(State.WITHDRAWN)).isEmpty();
    }

    @Test
    void keepsOfAReplacedArticleWhatWasCorrectedAndTheNewerVersionDoesNotSayItself() throws IOException {
        LocalDate until = LocalDate.parse("2126-12-31");
        tending.correct("old", version("old"), new CatalogueEntry("公园建设", "中原区", 2020, "市园林局", until, null));
        Held same = draft("old.md", "上街区2021年建成四座公园。");
        assertThat(same.entry()).isEqualTo(new CatalogueEntry("公园建设", "中原区", 2020, "市园林局", until, null));

        Path incoming = tending.incoming();
        Files.writeString(incoming, "# 惠济区公园建设情况报告\n\n惠济区2023年建成四座公园。");
        Held another = tending.draft("新稿.md", incoming, "old", "li");
        assertThat(another.replaces()).isEqualTo("old");
        assertThat(another.entry()).as("its own title, district and year").isEqualTo(
                new CatalogueEntry(null, null, null, "市园林局", until, null));
        assertThat(tending.read(another)).hasValueSatisfying(article -> {
            assertThat(article.title()).isEqualTo("惠济区公园建设情况报告");
            assertThat(article.district()).isEqualTo("惠济区");
            assertThat(article.year()).isEqualTo(2023);
        });

        Held cleared = tending.describe(same.id(), new CatalogueEntry(null, "上街区", null, null), "old");
        assertThat(cleared.entry()).as("what is seen is what is saved").isEqualTo(new CatalogueEntry(null, "上街区", null, null));
        tending.publish(tending.describe(same.id(), same.entry(), "old").id(), "li");
        assertThat(articles.find("old")).hasValueSatisfying(article -> {
            assertThat(article.title()).isEqualTo("公园建设");
            assertThat(article.district()).isEqualTo("中原区");
            assertThat(article.year()).isEqualTo(2020);
            assertThat(article.text()).contains("四座");
        });
        assertThat(tending.find("old").orElseThrow().entry().validUntil()).isEqualTo(until);
    }

    @Test
    void keepsWhatWasCorrectedAlsoWhereItIsSaidLaterWhatADraftReplaces() throws IOException {
        tending.correct("old", version("old"), new CatalogueEntry("公园建设", "中原区", 2020, null));
        Held draft = draft("新稿.txt", "上街区2021年建成四座公园。");
        assertThat(draft.entry()).isEqualTo(CatalogueEntry.NONE);
        Held now = tending.describe(draft.id(), new CatalogueEntry("四座公园", null, null, null), "old");
        assertThat(now.entry()).isEqualTo(new CatalogueEntry("四座公园", "中原区", 2020, null));
    }

    @Test
    void endsNoNewerVersionOnADayThatEndedTheOlder() throws IOException {
        tending.correct("old", version("old"),
                new CatalogueEntry("公园建设", null, null, null, LocalDate.parse("2126-11-20"), null));
        assertThat(draft("old.txt", "上街区2021年建成四座公园。").entry()).isEqualTo(new CatalogueEntry("公园建设", null, null, null));
        tending.correct("old", version("old"),
                new CatalogueEntry("公园建设", null, null, null, null, LocalDate.parse("2126-11-21")));
        assertThat(draft("old.txt", "上街区2021年建成四座公园。").entry()).isEqualTo(new CatalogueEntry("公园建设", null, null, null));
    }

    @Test
    void correctsWhatTheCatalogueSaysAndKeepsTheRemarks() throws IOException {
        tending.correct("old", version("old"),
                new CatalogueEntry("新题", null, 2020, null, LocalDate.parse("2126-12-31"), null));
        assertThat(Files.readString(directory.resolve("catalog.yml"))).isEqualTo("""
                # 编辑们知道的。
                - file: "old"
                  # 年份文中没有。
                  title: 新题
                  year: 2020
                  valid-until: 2126-12-31
                # 以后再补。
                - {file: later, title: 以后}
                """);
        assertThat(articles.find("old").orElseThrow().title()).isEqualTo("新题");
        assertProblem(Reason.CHANGED, () -> tending.correct("old", "another", CatalogueEntry.NONE));
        assertProblem(Reason.ENTRY, () -> tending.correct("old", version("old"), new CatalogueEntry(null, null, 3, null)));
    }

    @Test
    void goesOnAfterACorrectionThatChangesNothing() throws IOException {
        tending.correct("old", version("old"), CatalogueEntry.NONE);
        tending.correct("old", version("old"), CatalogueEntry.NONE);
        Files.writeString(articles.journal(), "\n");
        tending.correct("old", version("old"), PARKS);
        assertThat(articles.find("old").orElseThrow().district()).isEqualTo("上街区");
    }

    @Test
    void answersFromNoArticlePastItsTime() throws IOException {
        tending.correct("old", version("old"),
                new CatalogueEntry(null, null, null, null, LocalDate.parse("2126-11-21"), null));
        assertThat(articles.all()).hasSize(1);
        end();
        start("2126-11-22");
        assertThat(articles.all()).isEmpty();
        assertThat(articles.leftOut()).containsExactly(new LeftOut("old.txt", Fault.EXPIRED));
        tending.correct("old", version("old"),
                new CatalogueEntry(null, null, null, null, null, LocalDate.parse("2126-11-22")));
        assertThat(articles.leftOut()).containsExactly(new LeftOut("old.txt", Fault.WITHDRAWN));
        tending.correct("old", version("old"),
                new CatalogueEntry(null, null, null, null, null, LocalDate.parse("2126-11-23")));
        assertThat(articles.find("old")).isPresent();
    }

    @Test
    void finishesAfterAStartWhatWasBegun() throws IOException {
        Held draft = draft("old.md", "# 上街区公园\n\n上街区2022年建成四座公园。");
        tending.describe(draft.id(), PARKS, "old");
        byte[] before = Files.readAllBytes(directory.resolve("catalog.yml"));
        tending.publish(draft.id(), "li");
        end();
        // As a process leaves it that was killed after its first step: the rest is written down and lies ready.
        Files.move(directory.resolve("old.md"), directory.resolve(".x.part"));
        Files.move(directory.resolve("catalog.yml"), directory.resolve(".catalog.part"));
        Files.write(directory.resolve("catalog.yml"), before);
        write("old.txt", "上街区2021年建成两座公园。");
        Files.writeString(scratch.resolve("tended/transfer.part"), "move\t%s\t%s\nmove\t%s\t%s\nremove\t%s\nremove\t%s\nmove\t%s\t%s\n".formatted(
                scratch.resolve("tended/.gone"), scratch.resolve("tended/there"),
                directory.resolve(".x.part"), directory.resolve("old.md"),
                directory.resolve("old.txt"), scratch.resolve("tended/" + draft.id()),
                directory.resolve(".catalog.part"), directory.resolve("catalog.yml")));

        start("2126-11-21");

        assertThat(articles.find("old").orElseThrow().title()).isEqualTo("公园：\"两座\" # 建成");
        assertThat(articles.find("old").orElseThrow().text()).contains("四座");
        assertThat(names(directory)).containsExactly("catalog.yml", "old.md");
        assertThat(scratch.resolve("tended/transfer.part")).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithAnUpload() throws IOException {
        assertThat(draft("bild.txt", "PNG\u0000\u0000").fault()).isEqualTo(Fault.BINARY);
        assertThat(draft("empty.md", " ").fault()).isEqualTo(Fault.EMPTY);
        assertThat(draft("tabelle.xlsx", "x").fault()).isEqualTo(Fault.FORM);
        Held damaged = draft("brief.docx", "PK");
        assertThat(damaged.fault()).isEqualTo(Fault.BINARY);
        assertProblem(Reason.FAULTY, () -> tending.publish(damaged.id(), "li"));
        assertProblem(Reason.TOO_LARGE, () -> draft("large.txt", "字".repeat(5_000)));
        tending.discard(damaged.id());
        assertThat(tending.held(damaged.id())).isEmpty();
        assertThat(names(scratch.resolve("tended"))).hasSize(3).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void leadsNowhereElseByAName() {
        assertThat(Stream.of(
                        "../../etc/passwd", "..\\..\\boot.txt", "a/../../b.md", ".hidden.txt", "catalog.yml", "README.md",
                        "<script>alert(1)</script>.html", "年度 计划（终稿）.PDF", "x\u0000y\n.txt", "~", "", "字".repeat(300) + ".txt")
                .map(Tending::safe))
                .containsExactly(
                        "passwd.txt", "boot.txt", "b.md", "hidden.txt", "catalog.txt", "article-README.md",
                        "script.html", "年度-计划-终稿.pdf", "x-y.txt", "article.txt", "article.txt", "字".repeat(60) + ".txt");
    }

    @Test
    void takesNoOtherArticlesPlace() throws IOException {
        write("Other.html", "");
        articles.look();
        Held first = draft("old.txt", "上街区2022年建成四座公园。");
        tending.describe(first.id(), CatalogueEntry.NONE, null);
        assertThat(tending.publish(first.id(), "li")).isEqualTo("old-2");
        assertThat(tending.publish(draft("other.txt", "上街区2022年建成五座公园。").id(), "li")).isEqualTo("other-2");
        assertThat(articles.find("old").orElseThrow().text()).contains("两座");
    }

    @Test
    void changesNothingWhereItCannotChangeAll() throws IOException {
        Held draft = draft("old.txt", "上街区2022年建成四座公园。");
        tending.describe(draft.id(), PARKS, "old");
        Files.createDirectories(directory.resolve(".catalog.part/full"));
        assertProblem(Reason.NOT_WRITABLE, () -> tending.publish(draft.id(), "li"));
        assertThat(articles.find("old").orElseThrow().text()).contains("两座");
        assertThat(tending.held(State.REPLACED)).isEmpty();
        assertThat(tending.held(draft.id())).isPresent();
        write("catalog.yml", "- [");
        assertProblem(Reason.CATALOGUE, () -> tending.withdraw("old", version("old"), "li"));
        Files.move(directory, scratch.resolve("away"));
        assertProblem(Reason.NO_DIRECTORY, () -> tending.publish(draft.id(), "li"));
    }

    /** Without its title from the catalogue, the one line that the article has is taken for the title. */
    @Test
    void takesNoFaultOfTheArticleForOneOfItsNewerVersion() throws IOException {
        write("old.txt", "上街区公园建设情况");
        articles.look();
        assertThat(tending.find("old").orElseThrow().article()).isNotNull();
        assertThat(draft("alone.txt", "上街区公园建设情况").fault()).isEqualTo(Fault.EMPTY);

        Held draft = draft("old.txt", "上街区2022年建成四座公园。");

        assertThat(draft.fault()).isNull();
        assertThat(draft.replaces()).isEqualTo("old");
        assertThat(draft.entry()).isEqualTo(CatalogueEntry.NONE);
        assertThat(tending.publish(draft.id(), "li")).isEqualTo("old");
    }

    private Held draft(String name, String text) throws IOException {
        Path incoming = tending.incoming();
        Files.writeString(incoming, text);
        return tending.draft(name, incoming, null, "li");
    }

    private String version(String id) {
        return tending.find(id).orElseThrow().version();
    }

    private static void assertProblem(Reason reason, ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOfSatisfying(TendingProblem.class, problem ->
                assertThat(problem.reason()).isEqualTo(reason));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
        Files.setLastModifiedTime(directory.resolve(name), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    }
}
