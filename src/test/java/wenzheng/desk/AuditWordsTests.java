package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import wenzheng.conversation.Correction;
import wenzheng.corpus.Fault;
import wenzheng.desk.AuditLog.Action;
import wenzheng.operation.AssistantSwitch;

class AuditWordsTests {

    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    private final AuditWords chinese = new AuditWords(messages, Locale.SIMPLIFIED_CHINESE);
    private final AuditWords english = new AuditWords(messages, Locale.ENGLISH);

    AuditWordsTests() {
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void saysEveryActionInEachLanguage(Action action) {
        String detail = action == Action.LOCKED_OUT ? "PT15M" : "";
        isSaid(line(chinese, action, "", detail).action(), line(english, action, "", detail).action());
    }

    @Test
    void saysNoTwoActionsAlike() {
        Set<String> said = new TreeSet<>();
        for (Action action : Action.values()) {
            assertThat(said.add(messages.getMessage(action.key(), null, Locale.ENGLISH))).as(action.key()).isTrue();
        }
    }

    @Test
    void saysTheCodesOfRolesStatesAndFaultsInEachLanguage() {
        Stream.of(Role.values()).forEach(role -> isDetail(Action.STAFF_CHANGED, role));
        Stream.of(Fault.values()).forEach(fault -> isDetail(Action.ARTICLE_UPLOADED, fault));
        for (AssistantSwitch.Mode mode : AssistantSwitch.Mode.values()) {
            isSaid(line(chinese, Action.ASSISTANT_SWITCHED, mode.name(), "").subject(),
                    line(english, Action.ASSISTANT_SWITCHED, mode.name(), "").subject());
        }
        for (Correction.Ended ended : Correction.Ended.values()) {
            String kept = ended.name().toLowerCase(Locale.ROOT);
            isSaid(line(chinese, Action.ANSWER_ENDED, "#1", kept).detail(), line(english, Action.ANSWER_ENDED, "#1", kept).detail());
        }
    }

    @Test
    void leavesWhatPeopleWroteAsItIs() {
        assertThat(line(chinese, Action.STAFF_ADDED, "wang", "CLERK")).extracting(AuditWords.Line::subject, AuditWords.Line::detail)
                .containsExactly("wang", "坐席");
        assertThat(line(chinese, Action.STAFF_CHANGED, "wang", "-").detail()).isEqualTo("停用");
        assertThat(line(chinese, Action.STAFF_CHANGED, "wang", "小王").detail()).as("of an earlier version").isEqualTo("小王");
        assertThat(line(chinese, Action.STAFF_RENAMED, "wang", "CLERK").detail()).isEqualTo("CLERK");
        assertThat(line(chinese, Action.LOCKED_OUT, "wang", "PT15M").detail()).isEqualTo("15分钟");
        assertThat(line(chinese, Action.LOCKED_OUT, "wang", "PT30S").detail()).as("rounded up").isEqualTo("1分钟");
        assertThat(line(chinese, Action.ANSWER_ENDED, "#7", "expired 中原区有多少所小学？").detail())
                .isEqualTo("过了有效期，已不再这样答。 中原区有多少所小学？");
        assertThat(line(chinese, Action.ARTICLE_UPLOADED, "计划.md", "").detail()).isEmpty();
        assertThat(line(chinese, Action.CORRECTION_PROPOSED, "#7", "问 → 答").detail()).isEqualTo("问 → 答");
    }

    private void isDetail(Action action, Enum<?> code) {
        isSaid(line(chinese, action, "", code.name()).detail(), line(english, action, "", code.name()).detail());
    }

    private static void isSaid(String inChinese, String inEnglish) {
        assertThat(inChinese).containsPattern("\\p{IsHan}");
        assertThat(inEnglish).containsPattern("[a-z]").doesNotContainPattern("\\p{IsHan}").doesNotContain("_");
    }

    private static AuditWords.Line line(AuditWords words, Action action, String subject, String detail) {
        return words.of(new AuditLog.Entry(1, Instant.EPOCH, "wang", action, subject, detail));
    }
}
