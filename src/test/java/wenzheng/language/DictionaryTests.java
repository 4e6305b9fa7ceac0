package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DictionaryTests {

    @TempDir
    private Path data;

    @Test
    void keepsWordsAndPairsInAFileThatPeopleCanRead() throws IOException {
        Dictionary dictionary = Dictionary.NONE.with("托育机构").with("ＡＰＰ").with("奶娃屋", "托育机构").with("奶娃屋", "幼儿园");
        OwnWords own = new OwnWords(data);
        assertThat(own.read()).isEqualTo(Dictionary.NONE);
        own.keep(dictionary);
        assertThat(Files.readString(data.resolve("dictionary.txt")))
                .startsWith("# ")
                .endsWith("\napp\n托育机构\n奶娃屋\t托育机构 幼儿园\n");
        assertThat(own.read()).isEqualTo(dictionary);
        assertThat(dictionary.without("app").without("奶娃屋")).isEqualTo(Dictionary.NONE.with("托育机构"));
    }

    @Test
    void cutsNoWordThatWasAddedAndLeavesOtherSegmentersAlone() {
        Segmenter segmenter = new Segmenter();
        Segmenter other = segmenter.with(Dictionary.NONE.with("奶娃屋"));
        assertThat(texts(other)).contains("奶娃屋");
        assertThat(texts(segmenter)).doesNotContain("奶娃屋");
        segmenter.use(other.dictionary());
        assertThat(texts(segmenter)).contains("奶娃屋");
    }

    private static List<String> texts(Segmenter segmenter) {
        return segmenter.words("建成奶娃屋十家").stream().map(Word::text).toList();
    }
}
