package wenzheng.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PinyinTests {

    @Test
    void cutsARunOfLettersIntoSyllablesTheLongerFirst() {
        assertThat(Pinyin.cut("xiaolizhuang")).containsExactly("xiao", "li", "zhuang");
        assertThat(Pinyin.cut("guancheng")).containsExactly("guan", "cheng");
        assertThat(Pinyin.cut("xian")).containsExactly("xian");
    }

    @Test
    void takesAShorterSyllableWhereTheLongerLeavesARestThatIsNone() {
        assertThat(Pinyin.cut("danguai")).containsExactly("dan", "guai");
        assertThat(Pinyin.cut("xianuo")).containsExactly("xia", "nuo");
    }

    @Test
    void findsNothingInWhatIsNotPinyinThroughout() {
        assertThat(Pinyin.cut("")).isEmpty();
        assertThat(Pinyin.cut("bv")).isEmpty();
        assertThat(Pinyin.cut("xianb")).isEmpty();
    }

    /** Every xian may also be cut as xi, an: tried one after another, that is 2 to the power of 250 ways. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void doesNotTryEveryWayToCutALongRun() {
        assertThat(Pinyin.cut("xian".repeat(250))).hasSize(250);
        assertThat(Pinyin.cut("xian".repeat(250) + "b")).isEmpty();
    }
}
