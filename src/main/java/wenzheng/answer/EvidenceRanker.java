package wenzheng.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.language.ChineseNumerals;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Names;
import wenzheng.language.Progress;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.Period;
import wenzheng.question.Place;
import wenzheng.question.Question;
import wenzheng.search.RankedPassage;

/** Ranks the sentences of the passages found by how well they answer one ask. Safe for use by many threads. */
@Component
final class EvidenceRanker {

    /** 多少 without a unit may ask for any amount. */
    private static final Set<Figure.Kind> AMOUNTS = EnumSet.complementOf(EnumSet.of(Figure.Kind.DATE));

    private static final Map<FactKind, Set<Figure.Kind>> FIGURES = new EnumMap<>(Map.of(
            FactKind.COUNT, EnumSet.of(Figure.Kind.COUNT, Figure.Kind.NUMBER),
            FactKind.MONEY, EnumSet.of(Figure.Kind.MONEY, Figure.Kind.NUMBER),
            FactKind.SHARE, EnumSet.of(Figure.Kind.SHARE),
            FactKind.AREA, EnumSet.of(Figure.Kind.AREA),
            FactKind.LENGTH, EnumSet.of(Figure.Kind.LENGTH),
            FactKind.DURATION, EnumSet.of(Figure.Kind.DURATION),
            FactKind.DATE, EnumSet.of(Figure.Kind.DATE),
            FactKind.COMPARISON, AMOUNTS));

    /** A number from here on may be money though its unit is left out: 1000亿级. */
    private static final BigDecimal LARGE = BigDecimal.valueOf(10_000);

    /** Things side by side, no clause between them. */
    private static final Pattern ENUMERATION = Pattern.compile("(?:[^、，,。；;：:]{2,24}、)+[^、，,。；;：:]{2,}");

    private static final Pattern SET = Pattern.compile("([二三四五六七八九十]|[2-9])大");

    private static final Pattern AT = Pattern.compile("[在去到]哪(?:里|儿|边|块)?$|位置|地址|地点");

    /** What tells where something is. */
    private static final Pattern LOCATION = Pattern.compile(
            "位于|坐落|设在|选址|落户|地处|[东南西北]侧|交叉口|交会|附近|[路街道巷镇乡村区园]内|(?<!道)路|街(?!道)|(?:片区|园区|板块)");

    /** Asks that the year a sentence speaks about answers. */
    private static final Pattern YEAR = Pattern.compile("什么时候|啥时|何时|哪(?:一)?年");

    private static final Pattern EACH = Pattern.compile("分别|各(?=是|有|多少|几|为|要|占)|这[两几二三四]");

    /** Characters of what is left of a name when the district in it is gone. */
    private static final int SHORTEST_NAME = 3;

    /** A thing this near to a figure owns it. */
    private static final double OWN = 0.8;

    /** What a list counts for where one is asked for, and one of the length asked for. */
    private static final double LISTED = 0.15;

    private static final double AS_MANY = 0.4;

    private static final Pattern ORGANISATION = Pattern.compile(
            "[局部委厅院校园所社会处站]|公司|企业|集团|大学|中心|政府|街道|办事处|平台|机构|单位|法院|人员|部门|领导|指挥");

    private static final Pattern COMPANY = Pattern.compile("公司|企业|厂家|开发商|承包商|施工方");

    private static final Pattern COMPANIES = Pattern.compile("公司|集团|企业|银行|[a-z]{2,}");

    /** How much a term counts where it stands not in the sentence itself but around it. */
    private static final double IN_HEADING = 0.75;
    private static final double IN_PREVIOUS = 0.5;
    private static final double IN_PASSAGE = 0.4;
    private static final double IN_TITLE = 0.5;

    /** A run shared with the question says something from this length on, and nothing more beyond that one. */
    private static final int LEAST_RUN = 3;
    private static final int MOST_RUN = 11;

    /** How much what is done counts beside the things it is done to, where the place of a figure is judged. */
    private static final double DEED = 0.4;

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
     * @param readings what the trained reader made of the passages; empty where there is none
     * @return best first; sentences without the figure asked for come after those that have it
     */
    List<Evidence> rank(
            Question question,
            Ask ask,
            List<Term> terms,
            Locality locality,
            Period period,
            List<RankedPassage> passages,
            Readings readings) {
        Asked asked = new Asked(
                question,
                ask,
                focus(ask, terms),
                given(question),
                Fact.pairs(inAllWords(question)),
                names(question, locality),
                nearest(ask, terms),
                strange(ask, terms),
                EACH.matcher(question.text()).find());
        List<Evidence> ranked = new ArrayList<>();
        locality.sides(passages)
                .forEach(side -> rank(asked, terms, period, side, readings.among(side, period), ranked));
        ranked.sort(Comparator.comparingDouble(Evidence::score).reversed());
        return ranked;
    }

