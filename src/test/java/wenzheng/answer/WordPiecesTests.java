package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordPiecesTests {

    private static final List<String> VOCABULARY = List.of(
            "[PAD]", "[UNK]", "新", "建", "所", "，", "(", "375", "##00", "##km", "20", "##2", "##21", "5", "##g", "①");
    private static final WordPieces PIECES = new WordPieces(VOCABULARY);

    /** Each piece with the words it stands for: {@code ##00=00}. */
    private static List<String> cut(String text) {
        WordPieces.Pieces pieces = PIECES.cut(text);
        return IntStream.range(0, pieces.size())
                .mapToObj(i -> VOCABULARY.get(pieces.ids()[i]) + "="
                        + text.substring(pieces.starts()[i], pieces.ends()[i]))
                .toList();
    }

    @Test
    void takesEachChineseCharacterAndEachMarkForItself() {
        assertThat(cut("新建，所(")).containsExactly("新=新", "建=建", "，=，", "所=所", "(=(");
    }

    @Test
    void cutsANumberIntoTheLongestPiecesKnown() {
        assertThat(cut("新37500所2021")).containsExactly("新=新", "375=375", "##00=00", "所=所", "20=20", "##21=21");
        assertThat(cut("5g20km")).containsExactly("[UNK]=5g20km");
        assertThat(cut("①所")).containsExactly("①=①", "所=所");
    }

    @Test
    void dropsSpacesAndControlCharactersButCountsThem() {
        assertThat(cut(" 新\u3000\u200b所\n5")).containsExactly("新=新", "所=所", "5=5");
        assertThat(PIECES.cut("\u3000新").starts()).containsExactly(1);
    }

    @Test
    void takesAWordNotInTheVocabularyForOneUnknownPiece() {
        assertThat(cut("abc新")).containsExactly("[UNK]=abc", "新=新");
        assertThat(cut("5".repeat(101))).containsExactly("[UNK]=" + "5".repeat(101));
    }

    @Test
    void countsACharacterOutsideTheBasicPlaneAsTwo() {
        WordPieces.Pieces pieces = PIECES.cut("新𠮷所");
        assertThat(pieces.starts()).containsExactly(0, 1, 3);
        assertThat(pieces.ends()).containsExactly(1, 3, 4);
    }
}
