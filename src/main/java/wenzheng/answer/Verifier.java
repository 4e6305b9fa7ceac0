package wenzheng.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Sha256;
import wenzheng.question.Period;
import wenzheng.question.Place;
import wenzheng.question.Question;
import wenzheng.search.PassageRetriever;

/**
 * Proves an answer that people worded against the quote it rests on, and makes a reply of it. Safe for use by many
 * threads.
 */
@Component
public final class Verifier {

    /** Why an answer cannot stand. */
    public enum Fault {
        /** It is not clear enough what is asked: no district that has articles, no question, not in Chinese. */
        QUESTION,
        /** The time asked about moves: 今年, 目前. */
        MOVING,
        /** There is no such article, or a newer one took the place of what is quoted. */
        ARTICLE,
        /** The quote does not stand literally in one paragraph of the article. */
        QUOTE,
        DISTRICT,
        /** The quote speaks about another year than the question. */
        YEAR,
        /** The answer has figures or names that neither the quote nor the district and year of it have. */
        FIGURES
    }

    private final Articles articles;
    private final PassageRetriever retriever;
    private final Digests digests;
    private final FigureLock lock;
    private final Wording wording;

    Verifier(Articles articles, PassageRetriever retriever, Digests digests, FigureLock lock, Wording wording) {
        this.articles = articles;
        this.retriever = retriever;
        this.digests = digests;
        this.lock = lock;
        this.wording = wording;
    }

    /** @return the paragraph that has the quote, with its year; empty where none has, or a newer one took its place */
    public Optional<Citation> source(String articleId, String quote) {
        if (quote.isBlank()) {
            return Optional.empty();
        }
        return articles.find(articleId).flatMap(article -> article.passages().stream()
                .filter(passage -> passage.text().contains(quote) && !retriever.isReplaced(article, passage))
                .findFirst()
                .map(passage -> cite(article, passage, quote)));
    }

    private Citation cite(Article article, Passage passage, String quote) {
        int at = passage.text().indexOf(quote);
        Integer vintage = digests.of(article, passage).sentences().stream()
                .filter(sentence -> sentence.span().end() > at)
                .findFirst()
                .map(Sentence::vintage)
                .orElse(null);
        return new Citation(article, passage, quote, vintage);
    }

    /** @return what keeps the words from being told for an answer to the question; empty where nothing does */
    public Optional<Fault> fault(Question question, Sense sense, String words, Citation source) {
        Period period = question.period();
        String district = source.article().district();
        if (period.relative() || period.newest()) {
            return Optional.of(Fault.MOVING);
        }
        if (district != null && !sense.districts().equals(Set.of(district))) {
            return Optional.of(Fault.DISTRICT);
        }
        if (source.vintage() != null && !period.isUnspecified() && !period.years().contains(source.vintage())) {
            return Optional.of(Fault.YEAR);
        }
        return unsupported(question, words, source).isEmpty() ? Optional.empty() : Optional.of(Fault.FIGURES);
    }

    /** The figures and names in the words that nothing supports. The question's districts are those of the source. */
    public List<String> unsupported(Question question, String words, Citation source) {
        Set<String> places = Set.copyOf(question.places().stream().map(Place::written).toList());
        return lock.unsupported(words, List.of(source)).stream().filter(name -> !places.contains(name)).toList();
    }

    /** @param until the last day on which it is told */
    public Reply.Answered reply(Question question, String words, Citation source, LocalDate until) {
        return wording.verified(question, words, source, until);
    }

    /** Changes with the article's words and what is known of it; a proof holds for as long as it does not. */
    public static String digest(Article article) {
        MessageDigest digest = Sha256.begin();
        Stream.concat(
                        Stream.of(article.title(), article.district(), article.year(), article.outlet())
                                .map(Objects::toString),
                        article.passages().stream().flatMap(passage -> Stream.of(passage.section(), passage.text())))
                .forEach(part -> digest.update((part + "\n").getBytes(StandardCharsets.UTF_8)));
        return Sha256.hex(digest);
    }
}
