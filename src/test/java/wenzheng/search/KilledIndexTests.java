package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wenzheng.language.Segmenter;

/**
 * A process that indexes is killed again and again, each time somewhat further. {@code WENZHENG_FULL_TESTS=true}: 5,000
 * passages, ten times; else 1,000 passages, three times.
 */
class KilledIndexTests {

    private static final boolean FULL = Boolean.parseBoolean(System.getenv("WENZHENG_FULL_TESTS"));
    private static final int KILLS = FULL ? 10 : 3;
    private static final int ARTICLES = FULL ? 500 : 100;
    private static final int PASSAGES = 10;

    @TempDir
    private Path directory;

    @Test
    void goesOnAfterEachKillAndEndsAsIfUndisturbed() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            int point = kill * ARTICLES / (KILLS + 1);
            Process child = start();
            try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
                String line = said.readLine();
                while (line != null && !line.equals("done") && Integer.parseInt(line.substring(8)) < point) {
                    line = said.readLine();
                }
                assertThat(line).as("what the child says at %d of %d".formatted(point, ARTICLES)).startsWith("indexed");
                child.destroyForcibly();
            }
            assertThat(child.waitFor()).isEqualTo(137);
            assertThatNothingIsHalfThere();
        }
        Process last = start();
        assertThat(last.inputReader(StandardCharsets.UTF_8).lines()).endsWith("done");
        assertThat(last.waitFor()).isZero();

        IndexingChild.Generated articles = new IndexingChild.Generated(ARTICLES, PASSAGES);
        Segmenter segmenter = new Segmenter();
        try (IndexKeeper continued = new IndexKeeper(articles, segmenter, directory, 0);
                IndexKeeper undisturbed = IndexKeeper.inMemory(articles, segmenter)) {
            assertThat(continued.progress().missing()).isZero();
            assertThat(IndexingChild.found(continued, segmenter)).isEqualTo(IndexingChild.found(undisturbed, segmenter));
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                        "-cp", System.getProperty("java.class.path"), IndexingChild.class.getName(),
                        directory.toString(), String.valueOf(ARTICLES), String.valueOf(PASSAGES))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The index is sound as it lies there, and holds each article with all its passages or not at all. */
    private void assertThatNothingIsHalfThere() throws IOException {
        try (Stream<Path> made = Files.list(directory); Directory index = FSDirectory.open(made.findFirst().orElseThrow())) {
            if (!DirectoryReader.indexExists(index)) {
                return;
            }
            try (CheckIndex check = new CheckIndex(index)) {
                check.setInfoStream(new PrintStream(OutputStream.nullOutputStream()));
                assertThat(check.checkIndex().clean).isTrue();
            }
            Map<String, Integer> documents = new HashMap<>();
            try (DirectoryReader reader = DirectoryReader.open(index)) {
                for (LeafReaderContext leaf : reader.leaves()) {
                    SortedDocValues ids = DocValues.getSorted(leaf.reader(), ArticleIndex.ARTICLE);
                    for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
                        if (ids.advanceExact(doc)) {
                            documents.merge(ids.lookupOrd(ids.ordValue()).utf8ToString(), 1, Integer::sum);
                        }
                    }
                }
            }
            assertThat(documents.values()).allMatch(count -> count == PASSAGES + 1);
        }
    }
}
