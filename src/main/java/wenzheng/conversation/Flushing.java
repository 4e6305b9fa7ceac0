package wenzheng.conversation;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Has on the disk what was committed. H2 leaves up to a second's commits in memory, and a kill would take them. Safe for
 * use by many threads.
 */
@Component
public class Flushing {

    private final JdbcClient jdbc;

    /** Whether the database keeps on disk what is committed only when it is told to, or after a while: H2's table alone. */
    private final boolean lazy;

    private final AtomicLong written = new AtomicLong();
    private final Object flushing = new Object();
    private volatile long flushed;

    public Flushing(JdbcClient jdbc) {
        this.jdbc = jdbc;
        lazy = jdbc.sql("select count(*) from information_schema.tables where table_schema = 'INFORMATION_SCHEMA'"
                                + " and table_name = 'IN_DOUBT'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Something was committed that the next {@link #flush} is to wait for. */
    public void written() {
        written.incrementAndGet();
    }

    /**
     * Returns when all that was committed before is on the disk. Who comes while another waits for the disk shares the
     * next wait.
     */
    public void flush() {
        long needed = written.get();
        if (!lazy || flushed >= needed) {
            return;
        }
        synchronized (flushing) {
            if (flushed < needed) {
                long now = written.get();
                jdbc.sql("checkpoint sync").update();
                flushed = now;
            }
        }
    }
}
