package wenzheng.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.language.ChineseNumerals;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Progress;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.Question;
import wenzheng.search.RankedPassage;

/** Ranks the sentences of the passages found by how well they answer one ask. Safe for use by many threads. */
@Component
final class EvidenceRanker {

    /** Things side by side, no clause between them. */
    private static final Pattern ENUMERATION = Pattern.compile("(?:[^、，,。；;：:]{2,24}、)+[^、，,。；;：:]{2,}");

    /**
     * How many things make up a set that the question counts in 大, 五大领域, which is no unit of a figure. Counts in units are
     * found as figures.
     */
    private static final Pattern SET = Pattern.compile("([二三四五六七八九十]|[2-9])大");

    /** A thing this near to a figure owns it. */
    private static final double OWN = 0.8;

    /** What a list counts for where one is asked for, and one of the length asked for. */
    private static final double LISTED = 0.15;

    private static final double AS_MANY = 0.4;

    /** How much a term counts where it stands not in the sentence itself but around it. */
    private static final double IN_HEADING = 0.75;
    private static final double IN_PREVIOUS = 0.5;
    private static final double IN_PASSAGE = 0.4;
    private static final double IN_TITLE = 0.5;

    /** A run shared with the question says something from this length on, and nothing more beyond that one. */
    private static final int LEAST_RUN = 3;
    private static final int MOST_RUN = 11;

    /** Cosines from that of a sentence that has nothing to do with a question to that of one that answers it. */
    private static final double FAR = 0.5;
    private static final double NEAR = 0.3;

    /** How like a question what answers it is, about, where there are no vectors to tell. */
    private static final double UNKNOWN = 0.6;

    /** A cosine that is less than the best by so much is no rival. */
    private static final double FAR_BEHIND = 0.2;

    /** Characters of a sentence that hardly says anything, and by what factor a long one is longer, its logarithm. */
    private static final double SHORT = 8;
    private static final double LONG = 3;

    /** From this logarithm on a share is as good as none. */
    private static final double UNLIKELY = 7;

    /** What a figure of the kind asked for counts with nothing asked about near it; set by hand, as {@link FigureFit}'s. */
    private static final double BARE = 0.3;

    /** How much more a figure counts whose clause says planned or done as the question does. */
    private static final double STEP = 0.2;

    /** How much more the figure counts that the reader points at. */
    private static final double POINTED = 0.5;

    private static final Map<Progress, Progress> CONTRARY = Map.of(
            Progress.PLANNED, Progress.ACHIEVED,
            Progress.ACHIEVED, Progress.PLANNED,
            Progress.BEGUN, Progress.FINISHED,
            Progress.FINISHED, Progress.BEGUN);

    private final Digests digests;
    private final Judgement judgement = new Judgement();

    private final Segmenter segmenter;

    EvidenceRanker(Digests digests, Segmenter segmenter) {
        this.digests = digests;
        this.segmenter = segmenter;
    }

    /**
     * @param terms of the question
     * @return best first; sentences without the figure asked for come after those that have it
     */
    List<Evidence> rank(Question question, Ask ask, List<Term> terms, Found found) {
        Sought sought = Sought.by(question, ask, terms, found.locality(), segmenter);
        List<Evidence> ranked = new ArrayList<>();
        for (List<RankedPassage> side : found.locality().sides(found.passages())) {
            rank(sought, found, side, found.readings().among(side, found.period()), ranked);
        }
        ranked.sort(Comparator.comparingDouble(Evidence::score).reversed());
        return ranked;
    }

