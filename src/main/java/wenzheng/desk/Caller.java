package wenzheng.desk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import wenzheng.conversation.Channel;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.Pipeline;
import wenzheng.conversation.QuestionRecords;
import wenzheng.conversation.Turn;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.question.Question;
import wenzheng.question.QuestionReader;
import wenzheng.search.PassageRetriever;
import wenzheng.search.RankedPassage;

/** Looks up what a caller asks, while a clerk types and when they have. Blocking; safe for use by many threads. */
@Service
class Caller {

    /** Characters of a question; a clerk writes one sentence. */
    static final int LONGEST = 300;

    private static final int SHOWN = 6;
    private static final int RANKED = 40;

    /** Earlier questions of a call that one may lean on. */
    private static final int EARLIER = 6;

    /**
     * What is asked, and where.
     *
     * @param call of which call it is
     * @param district full name, {@code null} for any
     * @param year of publication of the passages wanted, and of the facts where the question names no year itself;
     *     {@code null} for any
     */
    record Asked(String call, String question, @Nullable String district, @Nullable Integer year) {}

    /** @param number of the passage in its article */
    record Passage(
            String articleId,
            String title,
            @Nullable String district,
            @Nullable Integer year,
            int number,
            String section,
            String text) {

        static Passage of(RankedPassage found) {
            return new Passage(
                    found.article().id(),
                    found.article().title(),
                    found.article().district(),
                    found.article().year(),
                    found.passage().number(),
                    found.passage().section(),
                    found.passage().text());
        }
    }

    /** @param next the best passages that the reply does not cite */
    record Answer(LookUp lookUp, List<Passage> next) {}

    private final QuestionReader reader;
    private final PassageRetriever retriever;
    private final Pipeline pipeline;
    private final Articles articles;
    private final LookUpStore store;
    private final QuestionRecords records;
    private final Clock clock;

    Caller(
            QuestionReader reader,
            PassageRetriever retriever,
            Pipeline pipeline,
            Articles articles,
            LookUpStore store,
            QuestionRecords records,
            Clock clock) {
        this.reader = reader;
        this.retriever = retriever;
        this.pipeline = pipeline;
        this.articles = articles;
        this.store = store;
        this.records = records;
        this.clock = clock;
    }

    /** By name. */
    List<String> districts() {
        return articles.all().stream().map(Article::district).filter(Objects::nonNull).distinct().sorted().toList();
    }

    /** Newest first. */
    List<Integer> years() {
        return articles.all().stream().map(Article::year).filter(Objects::nonNull).distinct().sorted().toList().reversed();
    }

    /**
     * The best passages for what is being typed, which may lean on what was asked in the call, those of districts it
     * names first; nothing is read closely and nothing is kept.
     */
    List<Passage> glance(Asked asked) {
        String words = Conversations.masked(asked.question()).strip();
        if (words.isEmpty()) {
            return List.of();
        }
        Question question = reader.read(dated(asked, words), store.questions(asked.call(), EARLIER), asked.district());
        List<RankedPassage> found = new ArrayList<>(retriever.retrieveNewest(question, RANKED));
        found.sort(Comparator.comparing(each -> !question.names(each.article().district())));
        return wanted(asked, found, Set.of());
    }

    /** Answers as a citizen is answered, and keeps what was asked and answered. */
    Answer ask(StaffMember clerk, Asked asked) {
        String words = Conversations.masked(asked.question()).strip();
        if (words.isEmpty()) {
            throw new DeskProblem("desk.answer.blank");
        }
        List<String> earlier = store.questions(asked.call(), EARLIER);
        Turn turn = pipeline.run(dated(asked, words), earlier, asked.district());
        GivenReply reply = GivenReply.of(turn);
        LookUp lookUp = new LookUp(
                UUID.randomUUID().toString(), asked.call(), clerk.name(), clock.instant(), words,
                asked.district(), asked.year(), reply);
        store.add(lookUp, records.of(turn, Channel.PHONE, lookUp.askedAt()));
        Set<String> cited = new HashSet<>();
        reply.citations().forEach(citation -> cited.add(citation.documentId() + "#p" + citation.passageNumber()));
        List<RankedPassage> found = turn.passages().isEmpty()
                ? retriever.retrieveNewest(turn.question(), RANKED)
                : turn.passages();
        return new Answer(lookUp, wanted(asked, found, cited));
    }

    Optional<LookUp> find(String id) {
        return store.find(id);
    }

    /** That the clerk copied the reply: to read it aloud, or to send it. */
    void used(String id, boolean aloud) {
        store.used(id, aloud, clock.instant());
    }

    private static List<Passage> wanted(Asked asked, List<RankedPassage> found, Set<String> cited) {
        List<Passage> wanted = new ArrayList<>();
        for (RankedPassage each : found) {
            Article article = each.article();
            if ((asked.district() == null || asked.district().equals(article.district()))
                    && (asked.year() == null || asked.year().equals(article.year()))
                    && !cited.contains(each.passage().id())
                    && wanted.size() < SHOWN) {
                wanted.add(Passage.of(each));
            }
        }
        return wanted;
    }

    /** With the year chosen, where the words name none. */
    private String dated(Asked asked, String words) {
        if (asked.year() == null || !reader.read(words, List.of()).period().years().isEmpty()) {
            return words;
        }
        return asked.year() + "年" + words;
    }
}
