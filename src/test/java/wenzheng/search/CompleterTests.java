package wenzheng.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wenzheng.language.Segmenter;

class CompleterTests {

    private static final String SCHOOLS = "管城回族区2021年新建、续建中小学多少所？";
    private static final String JOBS = "中原区2021年实现新增就业再就业多少人？";
    private static final Completer COMPLETER = new Completer(Map.of(SCHOOLS, 1L, JOBS, 2L), new Segmenter());

    @ParameterizedTest
    @CsvSource({
        "中", "中小", "新建续建中小学", "管城区中小学", "管城 中小学", "2021年新建", "中小學", "新建、续建", "管",
        "zhongxiaoxue", "zhongxiaox", "ZhongXiao", "zhong xiao xue", "guanch", "guancheng", "gu", "zxx", "gchzq", "xjzxx",
        "管城回zu", "忠孝学"
    })
    void findsAQuestionByWordsBySoundAndByFirstLetters(String typed) {
        assertThat(COMPLETER.complete(typed, 5)).contains(SCHOOLS);
    }

    @Test
    void putsTheHeavierFirstAndTheWordsThemselvesBeforeWhatSoundsSo() {
        assertThat(COMPLETER.complete("2021", 5)).containsExactly(JOBS, SCHOOLS);
        assertThat(COMPLETER.complete("2021", 1)).containsExactly(JOBS);
        assertThat(COMPLETER.complete("中小", 5)).containsExactly(SCHOOLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "？", "养老", "xyzzy", "zhongxiaoxueqqqqqqqqq", "<script>alert(1)</script>", "\u202e养老", "\u001f",
        "𠮷", "*:*", "text:养老"
    })
    void findsNothingForWhatNoQuestionHolds(String typed) {
        assertThat(COMPLETER.complete(typed, 5)).isEmpty();
    }

    @Test
    void findsNothingInNothing() {
        assertThat(new Completer(Map.of(), new Segmenter()).complete("中", 5)).isEmpty();
    }

    @Test
    void takesAnyLength() {
        for (String typed : new String[] {"中", "zhong", "z", "1", "中小学", "𠮷"}) {
            COMPLETER.complete(typed.repeat(10_000), 5);
        }
    }
}
