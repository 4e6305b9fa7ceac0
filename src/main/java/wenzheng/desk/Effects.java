package wenzheng.desk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import wenzheng.conversation.Conversations.Recorded;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.Rehearsals;
import wenzheng.conversation.Rehearsals.Rehearsal;
import wenzheng.conversation.ReplyStatus;
import wenzheng.corpus.TendingProblem;

/**
 * Which questions get another answer by a change, before it is made: each is asked as things are and as they would be.
 * One change is looked into after the other, by one thread in the background. Safe for use by many threads.
 */
@Component
@Profile("!evaluation")
class Effects implements AutoCloseable {

    /** Questions that a change is tried with. */
    static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);
    private static final int KEPT = 20;
    private static final int WAITING = 4;

    /** How things would be. */
    interface Change {

        Rehearsal rehearse() throws IOException;
    }

    /** A question whose answer is another one by the change. */
    record Other(Recorded question, GivenReply before, GivenReply after) {}

    /** How far it is; read by the pages while it is being worked out. */
    static final class Comparison {

        private final String id = UUID.randomUUID().toString();
        private final String of;
        private final List<Other> others = new CopyOnWriteArrayList<>();
        private volatile int all = -1;
        private volatile int done;
        private volatile boolean ended;
        private volatile boolean stopped;
        private volatile @Nullable String problem;

        private Comparison(String of) {
            this.of = of;
        }

        public String id() {
            return id;
        }

        public List<Other> others() {
            return others;
        }

        /** How many questions there are; -1 while that is not known. */
        public int all() {
            return all;
        }

        public int done() {
            return done;
        }

        public boolean ended() {
            return ended;
        }

        /** The key of why it came to nothing; {@code null} where it did not. */
        public @Nullable String problem() {
            return problem;
        }
    }

    private final Rehearsals rehearsals;
    private final Map<String, Comparison> kept = new LinkedHashMap<>();
    private final ThreadPoolExecutor background = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("effects").priority(Thread.MIN_PRIORITY).daemon().factory());

    Effects(Rehearsals rehearsals) {
        this.rehearsals = rehearsals;
    }

    /** @param of what is to be changed: what was begun before for the same is stopped */
    synchronized Comparison begin(String of, Supplier<List<Recorded>> questions, Change change) {
        kept.values().stream().filter(each -> each.of.equals(of)).forEach(each -> each.stopped = true);
        Comparison begun = new Comparison(of);
        try {
            background.execute(() -> compare(begun, questions, change));
        } catch (RejectedExecutionException full) {
            throw new DeskProblem(HttpStatus.CONFLICT, "desk.effects.busy");
        }
        kept.put(begun.id, begun);
        if (kept.size() > KEPT) {
            Comparison oldest = kept.remove(kept.keySet().iterator().next());
            oldest.stopped = true;
        }
        return begun;
    }

    synchronized Optional<Comparison> find(String id) {
        return Optional.ofNullable(kept.get(id));
    }

    private void compare(Comparison run, Supplier<List<Recorded>> questions, Change change) {
        if (run.stopped) {
            run.ended = true;
            return;
        }
        try (Rehearsal rehearsal = change.rehearse()) {
            List<Recorded> asked = new ArrayList<>(questions.get());
            run.all = asked.size();
            for (Recorded question : asked) {
                if (run.stopped) {
                    break;
                }
                other(question, rehearsal).ifPresent(run.others::add);
                run.done = run.done + 1;
            }
        } catch (TendingProblem e) {
            run.problem = e.reason().key();
        } catch (IOException e) {
            LOG.error("What a change does cannot be tried ({}). Make room in the data directory.", e.toString());
            run.problem = "desk.tend.problem.not-writable";
        } catch (RuntimeException e) {
            LOG.error("What a change does could not be tried.", e);
            run.problem = "desk.error.failed";
        } finally {
            run.ended = true;
        }
    }

    /** What differs is asked twice: on a busy machine the reader may not come to an end in time, which is no difference. */
    private Optional<Other> other(Recorded question, Rehearsal rehearsal) {
        for (int time = 1; ; time++) {
            GivenReply before = GivenReply.of(rehearsals.now(question.words(), question.earlier()));
            GivenReply after = GivenReply.of(rehearsal.ask(question.words(), question.earlier()));
            if (isSame(before, after)) {
                return Optional.empty();
            }
            if (time == 2) {
                return Optional.of(new Other(question, before, after));
            }
        }
    }

    /** Two that find no answer are the same, though each lists what there are articles about. */
    static boolean isSame(GivenReply before, GivenReply after) {
        return before.status() == after.status()
                && (before.status() == ReplyStatus.NO_ANSWER || before.text().equals(after.text()));
    }

    @Override
    public void close() {
        synchronized (this) {
            kept.values().forEach(each -> each.stopped = true);
        }
        background.shutdownNow();
    }
}
