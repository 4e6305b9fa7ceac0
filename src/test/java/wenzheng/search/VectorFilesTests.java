package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFilesTests {

    private static final List<String> TEXTS = List.of("新增学位2万个。", "道路通车。");

    @TempDir
    private Path directory;

    @Test
    void keepsVectorsOfTheSameTextsAndModel() {
        VectorFiles files = new VectorFiles(directory.resolve("new"));
        assertThat(files.read("bge", TEXTS)).isEmpty();
        files.write("bge", TEXTS, List.of(Vector.of(new float[] {1, 0}), Vector.of(new float[] {0.6f, -0.8f})));
        List<Vector> kept = files.read("bge", TEXTS).orElseThrow();
        assertThat(kept).hasSize(2);
        assertThat(kept.get(0).numbers()).containsExactly(127, 0);
        assertThat(kept.get(1).numbers()).containsExactly(95, -127);
        assertThat(kept.get(1).scale()).isEqualTo(0.8f / 127);
        assertThat(files.read("other", TEXTS)).isEmpty();
        assertThat(files.read("bge", List.of("新增学位2万个。道路通车。"))).isEmpty();
        assertThat(files.read("bge", TEXTS.reversed())).isEmpty();
    }

    @Test
    void takesATornFileForNone() throws IOException {
        VectorFiles files = new VectorFiles(directory);
        files.write("bge", TEXTS, List.of(Vector.of(new float[] {1, 0}), Vector.of(new float[] {0, 1})));
        Path file;
        try (var all = Files.list(directory)) {
            file = all.toList().getFirst();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 12, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(files.read("bge", TEXTS)).as("%d bytes", length).isEmpty();
        }
    }
}
