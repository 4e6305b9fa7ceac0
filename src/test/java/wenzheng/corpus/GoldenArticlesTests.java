package wenzheng.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;

/** The five starting articles, passage by passage, as someone who read them line by line says they should be. */
class GoldenArticlesTests {

    private static final Path SEEDS = Path.of("seeds");
    private static final Path GOLDEN = Path.of("src/test/resources/corpus/golden");
    private static final ArticleReader READER = new ArticleReader(new Segmenter(), new Gazetteer());

    static List<Article> articles() throws IOException {
        List<Article> articles = new ArrayList<>();
        try (Stream<Path> files = Files.list(SEEDS)) {
            List<Path> texts = files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
            Map<String, CatalogueEntry> entries = Catalogue.read(
                    SEEDS, new TreeSet<>(texts.stream().map(GoldenArticlesTests::id).toList())).entries();
            for (Path file : texts) {
                articles.add(READER.read(id(file), Files.readString(file), entries.get(id(file))));
            }
        }
        return articles;
    }

    private static String id(Path file) {
        return file.getFileName().toString().replace(".txt", "");
    }

    @ParameterizedTest
    @MethodSource("articles")
    void readsTheArticleAsAPersonWould(Article article) throws IOException {
        Path actual = Files.createDirectories(Path.of("target/golden")).resolve(article.id() + ".txt");
        Files.writeString(actual, written(article));

        assertThat(actual).hasSameTextualContentAs(GOLDEN.resolve(actual.getFileName()));
    }

    @ParameterizedTest
    @MethodSource("articles")
    void knowsTheExactPlaceOfEveryCharacter(Article article) {
        for (Passage passage : article.passages()) {
            String original = passage.places().stream()
                    .map(place -> place.of(article.text()))
                    .collect(Collectors.joining());
            String inserted = original.contains("；") ? "" : "；";
            assertThat(original).as(passage.id()).isEqualTo(passage.text().replace(inserted, ""));
        }
    }

    @ParameterizedTest
    @MethodSource("articles")
    void takesNoCharacterOfTheOriginalTwice(Article article) {
        boolean[] taken = new boolean[article.text().length()];
        for (Passage passage : article.passages()) {
            for (Span place : passage.places()) {
                for (int i = place.start(); i < place.end(); i++) {
                    assertThat(taken[i]).as("%s at %d", passage.id(), i).isFalse();
                    taken[i] = true;
                }
            }
        }
    }

    /** Number, flags and section on a line, the text on the next. */
    private static String written(Article article) {
        StringBuilder text = new StringBuilder("%s | %s | %s | %s | %s\n".formatted(
                article.id(), article.title(), article.district(), article.year(), article.outlet()));
        for (Passage passage : article.passages()) {
            text.append("\n[%d]%s%s %s\n%s\n".formatted(
                    passage.number(),
                    passage.startMissing() ? " start-missing" : "",
                    passage.endMissing() ? " end-missing" : "",
                    passage.section().isEmpty() ? "-" : passage.section(),
                    passage.text()));
        }
        return text.toString();
    }
}
