package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wenzheng.corpus.ArticleStored;
import wenzheng.language.Dictionary;
import wenzheng.language.Segmenter;

class OtherDictionaryTests {

    private static final Dictionary ADDED = Dictionary.NONE.with("奶娃屋");

    @TempDir
    private Path directory;

    @Test
    void answersFromAnotherIndexOnceItIsMadeAndKeepsItForTheNextStart() throws IOException {
        Segmenter segmenter = new Segmenter();
        IndexingChild.Generated articles = new IndexingChild.Generated(12, 4);
        AtomicBoolean kept = new AtomicBoolean();
        try (IndexKeeper keeper = new IndexKeeper(articles, segmenter, directory, Integer.MAX_VALUE)) {
            keeper.use(ADDED, () -> {
                assertThat(cut(keeper)).doesNotContain("奶娃屋");
                assertThat(segmenter.dictionary()).isEqualTo(Dictionary.NONE);
                kept.set(true);
            });
            assertThat(kept).isTrue();
            assertThat(cut(keeper)).contains("奶娃屋");
            assertThat(segmenter.dictionary()).isEqualTo(ADDED);
            articles.replace(2, "奶娃屋建成");
            keeper.on(new ArticleStored(articles.get(2)));
            keeper.commit();
            assertThat(folders()).hasSize(1);
            assertThat(keeper.progress().problem()).isNull();
            try (IndexKeeper fresh = IndexKeeper.inMemory(articles, segmenter)) {
                assertThat(IndexingChild.found(keeper, segmenter)).isEqualTo(IndexingChild.found(fresh, segmenter));
            }
        }
        try (IndexKeeper again = new IndexKeeper(articles, segmenter, directory, 0)) {
            assertThat(again.progress().missing()).isZero();
        }
    }

    @Test
    void staysAsItIsWhereTheDictionaryCannotBeKept() throws IOException {
        Segmenter segmenter = new Segmenter();
        IndexingChild.Generated articles = new IndexingChild.Generated(3, 2);
        try (IndexKeeper keeper = new IndexKeeper(articles, segmenter, directory, Integer.MAX_VALUE)) {
            List<String> before = IndexingChild.found(keeper, segmenter);
            assertThatThrownBy(() -> keeper.use(ADDED, () -> {
                throw new IOException("No space left on device");
            })).hasMessageContaining("No space");
            assertThat(cut(keeper)).doesNotContain("奶娃屋");
            assertThat(segmenter.dictionary()).isEqualTo(Dictionary.NONE);
            assertThat(IndexingChild.found(keeper, segmenter)).isEqualTo(before);
        }
    }

    @Test
    void findsInOtherArticlesWhatAnIndexOfThemFindsAndLeavesItsOwnAlone() throws IOException {
        Segmenter segmenter = new Segmenter();
        IndexingChild.Generated articles = new IndexingChild.Generated(12, 4);
        IndexingChild.Generated others = new IndexingChild.Generated(12, 4);
        others.replace(3, "改写");
        others.remove(5);
        try (IndexKeeper keeper = new IndexKeeper(articles, segmenter, directory.resolve("own"), Integer.MAX_VALUE);
                IndexKeeper fresh = IndexKeeper.inMemory(others, segmenter)) {
            List<String> before = IndexingChild.found(keeper, segmenter);
            Path scratch = Files.createDirectory(directory.resolve("scratch"));
            try (IndexKeeper scratched = IndexKeeper.scratch(others, segmenter, scratch, keeper)) {
                assertThat(IndexingChild.found(scratched, segmenter)).isEqualTo(IndexingChild.found(fresh, segmenter));
                assertThat(cut(scratched)).doesNotContain("奶娃屋");
            }
            Path cutAnew = Files.createDirectory(directory.resolve("anew"));
            try (IndexKeeper scratched = IndexKeeper.scratch(others, segmenter.with(ADDED), cutAnew, null)) {
                assertThat(cut(scratched)).contains("奶娃屋");
            }
            assertThat(IndexingChild.found(keeper, segmenter)).isEqualTo(before);
            assertThat(segmenter.dictionary()).isEqualTo(Dictionary.NONE);
        }
    }

    private List<String> folders() throws IOException {
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.map(String::valueOf).toList();
        }
    }

    private static List<String> cut(IndexKeeper keeper) {
        return keeper.read(snapshot -> snapshot.words().cut("建成奶娃屋十家")).stream().map(Token::text).toList();
    }
}
