package wenzheng.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** The audit log, which holds codes that no language changes, in the words of one. */
final class AuditWords {

    /** @param staff name of who did it; {@code null} where nobody was logged in */
    record Line(long id, Instant at, @Nullable String staff, String action, String subject, String detail) {}

    private final MessageSource messages;
    private final Locale locale;

    AuditWords(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    Line of(AuditLog.Entry entry) {
        return new Line(
                entry.id(), entry.at(), entry.staff(), say(entry.action().key()), subject(entry), detail(entry));
    }

    private String subject(AuditLog.Entry entry) {
        return entry.action() == AuditLog.Action.ASSISTANT_SWITCHED
                ? named("desk.operation.mode.", entry.subject())
                : entry.subject();
    }

    private String detail(AuditLog.Entry entry) {
        String detail = entry.detail();
        return switch (entry.action()) {
            case STAFF_ADDED, STAFF_CHANGED ->
                detail.equals(Staff.DISABLED) ? say("desk.staff.disabled") : named("desk.role.", detail);
            case LOCKED_OUT -> say("desk.audit.minutes", wholeMinutes(Duration.parse(detail)));
            case ARTICLE_UPLOADED -> named("web.document.fault.", detail);
            case ANSWER_ENDED -> {
                String[] parts = detail.split(" ", 2);
                yield named("desk.correct.ended.", parts[0]) + (parts.length > 1 ? " " + parts[1] : "");
            }
            default -> detail;
        };
    }

    /** Of what has begun, so that nothing reads as no time at all. */
    private static long wholeMinutes(Duration time) {
        return time.plusMinutes(1).minusNanos(1).toMinutes();
    }

    /** @return what is no code of these as it is */
    private String named(String keys, String code) {
        return code.isEmpty()
                ? code
                : String.valueOf(messages.getMessage(
                        keys + code.toLowerCase(Locale.ROOT).replace('_', '-'), null, code, locale));
    }

    private String say(String key, Object... values) {
        return messages.getMessage(key, values, locale);
    }
}