    /** Ranks what can answer one line; how others rank does not count there. */
    private void rank(
            Asked asked,
            List<Term> terms,
            Period period,
            List<RankedPassage> passages,
            Readings readings,
            List<Evidence> ranked) {
        Question question = asked.question;
        double best = passages.isEmpty() ? 1 : Math.max(1e-9, passages.getFirst().score());
        for (RankedPassage found : passages) {
            Digests.Digest digest = digests.of(found.article(), found.passage());
            String previous = "";
            for (Sentence sentence : digest.headed()
                    ? digest.sentences().subList(1, digest.sentences().size())
                    : digest.sentences()) {
                if (!sentence.mayBeOf(period)) {
                    previous = sentence.folded();
                    continue;
                }
                Map<Feature, Double> features = new EnumMap<>(Feature.class);
                double coverage = coverage(terms, sentence.folded(), digest, previous);
                features.put(Feature.COVERAGE, coverage);
                features.put(Feature.SAID, named(terms, sentence.folded(), ""));
                features.put(Feature.UNSAID, unsaid(terms, sentence.folded(), digest, previous));
                features.put(Feature.ASKED, asked.nearest == null
                        ? coverage
                        : Math.max(asked.nearest.in(sentence.folded()), IN_HEADING * asked.nearest.in(digest.heading())));
                features.put(Feature.STRANGE, asked.strange);
                features.put(Feature.UNNAMED, unnamed(asked.names, digest));
                features.put(Feature.RANK, found.score() / best);
                int run = shared(question.text(), sentence.folded());
                features.put(Feature.RUN, (double) Math.clamp(run - LEAST_RUN, 0, MOST_RUN - LEAST_RUN));
                features.put(Feature.PROGRESS, progress(asked.ask, sentence.progress()));
                features.put(Feature.READ, readings.share(sentence));
                features.put(Feature.PREFERRED, readings.preference(sentence));
                ranked.add(judge(asked, sentence, digest, features, readings));
                previous = sentence.folded();
            }
        }
    }

    /**
     * @param given figures that the question says itself: 那291个项目里有多少个 does not ask for 291
     * @param pairs of characters of the question and of the articles' words for its expressions
     * @param names of things other than districts
     * @param nearest the thing that stands nearest to what asks, {@code null} where its clause names none
     * @param strange the share of the things in its clause that no article speaks of
     */
    private record Asked(
            Question question,
            Ask ask,
            List<Term> focus,
            Set<String> given,
            Set<String> pairs,
            List<Term> names,
            @Nullable Term nearest,
            double strange,
            boolean each) {}

    private static String inAllWords(Question question) {
        return question.meanings().stream()
                .flatMap(meaning -> meaning.alternatives().stream())
                .collect(Collectors.joining(" ", question.text() + " ", ""));
    }

    private static Stream<Term> things(Ask ask, List<Term> terms) {
        return terms.stream()
                .filter(Term::nominal)
                .filter(term -> term.span().start() >= ask.clause().start() && term.span().end() <= ask.clause().end());
    }

    private static @Nullable Term nearest(Ask ask, List<Term> terms) {
        return things(ask, terms)
                .min(Comparator.comparingInt(term -> term.span().start() >= ask.word().end()
                        ? term.span().start() - ask.word().end()
                        : Math.abs(ask.word().start() - term.span().end())))
                .orElse(null);
    }

    private static double strange(Ask ask, List<Term> terms) {
        return things(ask, terms).mapToDouble(term -> term.known() ? 0 : 1).average().orElse(0);
    }

    private List<Term> names(Question question, Locality locality) {
        List<Term> names = new ArrayList<>();
        for (Span span : Names.byEnding(question.text(), segmenter)) {
            String name = span.of(question.text());
            for (Place place : locality.meant()) {
                name = name.replace(place.written(), "");
            }
            if (name.length() >= SHORTEST_NAME) {
                names.add(new Term(name, List.of(), 1, true, true, span));
            }
        }
        return names;
    }

    private static Set<String> given(Question question) {
        return Figures.in(question.text()).stream()
                .map(figure -> figure.span().of(question.text()))
                .collect(Collectors.toSet());
    }

