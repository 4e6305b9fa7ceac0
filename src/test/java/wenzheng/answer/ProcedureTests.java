package wenzheng.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wenzheng.corpus.Passage;
import wenzheng.language.Span;

class ProcedureTests {

    @ParameterizedTest
    @CsvSource({
        "人才公寓怎么申请,对符合条件的人才受理申请后30日内答复。,抓好人才公寓等保障措施。",
        "公租房的申请条件是啥,申报对象为本市户籍家庭。,建成公租房200套。",
        "区总医院怎么网上挂号,可通过公众号预约就诊。,加快区总医院提升改造进度。",
        "在哪儿能办居住证,居住证在街道便民中心受理。,居住证持有人纳入管理。",
        "幼儿园什么时候报名,9月1日起登记。,新建幼儿园3所。",
    })
    void isToldByWhatSpeaksOfTheDeedAlone(String question, String told, String mentioned) {
        Procedure procedure = Procedure.in(question);
        assertThat(procedure).isNotNull();
        assertThat(procedure.isToldIn(passage(told))).isTrue();
        assertThat(procedure.isToldIn(passage(mentioned))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "二七区怎么抓好人才引进", "管城省级经开区申请成功了吗", "行政审批要砍掉多少个环节", "老旧小区怎么改造", "手续办理要加快哪些学校的"
    })
    void isNothingThatAGovernmentDoesItself(String question) {
        assertThat(Procedure.in(question)).isNull();
    }

    private static Passage passage(String text) {
        return new Passage("d", 1, List.of(), text, List.of(new Span(0, text.length())), false, false);
    }
}
