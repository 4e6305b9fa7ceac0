package wenzheng.answer;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import wenzheng.language.Span;

/** Cuts out of a passage the clauses that answer: whole clauses side by side, as few as say it. */
final class Excerpt {

    private static final String EDGES = " ,，;；。.:：、!！?？";

    /** A neighbour speaks of the same when it says at least this share of what the best sentence says. */
    private static final double SAME = 0.45;

    /** Most characters of clauses cut out of a sentence that is too long as a whole. */
    private static final int PART = 120;

    /** So short a sentence opens what the next one carries out. */
    private static final int OPENING = 36;

    /** What numbers an item of a list, or opens an answer in a list of questions: 6. 四、 （一） 答： */
    private static final Pattern NUMBER =
            Pattern.compile("(?:[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、]|[.．](?![0-9]))|答[:：])\\s*");

    /** Parts of a sentence from which on it is a row of like things. */
    private static final int ROW = 3;

    private Excerpt() {}

    /**
     * The clauses of one sentence that hold a figure and say what it is of.
     *
     * @param core what it must hold, in the sentence; not empty
     * @param limit most characters it may grow to; a clause that must be in is never cut
     * @return in the passage, without punctuation at its end
     */
    static Span around(Sentence sentence, List<Span> core, List<Term> terms, int limit) {
        int first = sentence.clauses().size() - 1;
        int last = 0;
        for (Span must : core) {
            for (int i = 0; i < sentence.clauses().size(); i++) {
                Span clause = sentence.clauses().get(i);
                if (clause.overlaps(must)) {
                    first = Math.min(first, i);
                    last = Math.max(last, i);
                }
            }
        }
        return inPassage(sentence, grow(sentence, first, last, terms, limit));
    }

    /**
     * A sentence, or its clauses that say most where it is too long; then the sentences beside it that speak of the
     * same or that it announces, as far as the limit goes. Of one that asks, what follows alone.
     *
     * @param sentences of the passage, in order
     * @param on up to so many characters the sentences that follow are taken whatever they speak of
     * @return in the passage, without punctuation at its end
     */
    static Span about(List<Sentence> sentences, Sentence best, List<Term> terms, int limit, int on) {
        if (best.folded().length() > limit) {
            int most = best(best, terms);
            return inPassage(best, grow(best, most, most, terms, Math.min(limit, PART)));
        }
        double said = said(terms, best.folded());
        int first = sentences.indexOf(best);
        int last = first;
        int carried = best.opens() ? limit : on;
        while (last + 1 < sentences.size()
                && (length(sentences, first, last + 1) <= carried
                        || joins(sentences, first, last + 1, last + 1, terms, said, limit))) {
            last++;
        }
        if (best.opens() && last == first && last + 1 < sentences.size()) {
            Sentence next = sentences.get(last + 1);
            return inPassage(next, grow(next, 0, 0, terms, Math.min(limit, PART)));
        }
        if (best.asks() && last > first) {
            return trim(best.passage().text(), span(sentences, first + 1, last));
        }
        while (first > 0 && joins(sentences, first - 1, last, first - 1, terms, said, limit)) {
            first--;
        }
        return trim(best.passage().text(), span(sentences, first, last));
    }

    /**
     * The clauses that hold what the trained reader points at.
     *
     * @param sentences of the passage, in order
     * @param answer in the passage; may run over several sentences
     * @param terms the clauses before it in its sentence are taken too as far as they say more of these
     * @param limit most characters; the last clauses go first, but not the first one
     * @return in the passage, without punctuation at its end
     */
    static Span holding(List<Sentence> sentences, Span answer, List<Term> terms, int limit) {
        int start = -1;
        int end = -1;
        for (Sentence sentence : sentences) {
            for (Span clause : sentence.clauses()) {
                Span here = inPassage(sentence, clause);
                if (here.overlaps(answer) && (start < 0 || here.end() - start <= limit)) {
                    start = start < 0 ? here.start() : start;
                    end = here.end();
                }
            }
        }
        Span held = new Span(start, end);
        for (Sentence sentence : sentences) {
            if (sentence.span().start() <= start && start < sentence.span().end()) {
                start = withBefore(sentence, held, terms, limit);
            }
        }
        return trim(sentences.getFirst().passage().text(), new Span(start, end));
    }

