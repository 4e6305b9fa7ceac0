package wenzheng.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;

@ExtendWith(OutputCaptureExtension.class)
class SeedArticlesTests {

    private static final ArticleReader READER = new ArticleReader(new Segmenter(), new Gazetteer());

    @TempDir
    private Path directory;

    @Test
    void readsTextAndMarkdownByName() throws IOException {
        write("b.md", "# 惠济区发布就业计划\n\n全区今年新增就业5000人。\n");
        write("a.txt", "上街区建成两座公园。\n");
        write("notes.pdf", "不读");
        write("catalog.yml", "- {file: a, title: 公园建成, district: 上街区, year: 2022, outlet: 上街报}\n");

        SeedArticles articles = read();

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
        Files.write(directory.resolve("gbk.txt"), "金水区新建学校三所。".getBytes(Charset.forName("GBK")));

        assertThat(read().all()).extracting(Article::id).containsExactly("good");
        assertThat(output)
                .contains("empty.txt: empty, so it is left out.")
                .contains("gbk.txt: not UTF-8, so it is left out. Save it as UTF-8.");
    }

    @Test
    void startsWithoutArticlesWhereThereIsNoDirectory(CapturedOutput output) {
        Path missing = directory.resolve("missing");

        assertThat(new SeedArticles(new CorpusSettings(missing), READER).all()).isEmpty();
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
                file + ", entry c: unknown key yaer. Use file, title, district, year or outlet.",
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

    private SeedArticles read() {
        return new SeedArticles(new CorpusSettings(directory), READER);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
