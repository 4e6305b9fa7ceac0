package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.language.Segmenter;

@ExtendWith(OutputCaptureExtension.class)
class IndexKeeperTests {

    private static final Segmenter SEGMENTER = new Segmenter();

    @TempDir
    private Path directory;

    @Test
    void findsTheSameAfterARestartAndIndexesOnlyWhatChanged() throws IOException {
        IndexingChild.Generated articles = new IndexingChild.Generated(12, 4);
        List<String> before;
        try (IndexKeeper keeper = keeper(articles)) {
            before = IndexingChild.found(keeper, SEGMENTER);
        }
        try (IndexKeeper keeper = new IndexKeeper(articles, SEGMENTER, directory, 0)) {
            assertThat(keeper.progress().missing()).isZero();
            assertThat(IndexingChild.found(keeper, SEGMENTER)).isEqualTo(before);
        }
        articles.replace(3, "改写");
        articles.remove(5);
        try (IndexKeeper keeper = new IndexKeeper(articles, SEGMENTER, directory, 0)) {
            assertThat(keeper.progress().missing()).isEqualTo(1);
            // What it held of the former text is gone before the new one is there.
            assertThat(IndexingChild.found(keeper, SEGMENTER)).noneMatch(line -> line.startsWith("a0003") || line.startsWith("a0005"));
        }
    }

    @Test
    void scoresDoNotDependOnHowTheArticlesCameToBeWhatTheyAre() throws IOException {
        IndexingChild.Generated articles = new IndexingChild.Generated(12, 4);
        try (IndexKeeper keeper = keeper(articles)) {
            for (int i = 0; i < 5; i++) {
                articles.replace(2, "第" + i + "稿");
                keeper.on(new ArticleStored(articles.get(2)));
            }
            keeper.on(new ArticleWithdrawn(articles.get(7).id()));
            articles.remove(7);
            keeper.commit();
            try (IndexKeeper fresh = IndexKeeper.inMemory(articles, SEGMENTER)) {
                assertThat(IndexingChild.found(keeper, SEGMENTER)).isEqualTo(IndexingChild.found(fresh, SEGMENTER));
            }
        }
    }

    @Test
    void beginsADamagedIndexAnew() throws IOException {
        IndexingChild.Generated articles = new IndexingChild.Generated(6, 3);
        keeper(articles).close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        try (IndexKeeper keeper = keeper(articles)) {
            assertThat(IndexingChild.found(keeper, SEGMENTER)).isNotEmpty();
            assertThat(keeper.progress().problem()).isNull();
        }
    }

    @Test
    void removesTheIndexOfAnotherVersionOfTheProgram() throws IOException {
        Path other = Files.createDirectories(directory.resolve("0123456789abcdef"));
        Files.writeString(other.resolve("_0.cfs"), "old");
        keeper(new IndexingChild.Generated(1, 1)).close();
        assertThat(other).doesNotExist();
    }

    @Test
    void livesInMemoryWhereTheDirectoryCannotBeUsedAndSaysSo(CapturedOutput output) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        try (IndexKeeper keeper = new IndexKeeper(new IndexingChild.Generated(3, 2), SEGMENTER, file, 100)) {
            assertThat(IndexingChild.found(keeper, SEGMENTER)).isNotEmpty();
            assertThat(keeper.progress().problem()).isNotNull();
            assertThat(output).contains("the index cannot be kept there").contains("wenzheng.search.index-directory");
        }
    }

    @Test
    void answersFromWhatItHoldsWhileTheDiskFailsAndCatchesUpAfterwards(CapturedOutput output) throws IOException {
        IndexingChild.Generated articles = new IndexingChild.Generated(6, 3);
        try (IndexKeeper keeper = keeper(articles)) {
            List<String> before = IndexingChild.found(keeper, SEGMENTER);
            keeper.held().abandon();
            articles.replace(1, "断电以后");
            keeper.on(new ArticleStored(articles.get(1)));

            assertThat(IndexingChild.found(keeper, SEGMENTER)).isEqualTo(before);
            assertThat(keeper.progress().problem()).isNotNull();
            assertThat(output).contains("Questions are answered from what it holds");

            keeper.tryAgain();
            assertThat(keeper.progress().problem()).isNull();
            try (IndexKeeper fresh = IndexKeeper.inMemory(articles, SEGMENTER)) {
                assertThat(IndexingChild.found(keeper, SEGMENTER)).isEqualTo(IndexingChild.found(fresh, SEGMENTER));
            }
        }
    }

    private IndexKeeper keeper(IndexingChild.Generated articles) {
        return new IndexKeeper(articles, SEGMENTER, directory, Integer.MAX_VALUE);
    }
}