    /** Ranks what can answer one line; how others rank does not count there. */
    private void rank(
            Sought sought, Found found, List<RankedPassage> passages, Readings readings, List<Evidence> ranked) {
        List<Term> terms = sought.terms();
        String question = sought.question().text();
        boolean inClauses = Sought.inClauses(sought.question(), sought.ask());
        double best = passages.isEmpty() ? 1 : Math.max(1e-9, passages.getFirst().score());
        double nearest = passages.stream()
                .flatMap(passage -> passage.similarities().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(UNKNOWN);
        for (RankedPassage passage : passages) {
            Digests.Digest digest = digests.of(passage.article(), passage.passage());
            String previous = "";
            for (int i = digest.headed() ? 1 : 0; i < digest.sentences().size(); i++) {
                Sentence sentence = digest.sentences().get(i);
                if (!sentence.mayBeOf(found.period())) {
                    previous = sentence.folded();
                    continue;
                }
                Map<Feature, Double> features = new EnumMap<>(Feature.class);
                double coverage = coverage(terms, sentence.folded(), digest, previous);
                features.put(Feature.COVERAGE, coverage);
                features.put(Feature.SAID, named(terms, sentence.folded(), ""));
                features.put(Feature.UNSAID, unsaid(terms, sentence.folded(), digest, previous));
                features.put(Feature.TITLED, titled(terms, sentence.folded(), digest));
                features.put(Feature.ASKED, sought.nearest() == null
                        ? coverage
                        : Math.max(sought.nearest().in(sentence.folded()), IN_HEADING * sought.nearest().in(digest.heading())));
                features.put(Feature.STRANGE, sought.strange());
                features.put(Feature.UNNAMED, unnamed(sought.names(), digest));
                features.put(Feature.RANK, passage.score() / best);
                double near = passage.similarities().isEmpty() ? UNKNOWN : passage.similarities().get(i);
                features.put(Feature.NEAR, Math.clamp((near - FAR) / NEAR, 0, 1.2));
                features.put(Feature.BEHIND, Math.min(1, (nearest - near) / FAR_BEHIND));
                int run = shared(question, sentence.folded());
                features.put(Feature.RUN, (double) Math.clamp(run - LEAST_RUN, 0, MOST_RUN - LEAST_RUN));
                features.put(Feature.PROGRESS, progress(sought.ask(), sentence.progress()));
                features.put(Feature.OPENS, sentence.opens() ? 1.0 : 0.0);
                features.put(Feature.LENGTH, inClauses ? length(sentence) : 0);
                features.put(Feature.READ, readings.share(sentence));
                double preference = readings.preference(sentence);
                features.put(Feature.PREFERRED, preference);
                features.put(Feature.LIKELY, Math.max(0, 1 + Math.log(Math.max(preference, Double.MIN_NORMAL)) / UNLIKELY));
                features.put(Feature.MARGIN, readings.margin(sentence));
                ranked.add(judge(sought, found, sentence, digest, features, readings));
                previous = sentence.folded();
            }
        }
    }

    private Evidence judge(
            Sought sought,
            Found found,
            Sentence sentence,
            Digests.Digest digest,
            Map<Feature, Double> features,
            Readings readings) {
        Span read = readings.within(sentence);
        Ask ask = sought.ask();
        FactKind kind = ask.kind();
        if (!kind.isFigure()) {
            String text = sentence.folded();
            features.put(Feature.FOCUS, named(sought.focus(), text, digest.heading()));
            if (kind == FactKind.LIST && Sought.inClauses(sought.question(), ask)) {
                features.put(Feature.LISTED, listing(sought.question(), sentence));
            }
            List<Span> contacts = kind == FactKind.CONTACT ? contacts(sought, text) : List.of();
            if (kind == FactKind.CONTACT ? contacts.isEmpty() : lacksWhoOrWhere(sought, text)) {
                features.put(Feature.NONE_SUCH, 1.0);
            }
            return evidence(kind, sentence, null, List.of(), contacts, features, readings);
        }
        List<Figure> beside = new ArrayList<>();
        Figure best = null;
        double bestFit = 0;
        double bestFocus = 0;
        double bestOwned = 0;
        double bestCounted = 0;
        for (Fact fact : sentence.facts()) {
            Figure figure = fact.figure();
            boolean given = sought.given().contains(figure.span().of(sentence.folded())) || found.isTold(sentence, figure);
            double fit = given ? 0 : FigureFit.fit(ask, figure);
            if (fit > 0) {
                double near = sought.each()
                        ? FigureFit.nearest(sought.focus(), sentence, figure, digest.heading())
                        : FigureFit.near(sought.focus(), sentence, figure, digest.heading());
                if (sought.each() && near >= OWN) {
                    beside.add(figure);
                }
                double pointed = read != null && read.start() <= figure.span().start() && figure.span().end() <= read.end()
                        ? POINTED * features.get(Feature.PREFERRED)
                        : 0;
                double worth = fit * (BARE + near + STEP * progress(ask, fact.progress())) + pointed;
                if (worth > bestFit) {
                    bestFit = worth;
                    bestFocus = near;
                    bestOwned = fact.isAskedBy(sought.pairs());
                    bestCounted = sought.nearest() == null
                            ? near
                            : FigureFit.near(List.of(sought.nearest()), sentence, figure, digest.heading());
                    best = figure;
                }
            }
        }
        boolean byYear = best == null
                && kind == FactKind.DATE
                && sentence.vintage() != null
                && Signs.YEAR.isIn(ask.word().of(sought.question().text()));
        features.put(Feature.FIGURE, bestFit);
        features.put(Feature.OWNED, bestOwned);
        features.put(Feature.COUNTED, bestCounted);
        features.put(Feature.NO_FIGURE, best == null ? 1.0 : 0.0);
        features.put(Feature.BY_YEAR, byYear ? 1.0 : 0.0);
        features.put(Feature.FOCUS, byYear ? named(sought.focus(), sentence.folded(), digest.heading()) : bestFocus);
        return evidence(kind, sentence, best, beside, List.of(), features, readings);
    }

    /** Whether who or where is asked and nothing of the kind is named but what the question names itself. */
    private static boolean lacksWhoOrWhere(Sought sought, String sentence) {
        Ask ask = sought.ask();
        String question = sought.question().text();
        String rest = sentence;
        for (Term name : sought.names()) {
            rest = rest.replace(name.word(), "");
        }
        return switch (ask.kind()) {
            case WHO -> !(Signs.COMPANY.isIn(ask.frame().of(question)) ? Signs.COMPANIES : Signs.ORGANISATION).isIn(rest);
            case WHERE -> asksForLocation(question, ask) && !Signs.LOCATION.isIn(rest);
            default -> false;
        };
    }

    /** What reaches the office asked about, of the kind asked for; what the question itself gives is none. */
    private static List<Span> contacts(Sought sought, String sentence) {
        String question = sought.question().text();
        String frame = sought.ask().frame().of(question);
        Signs wanted = Signs.MAIL.isIn(frame) ? Signs.ADDRESS : Signs.ONLINE.isIn(frame) ? Signs.SITE : Signs.NUMBER;
        return wanted.in(sentence).stream().filter(contact -> !question.contains(contact.of(sentence))).toList();
    }

    private Evidence evidence(
            FactKind kind,
            Sentence sentence,
            @Nullable Figure figure,
            List<Figure> beside,
            List<Span> contacts,
            Map<Feature, Double> features,
            Readings readings) {
        return new Evidence(
                sentence,
                figure,
                beside,
                contacts,
                features,
                judgement.score(kind, features),
                judgement.confidence(kind, features),
                readings.within(sentence),
                !readings.isEmpty());
    }

    /** Planned and done, begun and finished, new and continued tell apart where both sides say so. */
    private static double progress(Ask ask, Set<Progress> said) {
        double sum = 0;
        for (Progress asked : ask.progress()) {
            Progress contrary = CONTRARY.get(asked);
            sum += said.contains(asked) ? 1 : contrary != null && said.contains(contrary) ? -1 : 0;
        }
        return ask.progress().isEmpty() ? 0 : sum / ask.progress().size();
    }

    /** Whether a sentence lists things; as many as the question counts, best of all: 五大领域, 四个精品村. */
    private static double listing(Question question, Sentence sentence) {
        long longest = ENUMERATION.matcher(sentence.folded()).results()
                .mapToLong(list -> list.group().chars().filter(c -> c == '、').count() + 1)
                .max()
                .orElse(0);
        boolean counted = Figures.in(question.text()).stream()
                .map(Figure::value)
                .anyMatch(value -> value != null && longest > 1 && value.compareTo(BigDecimal.valueOf(longest)) == 0);
        return counted || SET.matcher(question.text()).results().anyMatch(set -> size(set.group(1)) == longest)
                ? AS_MANY
                : longest > 1 ? LISTED : 0;
    }

    private static long size(String numeral) {
        return ChineseNumerals.parse(numeral).map(BigDecimal::longValue).orElse(0L);
    }

    /** 在哪 asks for a location; 纳入哪里统筹 may be told by an organisation. */
    private static boolean asksForLocation(String question, Ask ask) {
        Span around = new Span(Math.max(0, ask.frame().start() - 1), ask.frame().end());
        return Signs.AT.isIn(around.of(question));
    }

    private static double length(Sentence sentence) {
        return Math.clamp(Math.log(sentence.folded().length() / SHORT) / LONG, 0, 1);
    }

    /** Characters of the longest run that the question and the sentence share. */
    private static int shared(String question, String sentence) {
        int longest = 0;
        int[] row = new int[sentence.length() + 1];
        for (int i = 0; i < question.length(); i++) {
            for (int j = sentence.length(); j >= 1; j--) {
                row[j] = question.charAt(i) == sentence.charAt(j - 1) ? row[j - 1] + 1 : 0;
                longest = Math.max(longest, row[j]);
            }
        }
        return longest;
    }

    /** The share of the terms that the sentence speaks of, or what stands around it. */
    private static double coverage(List<Term> terms, String sentence, Digests.Digest digest, String previous) {
        return share(terms, term -> around(term, sentence, digest, previous));
    }

    /** The share of the terms that the article's title adds to what the sentence and its headings speak of. */
    private static double titled(List<Term> terms, String sentence, Digests.Digest digest) {
        return share(
                terms, term -> Math.max(0, term.in(digest.title()) - named(term, sentence, digest.heading())));
    }

    private static double unsaid(List<Term> terms, String sentence, Digests.Digest digest, String previous) {
        double most = 0;
        double all = 0;
        for (Term term : terms) {
            most = Math.max(most, term.weight() * (1 - around(term, sentence, digest, previous)));
            all += term.weight();
        }
        return all == 0 ? 0 : most / all;
    }

    private static double unnamed(List<Term> names, Digests.Digest digest) {
        return names.stream()
                .mapToDouble(name -> 1 - Math.max(
                        name.asNameIn(digest.text()),
                        Math.max(name.asNameIn(digest.heading()), name.asNameIn(digest.title()))))
                .max()
                .orElse(0);
    }

    private static double around(Term term, String sentence, Digests.Digest digest, String previous) {
        double found = term.in(sentence);
        if (found < 1) {
            found = Math.max(found, IN_HEADING * term.in(digest.heading()));
            found = Math.max(found, IN_PREVIOUS * term.in(previous));
            found = Math.max(found, IN_PASSAGE * term.in(digest.text()));
            found = Math.max(found, IN_TITLE * term.in(digest.title()));
        }
        return found;
    }

    /** The share of the terms that the sentence or its headings speak of. */
    private static double named(List<Term> terms, String sentence, String heading) {
        return share(terms, term -> named(term, sentence, heading));
    }

    private static double named(Term term, String sentence, String heading) {
        return Math.max(term.in(sentence), IN_HEADING * term.in(heading));
    }

    /** By their weights. */
    private static double share(List<Term> terms, ToDoubleFunction<Term> spoken) {
        double sum = 0;
        double all = 0;
        for (Term term : terms) {
            sum += term.weight() * spoken.applyAsDouble(term);
            all += term.weight();
        }
        return all == 0 ? 0 : sum / all;
    }
}