    /** Where the clauses begin that speak of things that the held ones do not, from these back. */
    private static int withBefore(Sentence sentence, Span held, List<Term> terms, int limit) {
        List<Span> clauses = sentence.clauses();
        List<Integer> own = IntStream.range(0, clauses.size())
                .filter(i -> inPassage(sentence, clauses.get(i)).overlaps(held))
                .boxed()
                .toList();
        int first = own.getFirst();
        String now = new Span(clauses.get(first).start(), clauses.get(own.getLast()).end()).of(sentence.folded());
        List<Term> unsaid = terms.stream().filter(Term::nominal).filter(term -> term.in(now) == 0).toList();
        while (first > 0
                && held.end() - inPassage(sentence, clauses.get(first - 1)).start() <= limit
                && says(clauses.get(first - 1).of(sentence.folded()), unsaid)) {
            first--;
        }
        return inPassage(sentence, clauses.get(first)).start();
    }

    private static boolean says(String clause, List<Term> terms) {
        return terms.stream().anyMatch(term -> clause.contains(term.word()));
    }

    /** Whether it tells one after another of such things: 依托…发展会展旅游;依托…发展文化遗产旅游;…. */
    static boolean isRow(Sentence sentence, Term thing) {
        return Stream.of(sentence.folded().split("[;；]")).filter(part -> part.contains(thing.word())).count() >= ROW;
    }

    private static boolean joins(
            List<Sentence> sentences, int first, int last, int added, List<Term> terms, double said, int limit) {
        String before = added == last ? sentences.get(last - 1).folded() : "";
        boolean opening = added == last && before.length() <= OPENING || before.endsWith(":");
        return length(sentences, first, last) <= limit
                && (opening || said(terms, sentences.get(added).folded()) >= SAME * said);
    }

    private static int length(List<Sentence> sentences, int first, int last) {
        return span(sentences, first, last).length();
    }

    private static Span span(List<Sentence> sentences, int first, int last) {
        return new Span(sentences.get(first).span().start(), sentences.get(last).span().end());
    }

    private static Span grow(Sentence sentence, int from, int to, List<Term> terms, int limit) {
        List<Span> clauses = sentence.clauses();
        int first = from;
        int last = to;
        boolean grown = true;
        while (grown) {
            grown = false;
            double left = first > 0 ? gain(sentence, terms, first, last, first - 1) : 0;
            double right = last + 1 < clauses.size() ? gain(sentence, terms, first, last, last + 1) : 0;
            boolean leftFits = first > 0 && clauses.get(last).end() - clauses.get(first - 1).start() <= limit;
            boolean rightFits = last + 1 < clauses.size()
                    && clauses.get(last + 1).end() - clauses.get(first).start() <= limit;
            if (leftFits && left > 0 && (left >= right || !rightFits)) {
                first--;
                grown = true;
            } else if (rightFits && right > 0) {
                last++;
                grown = true;
            }
        }
        return trim(sentence.folded(), new Span(clauses.get(first).start(), clauses.get(last).end()));
    }

    private static Span inPassage(Sentence sentence, Span span) {
        return new Span(sentence.span().start() + span.start(), sentence.span().start() + span.end());
    }

    private static int best(Sentence sentence, List<Term> terms) {
        int best = 0;
        double most = -1;
        for (int i = 0; i < sentence.clauses().size(); i++) {
            double said = said(terms, sentence.clauses().get(i).of(sentence.folded()));
            if (said > most) {
                most = said;
                best = i;
            }
        }
        return best;
    }

    /** What the clauses from here to there would say that those within do not. */
    private static double gain(Sentence sentence, List<Term> terms, int first, int last, int added) {
        List<Span> clauses = sentence.clauses();
        String now = new Span(clauses.get(first).start(), clauses.get(last).end()).of(sentence.folded());
        int step = added < first ? -1 : 1;
        double gain = 0;
        for (int i = added; i >= 0 && i < clauses.size(); i += step) {
            String beyond = clauses.get(i).of(sentence.folded());
            for (Term term : terms) {
                gain = Math.max(gain, term.weight() * (term.in(beyond) - term.in(now)) / (1 + Math.abs(i - added)));
            }
        }
        return gain;
    }

    private static double said(List<Term> terms, String text) {
        return terms.stream().mapToDouble(term -> term.weight() * term.in(text)).sum();
    }

    private static Span trim(String text, Span span) {
        int start = span.start();
        int end = span.end();
        Matcher number = NUMBER.matcher(text).region(start, end);
        if (number.lookingAt() && number.end() < end) {
            start = number.end();
        }
        while (start < end - 1 && EDGES.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start + 1 && EDGES.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Span(start, end);
    }
}
