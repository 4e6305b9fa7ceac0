package wenzheng.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import wenzheng.answer.FactQuestions;
import wenzheng.answer.Reply;

/**
 * Counts how many visitors got which fact for an answer, by the question that the article words for it (docs/adr/0005).
 * Nothing links a count to a conversation, and no word that was typed gets here.
 */
@Repository
class AskedFacts {

    private static final Logger LOG = LoggerFactory.getLogger(AskedFacts.class);

    /** So many visitors have to have asked before anybody is shown it. */
    static final int FEWEST = 5;

    private static final int LONGEST = 200;

    private final JdbcClient jdbc;
    private final FactQuestions questions;
    private final Visitors visitors;
    private final Clock clock;

    AskedFacts(JdbcClient jdbc, FactQuestions questions, Visitors visitors, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.visitors = visitors;
        this.clock = clock;
    }

    /** Counts the visitor for what the reply says first; that a count is lost does not cost anybody their answer. */
    void count(Reply reply, String visitor) {
        if (!(reply instanceof Reply.Answered answered)) {
            return;
        }
        try {
            questions.of(answered.citations().getFirst())
                    .filter(question -> question.text().length() <= LONGEST)
                    .ifPresent(question -> count(question.text(), visitor));
        } catch (DataAccessException lost) {
            LOG.debug("A question was not counted for the suggestions", lost);
        }
    }

    private void count(String wording, String visitor) {
        int digest = visitors.digest(wording, visitor);
        LocalDate month = month(clock.instant());
        int known = jdbc.sql("update asked set last_month = :month where wording = :wording and visitor = :visitor")
                .param("month", month)
                .param("wording", wording)
                .param("visitor", digest)
                .update();
        if (known > 0) {
            return;
        }
        try {
            jdbc.sql("insert into asked (wording, visitor, last_month) values (:wording, :visitor, :month)")
                    .param("wording", wording)
                    .param("visitor", digest)
                    .param("month", month)
                    .update();
        } catch (DuplicateKeyException counted) {
            LOG.debug("The same visitor was counted at the same moment");
        }
    }

    /** @return what at least {@value #FEWEST} visitors asked, the most asked first; empty without a database */
    List<String> mostAsked(int limit) {
        try {
            return read(limit);
        } catch (DataAccessException unreachable) {
            LOG.warn("Nothing is known to be asked often: {}", unreachable.getMostSpecificCause().toString());
            return List.of();
        }
    }

    private List<String> read(int limit) {
        return jdbc.sql("select wording from asked group by wording having count(*) >= :fewest "
                        + "order by count(*) desc, wording fetch first :limit rows only")
                .param("fewest", FEWEST)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** Deletes what was last asked in a month before that of {@code oldest}. */
    void deleteBefore(Instant oldest) {
        jdbc.sql("delete from asked where last_month < :oldest").param("oldest", month(oldest)).update();
    }

    private static LocalDate month(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).withDayOfMonth(1);
    }
}
