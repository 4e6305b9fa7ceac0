package wenzheng.answer;

import java.util.List;
import wenzheng.language.Span;

/** Cuts out of a sentence the clauses that answer: whole clauses side by side, as few as say it. */
final class Excerpt {

    private static final String EDGES = " ,，;；。.:：、!！?？";

    private Excerpt() {}

    /**
     * @param core what it must hold, in the sentence; may be empty
     * @param terms what it should speak of
     * @param limit most characters it may grow to; a clause that must be in is never cut
     * @return within the sentence, without punctuation at its end
     */
    static Span cut(Sentence sentence, List<Span> core, List<Term> terms, int limit) {
        List<Span> clauses = sentence.clauses();
        if (clauses.isEmpty() || core.isEmpty() && sentence.folded().length() <= limit) {
            return trim(sentence.folded(), new Span(0, sentence.folded().length()));
        }
        int first = clauses.size();
        int last = -1;
        for (Span must : core) {
            for (int i = 0; i < clauses.size(); i++) {
                if (clauses.get(i).start() < must.end() && must.start() < clauses.get(i).end()) {
                    first = Math.min(first, i);
                    last = Math.max(last, i);
                }
            }
        }
        if (last < 0) {
            first = last = best(sentence, terms);
        }
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
        while (start < end - 1 && EDGES.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start + 1 && EDGES.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Span(start, end);
    }
}