    private Evidence judge(
            Asked asked,
            Sentence sentence,
            Digests.Digest digest,
            Map<Feature, Double> features,
            Readings readings) {
        Span read = readings.within(sentence);
        Ask ask = asked.ask;
        FactKind kind = ask.kind();
        if (!kind.isFigure()) {
            String text = sentence.folded();
            features.put(Feature.FOCUS, named(asked.focus, text, digest.heading()));
            if (kind == FactKind.LIST) {
                features.put(Feature.LISTED, listing(asked.question, sentence));
            }
            if (lacksWhoOrWhere(asked, text)) {
                features.put(Feature.NONE_SUCH, 1.0);
            }
            return evidence(kind, sentence, null, List.of(), features, readings);
        }
        List<Figure> beside = new ArrayList<>();
        Figure best = null;
        double bestFit = 0;
        double bestFocus = 0;
        double bestOwned = 0;
        double bestCounted = 0;
        for (Fact fact : sentence.facts()) {
            Figure figure = fact.figure();
            double fit = asked.given.contains(figure.span().of(sentence.folded())) ? 0 : fit(ask, figure);
            if (fit > 0) {
                double near = asked.each
                        ? nearest(asked.focus, sentence, figure, digest.heading())
                        : near(asked.focus, sentence, figure, digest.heading());
                if (asked.each && near >= OWN) {
                    beside.add(figure);
                }
                double pointed = read != null && read.start() <= figure.span().start() && figure.span().end() <= read.end()
                        ? POINTED * features.get(Feature.PREFERRED)
                        : 0;
                double worth = fit * (0.3 + near + STEP * progress(ask, fact.progress())) + pointed;
                if (worth > bestFit) {
                    bestFit = worth;
                    bestFocus = near;
                    bestOwned = fact.isAskedBy(asked.pairs);
                    bestCounted = asked.nearest == null
                            ? near
                            : near(List.of(asked.nearest), sentence, figure, digest.heading());
                    best = figure;
                }
            }
        }
        boolean byYear = best == null
                && kind == FactKind.DATE
                && sentence.vintage() != null
                && YEAR.matcher(ask.word().of(asked.question.text())).find();
        features.put(Feature.FIGURE, bestFit);
        features.put(Feature.OWNED, bestOwned);
        features.put(Feature.COUNTED, bestCounted);
        features.put(Feature.NO_FIGURE, best == null ? 1.0 : 0.0);
        features.put(Feature.BY_YEAR, byYear ? 1.0 : 0.0);
        features.put(Feature.FOCUS, byYear ? named(asked.focus, sentence.folded(), digest.heading()) : bestFocus);
        return evidence(kind, sentence, best, beside, features, readings);
    }

    /** Whether who or where is asked and nothing of the kind is named but what the question names itself. */
    private static boolean lacksWhoOrWhere(Asked asked, String sentence) {
        Ask ask = asked.ask;
        String question = asked.question.text();
        String rest = sentence;
        for (Term name : asked.names) {
            rest = rest.replace(name.word(), "");
        }
        return switch (ask.kind()) {
            case WHO -> !(COMPANY.matcher(ask.frame().of(question)).find() ? COMPANIES : ORGANISATION).matcher(rest).find();
            case WHERE -> asksForLocation(asked.question, ask) && !LOCATION.matcher(rest).find();
            default -> false;
        };
    }

