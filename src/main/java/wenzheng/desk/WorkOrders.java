package wenzheng.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.GivenReply;
import wenzheng.desk.AuditLog.Action;

/** Work orders, drafts included; SQL that H2 and PostgreSQL both take. Personal numbers are masked on the way in. */
@Repository
class WorkOrders {

    static final int PAGE = 50;

    /** Rows of an export, and how many of them are read at once. */
    private static final int EXPORTED = 20_000;

    private static final int READ = 500;

    private static final String COLUMNS = "select id, saved, created_by, created_at, changed_at, question, summary, "
            + "district, category, evidence, said from work_order ";

    /** What may be written in each, in characters. */
    private static final int LONG = 4_000;

    private static final int SHORT = 100;

    /**
     * Which orders are wanted.
     *
     * @param words that stand in one of its texts; empty for any
     * @param district full name, empty for any
     * @param drafts whether drafts alone are wanted, or else what is saved alone; {@code null} for both
     * @param before id that all are below
     */
    record Wanted(String words, String district, @Nullable Boolean drafts, long before) {

        Wanted below(long id) {
            return new Wanted(words, district, drafts, id);
        }
    }

    /** What a clerk may write. */
    record Written(String question, String summary, String district, String category, String evidence, String said) {}

    private final JdbcClient jdbc;
    private final LookUpStore lookUps;
    private final AuditLog audit;
    private final MessageSource messages;
    private final Clock clock;

    WorkOrders(JdbcClient jdbc, LookUpStore lookUps, AuditLog audit, MessageSource messages, Clock clock) {
        this.messages = messages;
        this.jdbc = jdbc;
        this.lookUps = lookUps;
        this.audit = audit;
        this.clock = clock;
    }

    /** Drafts an order from what was asked in a call, once: asked again, it is the same. */
    long draft(StaffMember clerk, LookUp lookUp) {
        Optional<Long> before = ofLookUp(lookUp.id());
        if (before.isPresent()) {
            return before.get();
        }
        List<LookUp> call = lookUps.ofCall(lookUp.call());
        Optional<GivenReply.Cited> cited = lookUp.reply().citations().stream().findFirst();
        String district = lookUp.district() == null ? cited.map(GivenReply.Cited::district).orElse("") : lookUp.district();
        Written written = new Written(
                lookUp.question(),
                lookUp.answered() ? lookUp.reply().text() : "",
                district == null ? "" : district,
                cited.map(quoted -> quoted.section().split(" › ", 2)[0]).orElse(""),
                lookUp.evidence(),
                call.stream()
                        .map(each -> messages.getMessage(
                                "desk.order.asked",
                                new Object[] {each.question(), each.reply().text()},
                                Locale.SIMPLIFIED_CHINESE))
                        .collect(Collectors.joining("\n")));
        try {
            filled(clerk, written, """
                    insert into work_order (lookup_id, saved, created_by, changed_by, created_at, changed_at, question,
                                            summary, district, category, evidence, said)
                    values (:lookup, false, :by, :by, :at, :at, :question,
                            :summary, :district, :category, :evidence, :said)""")
                    .param("lookup", lookUp.id())
                    .update();
        } catch (DuplicateKeyException twice) {
            return ofLookUp(lookUp.id()).orElseThrow(() -> twice);
        }
        long id = ofLookUp(lookUp.id()).orElseThrow(DeskProblem::gone);
        audit.record(clerk, Action.ORDER_DRAFTED, "#" + id, "");
        return id;
    }

    /**
     * Writes what a draft, or with {@code saved} any order, holds: what was saved changes by being saved again alone.
     *
     * @param saved makes it more than a draft, for good
     */
    void write(StaffMember clerk, long id, Written written, boolean saved) {
        if (saved && written.question().isBlank()) {
            throw new DeskProblem("desk.order.blank");
        }
        int changed = filled(clerk, written, """
                        update work_order set question = :question, summary = :summary, district = :district,
                               category = :category, evidence = :evidence, said = :said, changed_by = :by, changed_at = :at,
                               saved = (saved or :saved)
                        where id = :id and (:saved or not saved)""")
                .param("id", id)
                .param("saved", saved)
                .update();
        if (changed == 0) {
            throw DeskProblem.gone();
        }
        if (saved) {
            audit.record(clerk, Action.ORDER_SAVED, "#" + id, "");
        }
    }

    private JdbcClient.StatementSpec filled(StaffMember clerk, Written written, String sql) {
        return jdbc.sql(sql)
                .param("by", clerk.name())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("question", masked(written.question(), LONG))
                .param("summary", masked(written.summary(), LONG))
                .param("district", masked(written.district(), SHORT))
                .param("category", masked(written.category(), SHORT))
                .param("evidence", masked(written.evidence(), 2 * LONG))
                .param("said", masked(written.said(), 4 * LONG));
    }

    Optional<WorkOrder> find(long id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(WorkOrders::order).optional();
    }

    /** @return newest first, at most {@code limit} */
    List<WorkOrder> find(Wanted wanted, int limit) {
        String words = "%" + wanted.words().strip().replaceAll("([!%_])", "!$1") + "%";
        return jdbc.sql(COLUMNS + "where id < :before"
                        + (wanted.district().isEmpty() ? "" : " and district = :district")
                        + (wanted.drafts() == null ? "" : " and saved <> :drafts")
                        + (wanted.words().isBlank() ? "" : " and (question like :words escape '!' or summary like :words"
                                + " escape '!' or category like :words escape '!' or evidence like :words escape '!'"
                                + " or said like :words escape '!')")
                        + " order by id desc fetch first :limit rows only")
                .param("before", wanted.before())
                .param("district", wanted.district())
                .param("drafts", Boolean.TRUE.equals(wanted.drafts()))
                .param("words", words)
                .param("limit", limit)
                .query(WorkOrders::order)
                .list();
    }

    /** For an export, newest first; those after the first are read when they are come to. */
    Stream<WorkOrder> all(Wanted wanted) {
        return Stream.iterate(
                        find(wanted, READ),
                        read -> !read.isEmpty(),
                        read -> read.size() < READ ? List.of() : find(wanted.below(read.getLast().id()), READ))
                .flatMap(List::stream)
                .limit(EXPORTED);
    }

    /** Those in use, by name. */
    List<String> categories() {
        return jdbc.sql("select distinct category from work_order where category <> '' order by category "
                        + "fetch first 100 rows only")
                .query(String.class)
                .list();
    }

    private Optional<Long> ofLookUp(String lookUp) {
        return jdbc.sql("select id from work_order where lookup_id = :lookup")
                .param("lookup", lookUp)
                .query(Long.class)
                .optional();
    }

    private static WorkOrder order(ResultSet row, int number) throws SQLException {
        return new WorkOrder(
                row.getLong("id"),
                row.getBoolean("saved"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("question"),
                row.getString("summary"),
                row.getString("district"),
                row.getString("category"),
                row.getString("evidence"),
                row.getString("said"));
    }

    private static String masked(String words, int most) {
        return Conversations.masked(words.replace("\r\n", "\n"), most);
    }
}
