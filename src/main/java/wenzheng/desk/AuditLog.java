package wenzheng.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import wenzheng.conversation.Conversations;

/** Who changed what, when. It is only added to. Personal numbers are masked, and of long words the beginning is kept. */
@Repository
class AuditLog {

    static final int PAGE = 50;

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_DETAIL = 1_000;

    /** What was done. */
    enum Action {
        LOGGED_IN,
        LOGIN_FAILED,
        LOCKED_OUT,
        LOGGED_OUT,
        STAFF_ADDED,
        STAFF_CHANGED,
        STAFF_RENAMED,
        PASSWORD_CHANGED,
        ORDER_DRAFTED,
        ORDER_SAVED,
        EXPORTED,
        TOOK_OVER,
        HANDED_BACK,
        CLOSED,
        ASSISTANT_SWITCHED,
        KEY_MADE,
        KEY_REVOKED,
        SESSIONS_ENDED,
        CALLED_BACK,
        ARTICLE_UPLOADED,
        DRAFT_CHANGED,
        DRAFT_DISCARDED,
        ARTICLE_PUBLISHED,
        ARTICLE_REPLACED,
        ARTICLE_CORRECTED,
        ARTICLE_WITHDRAWN,
        ARTICLE_RESTORED,
        REPLY_REPORTED,
        CORRECTION_PROPOSED,
        CORRECTION_APPROVED,
        CORRECTION_REJECTED,
        CORRECTION_WITHDRAWN,
        CORRECTION_CLOSED,
        ANSWER_ENDED,
        DICTIONARY_CHANGED;

        /** Of its name as people read it. */
        public String key() {
            return "desk.audit.action." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param staff name of who did it; {@code null} where nobody was logged in
     * @param subject what it was done to
     */
    record Entry(long id, Instant at, @Nullable String staff, Action action, String subject, String detail) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void record(@Nullable StaffMember staff, Action action, String subject, String detail) {
        jdbc.sql("insert into audit (at, staff, action, subject, detail) values (:at, :staff, :action, :subject, :detail)")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("staff", staff == null ? null : staff.name())
                .param("action", action.name())
                .param("subject", beginning(subject, LONGEST_SUBJECT))
                .param("detail", beginning(detail, LONGEST_DETAIL))
                .update();
    }

    /**
     * @param staff name of who did it, empty for anybody
     * @param before id that all of the page are below
     * @return newest first, {@value #PAGE} at most
     */
    List<Entry> page(String staff, long before) {
        return jdbc.sql("select id, at, staff, action, subject, detail from audit "
                        + "where id < :before " + (staff.isEmpty() ? "" : "and staff = :staff ")
                        + "order by id desc fetch first :limit rows only")
                .param("before", before)
                .param("staff", staff)
                .param("limit", PAGE)
                .query((row, _) -> new Entry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("staff"),
                        Action.valueOf(row.getString("action")),
                        row.getString("subject"),
                        row.getString("detail")))
                .list();
    }

    private static String beginning(String words, int most) {
        String masked = Conversations.masked(words);
        return masked.length() <= most ? masked : Conversations.masked(masked, most - 1) + "…";
    }
}
