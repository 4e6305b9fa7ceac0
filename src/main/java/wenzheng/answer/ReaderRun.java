package wenzheng.answer;

import ai.onnxruntime.OrtException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wenzheng.corpus.Passage;

/** The reading of one question's windows, as far as time allows. For one thread; the model reads on others. */
final class ReaderRun {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderRun.class);

    /**
     * Tokens of text in a second look. With less about it the model finds the ends of an answer surer: on questions held
     * out from training about a point of F1 (docs/reader.md).
     */
    static final int CLOSER = 180;

    /** What {@link SpanModel} does; for use by many threads. */
    interface Model {
        SpanModel.Logits read(ReaderWindow window) throws OrtException;
    }

    private record Running(ReaderWindow window, Future<List<Reading.View>> views) {}

    private record Spot(Passage passage, Reading.Found found) {}

    private record Done(ReaderWindow window, List<Reading.View> views) {

        Optional<Spot> best() {
            return views.stream()
                    .flatMap(view -> view.best().map(found -> new Spot(view.passage(), found)).stream())
                    .max(Comparator.comparingDouble(spot -> spot.found.margin()));
        }

        Done with(Done closer) {
            return new Done(
                    window,
                    views.stream()
                            .map(view -> closer.views.stream()
                                    .filter(view::holds)
                                    .findFirst()
                                    .map(view::with)
                                    .orElse(view))
                            .toList());
        }
    }

    private final Model model;
    private final ExecutorService executor;
    private final int threads;
    private final long deadline;
    private final Deque<Running> running = new ArrayDeque<>();
    private final List<Done> done = new ArrayList<>();

    /** @param threads of the executor, each of which reads one window at a time */
    ReaderRun(Model model, ExecutorService executor, int threads, Duration deadline) {
        this.model = model;
        this.executor = executor;
        this.threads = threads;
        this.deadline = System.nanoTime() + deadline.toNanos();
    }

    /**
     * @param windows in the order of their passages
     * @return whether there was time enough
     */
    boolean read(List<ReaderWindow> windows) {
        try {
            readUntilSure(new ArrayDeque<>(windows));
            lookAgain();
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("The trained reader failed on a window, the answer goes out with what was read before.", e);
        } finally {
            running.forEach(late -> late.views.cancel(false));
        }
        return true;
    }

    /** Of each passage read, in the order read. */
    List<Reading> readings() {
        Map<Passage, List<Reading.View>> views = new LinkedHashMap<>();
        done.forEach(one -> one.views.forEach(
                view -> views.computeIfAbsent(view.passage(), passage -> new ArrayList<>()).add(view)));
        return views.entrySet().stream().map(one -> new Reading(one.getKey(), one.getValue())).toList();
    }

    private void readUntilSure(Deque<ReaderWindow> waiting)
            throws TimeoutException, InterruptedException, ExecutionException {
        while (!waiting.isEmpty() || !running.isEmpty()) {
            while (!waiting.isEmpty() && running.size() < threads) {
                start(waiting.remove());
            }
            Done first = next();
            done.add(first);
            if (first.views.stream().anyMatch(Reading.View::isSure)) {
                leave(first.window.side(), waiting);
            }
        }
    }

    /** Once more what answers best on each side, with less about it. */
    private void lookAgain() throws TimeoutException, InterruptedException, ExecutionException {
        List<Done> again = new ArrayList<>();
        for (Done one : bestOfEachSide()) {
            one.best()
                    .flatMap(spot -> one.window.about(spot.passage, spot.found.span().start(), CLOSER))
                    .ifPresent(window -> {
                        start(window);
                        again.add(one);
                    });
        }
        for (Done one : again) {
            Done both = one.with(next());
            done.replaceAll(any -> any == one ? both : any);
        }
    }

    private Collection<Done> bestOfEachSide() {
        Map<Integer, Done> best = new LinkedHashMap<>();
        for (Done one : done) {
            best.merge(one.window.side(), one, (before, now) -> margin(now) > margin(before) ? now : before);
        }
        return best.values();
    }

    private static double margin(Done one) {
        return one.best().map(spot -> spot.found.margin()).orElse(Double.NEGATIVE_INFINITY);
    }

    private void start(ReaderWindow window) {
        running.add(new Running(window, executor.submit(() -> window.views(model.read(window)))));
    }

    private Done next() throws TimeoutException, InterruptedException, ExecutionException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new TimeoutException();
        }
        Running first = running.remove();
        return new Done(first.window, first.views.get(left, TimeUnit.NANOSECONDS));
    }

    /** Also what is being read: whether it is done in time must not decide what is answered. */
    private void leave(int side, Deque<ReaderWindow> waiting) {
        waiting.removeIf(window -> window.side() == side);
        List<Running> late = running.stream().filter(one -> one.window.side() == side).toList();
        late.forEach(one -> one.views.cancel(false));
        running.removeAll(late);
    }
}
