package wenzheng.desk;

import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;

/**
 * What a clerk asked for a caller, and the reply.
 *
 * @param staff the clerk's name
 * @param question personal numbers masked
 * @param district full name of the district chosen, {@code null} for any
 * @param year chosen, {@code null} for any
 */
record LookUp(
        String id,
        String call,
        String staff,
        Instant askedAt,
        String question,
        @Nullable String district,
        @Nullable Integer year,
        GivenReply reply) {

    public boolean answered() {
        return reply.status() == ReplyStatus.ANSWERED;
    }

    /** Of what kind of reply it is, as people read it. */
    public String statusKey() {
        return "desk.status." + reply.status().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The titles that the reply cites, each once. */
    public String titles() {
        return reply.citations().stream()
                .map(cited -> "《" + cited.title() + "》")
                .distinct()
                .collect(Collectors.joining("、"));
    }

    /** The reply as a sentence: what stands in brackets before a colon is said, as 管城回族区，2021年，…. */
    public String aloud() {
        return reply.text().replaceAll("（([^（）]{1,12})）：", "，$1，").replace("\n", "");
    }

    /** What proves the reply: each quote with its year, title and section. */
    public String evidence() {
        return reply.citations().stream()
                .map(cited -> "“%s”%s 《%s》 %s".formatted(
                        cited.quote(), cited.year() == null ? "" : "（%d年）".formatted(cited.year()), cited.title(),
                        cited.section()))
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }
}
