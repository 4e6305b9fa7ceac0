package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordPiecesTests {

    private final WordPieces pieces =
            new WordPieces(List.of("[PAD]", "[UNK]", "足", "球", "20", "##21", "##2", "##1", "年", "，", "a", "##pp"));

    @Test
    void cutsChineseByCharacterAndRunsIntoTheLongestPieces() {
        WordPieces.Pieces cut = pieces.cut("足球，2021年 app");
        assertThat(cut.ids()).containsExactly(2, 3, 9, 4, 5, 8, 10, 11);
        assertThat(cut.starts()).containsExactly(0, 1, 2, 3, 5, 7, 9, 10);
        assertThat(cut.ends()).containsExactly(1, 2, 3, 5, 7, 8, 10, 12);
    }

    @Test
    void takesARunThatCannotBeCutForOneUnknownPiece() {
        WordPieces.Pieces cut = pieces.cut("2029年场𠮷");
        assertThat(cut.ids()).containsExactly(1, 8, 1, 1);
        assertThat(cut.starts()).containsExactly(0, 4, 5, 6);
        assertThat(cut.ends()).containsExactly(4, 5, 6, 8);
    }

    @Test
    void dropsSpacesAndControlCharactersButCountsThem() {
        WordPieces.Pieces cut = pieces.cut(" 足\u3000\u200b球\n年");
        assertThat(cut.ids()).containsExactly(2, 3, 8);
        assertThat(cut.starts()).containsExactly(1, 4, 6);
    }

    @Test
    void takesARunTooLongForAWordForUnknown() {
        assertThat(pieces.cut("20" + "21".repeat(50)).ids()).containsExactly(1);
        assertThat(pieces.cut("20" + "21".repeat(49)).ids()).hasSize(50);
    }

    @Test
    void namesAPieceThatTheVocabularyLacks() {
        assertThat(pieces.id("年")).isEqualTo(8);
        assertThatThrownBy(() -> pieces.id("[CLS]")).hasMessageContaining("[CLS]");
    }
}
