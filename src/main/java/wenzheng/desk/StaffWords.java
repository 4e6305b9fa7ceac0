package wenzheng.desk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import wenzheng.answer.FactQuestion;
import wenzheng.answer.FactQuestions;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.Conversations.Recorded;
import wenzheng.corpus.Article;
import wenzheng.corpus.ArticleReader;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Listed;
import wenzheng.corpus.Tending;
import wenzheng.desk.AuditLog.Action;
import wenzheng.language.Dictionary;
import wenzheng.language.Folding;
import wenzheng.language.Gazetteer;
import wenzheng.language.OwnWords;
import wenzheng.language.Segmenter;
import wenzheng.search.PassageRetriever;

/** The words that staff add to the dictionary: what may be one, and how it goes live. Safe for use by many threads. */
@Component
@Profile("!evaluation")
class StaffWords implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StaffWords.class);
    private static final int MOST = 1_000;
    private static final int LONGEST_QUESTION = 300;
    private static final Pattern WORD = Pattern.compile("[\\p{IsHan}\\p{IsLatin}\\p{Nd}·-]{2,20}");

    /**
     * What goes live, or went last.
     *
     * @param entry empty before the first
     * @param problem the key of why it did not go live, {@code null} where it did
     */
    record Work(String entry, boolean ended, @Nullable String problem) {}

    private final Segmenter segmenter;
    private final Gazetteer gazetteer;
    private final OwnWords own;
    private final PassageRetriever retriever;
    private final FactQuestions facts;
    private final Tending tending;
    private final AuditLog audit;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("dictionary").priority(Thread.MIN_PRIORITY).daemon().factory());
    private volatile Work work = new Work("", true, null);

    StaffWords(
            Segmenter segmenter,
            Gazetteer gazetteer,
            OwnWords own,
            PassageRetriever retriever,
            FactQuestions facts,
            Tending tending,
            AuditLog audit) {
        this.segmenter = segmenter;
        this.gazetteer = gazetteer;
        this.own = own;
        this.retriever = retriever;
        this.facts = facts;
        this.tending = tending;
        this.audit = audit;
    }

    /** @param said blank for a word alone */
    static Dictionary with(Dictionary now, String word, String said) {
        String entry = Folding.fold(word.strip());
        String people = Folding.fold(said.strip());
        if (!WORD.matcher(entry).matches() || !people.isEmpty() && !WORD.matcher(people).matches()
                || entry.equals(people)) {
            throw new DeskProblem("desk.dictionary.bad-word");
        }
        if (now.words().size() + now.synonyms().size() >= MOST) {
            throw new DeskProblem("desk.dictionary.full");
        }
        return people.isEmpty() ? now.with(entry) : now.with(people, entry);
    }

    Work work() {
        return work;
    }

    void add(StaffMember by, String word, String said) {
        String entry = said.isBlank() ? word.strip() : said.strip() + " → " + word.strip();
        with(segmenter.dictionary(), word, said);
        change(by, "+ " + entry, now -> with(now, word, said));
    }

    void remove(StaffMember by, String entry) {
        if (segmenter.dictionary().without(entry).equals(segmenter.dictionary())) {
            throw DeskProblem.gone();
        }
        change(by, "− " + entry, now -> now.without(entry));
    }

    private synchronized void change(StaffMember by, String entry, UnaryOperator<Dictionary> change) {
        if (!work.ended()) {
            throw new DeskProblem(HttpStatus.CONFLICT, "desk.dictionary.busy");
        }
        work = new Work(entry, false, null);
        background.execute(() -> goLive(by, entry, change.apply(segmenter.dictionary())));
    }

    private void goLive(StaffMember by, String entry, Dictionary next) {
        String problem = null;
        try {
            retriever.use(next, () -> own.keep(next));
            audit.record(by, Action.DICTIONARY_CHANGED, entry, "");
        } catch (IOException e) {
            LOG.error("The dictionary stays as it was ({}). Make room in the data directory and let it be written to.",
                    e.toString());
            problem = "desk.tend.problem.not-writable";
        } catch (RuntimeException e) {
            LOG.error("The dictionary stays as it was.", e);
            problem = "desk.error.failed";
        } finally {
            work = new Work(entry, true, problem);
        }
    }

    /** Questions that the articles answer by what they say, in turn one of each article. */
    List<Recorded> stated(Articles articles) {
        List<List<FactQuestion>> all = articles.all().stream().limit(Effects.MOST).map(facts::of).toList();
        List<Recorded> stated = new ArrayList<>();
        for (int turn = 0, before = -1; stated.size() > before && stated.size() < Effects.MOST; turn++) {
            before = stated.size();
            for (List<FactQuestion> each : all) {
                if (turn < each.size() && stated.size() < Effects.MOST) {
                    stated.add(new Recorded(each.get(turn).text(), List.of()));
                }
            }
        }
        return stated;
    }

    /** @param lines a question each */
    static List<Recorded> written(String lines) {
        return lines.lines()
                .map(line -> Conversations.masked(line).strip())
                .filter(line -> !line.isEmpty() && line.length() <= LONGEST_QUESTION)
                .distinct()
                .limit(Effects.MOST)
                .map(line -> new Recorded(line, List.of()))
                .toList();
    }

    /** The articles as they are read with that dictionary; those that it leaves as they are, are the same. */
    Articles readAgain(Segmenter other) {
        ArticleReader reader = new ArticleReader(other, gazetteer);
        List<Article> again = new ArrayList<>();
        for (Listed file : tending.listed()) {
            Article article = file.article();
            if (article != null && file.fault() == null) {
                Article read = reader.read(article.id(), article.text(), file.entry());
                again.add(read.passages().equals(article.passages()) ? article : read);
            }
        }
        return new OtherArticles(again);
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
