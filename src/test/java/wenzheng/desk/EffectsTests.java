package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;

class EffectsTests {

    @Test
    void countsAnotherListOfDistrictsForNoOtherAnswer() {
        GivenReply before = reply(ReplyStatus.NO_ANSWER, "已发布的文章没有说到。目前收录的有：中原区（2021年）。");
        GivenReply after = reply(ReplyStatus.NO_ANSWER, "已发布的文章没有说到。目前收录的有：中原区（2021年）、惠济区（2022年）。");
        GivenReply answer = reply(ReplyStatus.ANSWERED, "惠济区（2022年）：建成换电站12座。");
        assertThat(Effects.isSame(before, after)).isTrue();
        assertThat(Effects.isSame(before, answer)).isFalse();
        assertThat(Effects.isSame(answer, answer)).isTrue();
        assertThat(Effects.isSame(answer, reply(ReplyStatus.ANSWERED, "惠济区（2022年）：建成换电站15座。"))).isFalse();
    }

    private static GivenReply reply(ReplyStatus status, String text) {
        return new GivenReply(status, text, List.of(), List.of(), null, null);
    }
}