    private Evidence evidence(
            FactKind kind,
            Sentence sentence,
            @Nullable Figure figure,
            List<Figure> beside,
            Map<Feature, Double> features,
            Readings readings) {
        return new Evidence(
                sentence,
                figure,
                beside,
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
    private static boolean asksForLocation(Question question, Ask ask) {
        Span around = new Span(Math.max(0, ask.frame().start() - 1), ask.frame().end());
        return AT.matcher(around.of(question.text())).find();
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

    /** How well a figure is of the kind and unit asked for: 0 if not at all, 1 if quite. */
    private static double fit(Ask ask, Figure figure) {
        boolean bare = ask.kind() == FactKind.COUNT && ask.unit().isEmpty();
        Set<Figure.Kind> kinds = bare ? AMOUNTS : FIGURES.getOrDefault(ask.kind(), Set.of());
        if (!kinds.contains(figure.kind())) {
            return 0;
        }
        if (ask.kind() == FactKind.MONEY && figure.kind() == Figure.Kind.NUMBER) {
            return figure.value() != null && figure.value().compareTo(LARGE) >= 0 ? 0.7 : 0;
        }
        boolean sameUnit = !ask.unit().isEmpty() && figure.unit().equals(ask.unit());
        if (figure.value() != null && figure.value().intValue() == 1 && figure.span().length() == 2 && !sameUnit) {
            return 0.3;
        }
        if (sameUnit || ask.unit().isEmpty() || ask.kind() != FactKind.COUNT) {
            return 1;
        }
        boolean general = ask.unit().equals("个") || ask.unit().equals("项") || figure.unit().equals("个")
                || figure.unit().equals("项") || figure.unit().isEmpty();
        return general ? 0.85 : 0.6;
    }

    /**
     * What the ask is about: the things that its own clause names, else those named anywhere, else all terms; and,
     * counting less, what its clause says is done.
     */
    private static List<Term> focus(Ask ask, List<Term> terms) {
        Predicate<Term> own = term -> term.span().start() >= ask.clause().start()
                && term.span().end() <= ask.clause().end();
        List<Term> things = terms.stream().filter(Term::nominal).filter(own).toList();
        if (things.isEmpty()) {
            things = terms.stream().filter(Term::nominal).toList();
        }
        if (things.isEmpty()) {
            return terms;
        }
        return Stream.concat(
                        things.stream(),
                        terms.stream().filter(own).filter(term -> !term.nominal()).map(term -> term.weighing(DEED)))
                .toList();
    }

    /** How much of the focus stands close to the figure: in its clause, less in the clauses beside it. */
    private static double near(List<Term> focus, Sentence sentence, Figure figure, String heading) {
        double sum = 0;
        double all = 0;
        int home = clauseOf(sentence, figure.span());
        boolean alone = sentence.figures().stream().filter(other -> other.kind() == figure.kind()).count() == 1;
        for (Term term : focus) {
            double best = 0.4 * term.in(heading);
            for (int i = 0; i < sentence.clauses().size(); i++) {
                int away = Math.abs(i - home);
                double discount = figure.kind() == Figure.Kind.DATE
                        ? Math.max(0.6, 1 - 0.1 * away)
                        : Math.max(alone ? 0.5 : 0.3, 1 - 0.25 * away);
                best = Math.max(best, discount * nearness(term, sentence.clauses().get(i).of(sentence.folded()),
                        i == home ? figure.span().start() - sentence.clauses().get(i).start() : -1));
            }
            sum += term.weight() * best;
            all += term.weight();
        }
        return all == 0 ? 0.5 : sum / all;
    }

    /** The same for the one thing of the focus that stands closest: A和B分别多少 asks one figure of each. */
    private static double nearest(List<Term> focus, Sentence sentence, Figure figure, String heading) {
        double heaviest = focus.stream().mapToDouble(Term::weight).max().orElse(0);
        return focus.stream()
                .filter(term -> 2 * term.weight() >= heaviest)
                .mapToDouble(term -> near(List.of(term), sentence, figure, heading))
                .max()
                .orElse(0);
    }

    /** Within the figure's own clause what stands right beside it counts most. */
    private static double nearness(Term term, String clause, int figure) {
        double in = term.in(clause);
        if (figure < 0 || in == 0) {
            return in;
        }
        int at = clause.indexOf(term.word());
        return at < 0 ? in : in * (1 - Math.min(0.3, Math.abs(at - figure) / 100.0));
    }

    private static int clauseOf(Sentence sentence, Span span) {
        for (int i = 0; i < sentence.clauses().size(); i++) {
            if (span.start() < sentence.clauses().get(i).end()) {
                return i;
            }
        }
        return sentence.clauses().size() - 1;
    }

    /** The share of the terms that the sentence speaks of, or what stands around it. */
    private static double coverage(List<Term> terms, String sentence, Digests.Digest digest, String previous) {
        double sum = 0;
        double all = 0;
        for (Term term : terms) {
            sum += term.weight() * around(term, sentence, digest, previous);
            all += term.weight();
        }
        return all == 0 ? 0 : sum / all;
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
                .mapToDouble(name -> 1 - Math.max(name.in(digest.text()), Math.max(name.in(digest.heading()), name.in(digest.title()))))
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
        double sum = 0;
        double all = 0;
        for (Term term : terms) {
            sum += term.weight() * Math.max(term.in(sentence), IN_HEADING * term.in(heading));
            all += term.weight();
        }
        return all == 0 ? 0 : sum / all;
    }
}
