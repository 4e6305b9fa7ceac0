package wenzheng.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import wenzheng.answer.Citation;
import wenzheng.answer.FactQuestion;
import wenzheng.answer.FactQuestions;
import wenzheng.answer.Reply;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.corpus.Articles;
import wenzheng.language.Segmenter;
import wenzheng.search.Completer;

/**
 * Questions to offer to somebody who has not asked yet. All are worded from what articles state, and were tried: the
 * program answers each with the fact that it was made from. The first of each article are tried ahead, at leisure, the
 * others when they are first to be offered: in the little time that somebody waits, and then in the background. What was
 * asked before only decides which come first (docs/adr/0005). Blocking; safe for use by many threads.
 */
@Service
public class Suggestions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Suggestions.class);

    /** Questions made of all articles at most, and of one. */
    private static final int MOST = 5_000;
    private static final int MOST_OF_ARTICLE = 100;

    /** Questions that are tried ahead, and how many times as long as a trial took is waited after it. */
    private static final int TRIED_AHEAD = 200;
    private static final int LEISURE = 4;

    /** Of them, those that are tried without a wait, so that the first visitor finds some. */
    private static final int FIRST = 12;

    /** Matches that are looked through for some that are answered. */
    private static final int MATCHES = 60;

    /** Questions often asked that are offered at most. */
    private static final int MOST_ASKED = 200;

    /** How old what is offered may be; but a withdrawn article is offered no more at once. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** A failed trial is repeated after that time: one in a busy moment may have gone out without the trained reader. */
    private static final Duration TRIED = Duration.ofHours(1);

    /** What was answered is so until the articles change, when all is made anew. */
    private static final Duration KEPT = Duration.ofDays(365);

    /** What somebody waits at most while questions are tried for them, but for one that is tried in any case. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    /** What the first one waits at most for the questions to be made. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(2);

    private final Articles articles;
    private final FactQuestions questions;
    private final AskedFacts asked;
    private final Segmenter segmenter;
    private final Function<String, Reply> answer;
    private final Clock clock;
    private final Known nothing;
    private final Semaphore trying = new Semaphore(1);
    private volatile List<String> examples = List.of();
    private volatile @Nullable Known known;
    private volatile boolean changed;
    private volatile boolean closed;

    /** What is being made, or was made last. */
    private CompletableFuture<Known> made = CompletableFuture.failedFuture(new IllegalStateException("none so far"));

    @Autowired
    Suggestions(
            Articles articles,
            FactQuestions questions,
            AskedFacts asked,
            Segmenter segmenter,
            Pipeline pipeline,
            Clock clock) {
        this(articles, questions, asked, segmenter, answeredBy(pipeline.untimed()), clock);
    }

    /** @param answer what the program replies to a question */
    Suggestions(
            Articles articles,
            FactQuestions questions,
            AskedFacts asked,
            Segmenter segmenter,
            Function<String, Reply> answer,
            Clock clock) {
        this.articles = articles;
        this.questions = questions;
        this.asked = asked;
        this.segmenter = segmenter;
        this.answer = answer;
        this.clock = clock;
        nothing = known(Map.of(), List.of());
    }

    private static Function<String, Reply> answeredBy(Pipeline pipeline) {
        return text -> pipeline.run(text, List.of()).reply();
    }

    /**
     * Makes the questions and tries the first of them, before anybody waits for that; in the background.
     *
     * @param examples what the operator offers until enough was asked
     */
    public void prepare(Collection<String> examples) {
        this.examples = List.copyOf(examples);
        if (known == null && !closed) {
            make();
        }
    }

    /**
     * @param byText in turn one of each article
     * @param tried whether a question is answered, for those that were tried
     */
    private record Known(
            Map<String, FactQuestion> byText, Completer completer, Cache<String, Trial> tried, Often often, Instant since) {}

    /**
     * What became of a question that was tried.
     *
     * @param fact the article that its answer cites first, its quote, and what answers in it, of which one quote may have
     *     several; {@code null} where it is not answered as meant
     */
    private record Trial(@Nullable String fact) {}

    /** What many asked, the most asked first. */
    private record Often(List<String> texts, Completer completer, Instant since) {}

    /**
     * @param typed the beginning of a question or a part of it, in characters, pinyin or the first letters of that
     * @param limit at least 1
     * @return what many asked, then others, the shorter first; empty where nothing matches
     */
    public List<String> complete(String typed, int limit) {
        Known now = known();
        Set<String> matching = new LinkedHashSet<>(now.often.completer.complete(typed, limit));
        matching.addAll(now.completer.complete(typed, MATCHES));
        return answered(now, matching, limit);
    }

    /**
     * @param examples what the operator offers until enough was asked
     * @param limit at least 1
     * @return what many asked, then the examples, then in turn a question of each article; one of those that the same
     *     fact of an article answers
     */
    public List<String> hot(Collection<String> examples, int limit) {
        Known now = known();
        Set<String> offered = new LinkedHashSet<>(now.often.texts);
        offered.addAll(examples);
        offered.addAll(now.byText.keySet());
        return answered(now, offered, limit);
    }

    /** The first of which it is known that they are answered; where trying them takes long, the next time more. */
    private List<String> answered(Known now, Collection<String> offered, int limit) {
        long start = System.nanoTime();
        List<String> answered = new ArrayList<>();
        Set<String> facts = new HashSet<>();
        List<String> untried = new ArrayList<>();
        for (String question : offered) {
            if (answered.size() == limit) {
                break;
            }
            FactQuestion made = now.byText.get(question);
            if (made != null && articles.find(made.articleId()).isEmpty()) {
                continue;
            }
            Trial tried = now.tried.getIfPresent(question);
            if (tried == null && System.nanoTime() - start < PATIENCE.toNanos()) {
                tried = trial(now, question);
            }
            if (tried == null && untried.size() < limit) {
                untried.add(question);
            } else if (tried != null && tried.fact != null && facts.add(tried.fact)) {
                answered.add(question);
            }
        }
        tryNext(now, untried);
        return answered;
    }

    /** For the next time that they are offered; one lot after the other. */
    private void tryNext(Known now, List<String> untried) {
        if (!untried.isEmpty() && trying.tryAcquire()) {
            inBackground(() -> {
                try {
                    for (String question : untried) {
                        if (!closed) {
                            trial(now, question);
                        }
                    }
                } finally {
                    trying.release();
                }
            });
        }
    }

    private Trial trial(Known now, String text) {
        return now.tried.get(text, _ -> {
            FactQuestion made = now.byText.get(text);
            if (!(answer.apply(text) instanceof Reply.Answered reply) || made != null && !made.isAnsweredBy(reply)) {
                return new Trial(null);
            }
            Citation first = reply.citations().getFirst();
            return new Trial(String.join("\n", first.article().id(), first.quote(), first.answer()));
        });
    }

    /** What is known by now; it is made in the background where there is none yet, or the articles changed since. */
    private Known known() {
        Known now = known;
        if (now == null || changed && isOld(now.since)) {
            CompletableFuture<Known> coming = make();
            now = now == null
                    ? coming.copy().completeOnTimeout(nothing, FIRST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join()
                    : now;
        }
        return now == nothing || !isOld(now.often.since) ? now : refreshed(now);
    }

    private boolean isOld(Instant since) {
        return clock.instant().isAfter(since.plus(FRESH));
    }

    private synchronized CompletableFuture<Known> make() {
        if (made.isDone()) {
            changed = false;
            made = CompletableFuture.supplyAsync(
                    () -> {
                        Map<String, FactQuestion> questions = questions();
                        Known fresh = known(questions, asked.mostAsked(MOST_ASKED));
                        known = fresh;
                        return fresh;
                    },
                    Suggestions::inBackground);
            made.thenAcceptAsync(this::tryAhead, Suggestions::inBackground);
            made.exceptionally(failure -> {
                LOG.error("No questions could be made of the articles", failure);
                return nothing;
            });
        }
        return made;
    }

    private static void inBackground(Runnable work) {
        Thread.ofVirtual().name("suggestions").start(work);
    }

    private synchronized Known refreshed(Known old) {
        Known now = known;
        if (now == null || now != old) {
            return now == null ? old : now;
        }
        now = new Known(
                old.byText, old.completer, old.tried, often(old.byText, asked.mostAsked(MOST_ASKED)), old.since);
        known = now;
        return now;
    }

    private Known known(Map<String, FactQuestion> byText, List<String> mostAsked) {
        Cache<String, Trial> tried =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfter(Expiry.<String, Trial>creating((_, trial) -> trial.fact == null ? TRIED : KEPT))
                        .build();
        return new Known(byText, completer(byText.keySet()), tried, often(byText, mostAsked), clock.instant());
    }

    /** In turn one of each article, so that the first ones are not all of the first article. */
    private Map<String, FactQuestion> questions() {
        List<List<FactQuestion>> ofArticles = articles.all().stream()
                .map(article -> questions.of(article).stream()
                        .filter(question -> PersonalNumbers.mask(question.text()).equals(question.text()))
                        .toList())
                .toList();
        Map<String, FactQuestion> made = new LinkedHashMap<>();
        for (int turn = 0; turn < MOST_OF_ARTICLE && made.size() < MOST; turn++) {
            for (List<FactQuestion> ofArticle : ofArticles) {
                if (turn < ofArticle.size()) {
                    made.putIfAbsent(ofArticle.get(turn).text(), ofArticle.get(turn));
                }
            }
        }
        return made;
    }

    private Often often(Map<String, FactQuestion> byText, List<String> mostAsked) {
        List<String> texts = mostAsked.stream().filter(byText::containsKey).toList();
        return new Often(texts, completer(texts), clock.instant());
    }

    private Completer completer(Collection<String> texts) {
        return new Completer(
                texts.stream().collect(Collectors.toMap(text -> text, text -> -(long) text.length())), segmenter);
    }

    private void tryAhead(Known mine) {
        Set<String> ahead = new LinkedHashSet<>(examples);
        ahead.addAll(mine.often.texts);
        ahead.addAll(mine.byText.keySet());
        int tried = 0;
        for (String text : ahead.stream().limit(TRIED_AHEAD).toList()) {
            Known now = known;
            if (closed || now == null || now.tried != mine.tried) {
                return;
            }
            long start = System.nanoTime();
            trial(mine, text);
            if (++tried < FIRST) {
                continue;
            }
            try {
                Thread.sleep(Duration.ofNanos(System.nanoTime() - start).multipliedBy(LEISURE));
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    @EventListener
    void on(ArticleStored event) {
        changed = true;
    }

    @EventListener
    void on(ArticleWithdrawn event) {
        changed = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
