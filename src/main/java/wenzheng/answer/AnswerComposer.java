package wenzheng.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Passage;
import wenzheng.language.Figure;
import wenzheng.language.Sentences;
import wenzheng.language.Span;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.Meaning;
import wenzheng.question.Period;
import wenzheng.question.Question;
import wenzheng.search.NearDuplicates;
import wenzheng.search.RankedPassage;

/** Cuts the answer out of the passages found, or abstains. Safe for use by many threads. */
@Component
public class AnswerComposer {

    private static final int MOST_SUGGESTIONS = 2;

    /** Facts that one question is answered for; who asks more asks again. */
    private static final int MOST_ASKS = 6;

    /** What the words of a question weigh at least that is worth a search; a rare word alone weighs twice that. */
    private static final double LEAST_SOUGHT = 1.4;

    /** Most characters of an excerpt: around a figure, about anything else, and of a row of like things. */
    private static final int FIGURE_LIMIT = 90;
    private static final int LIMIT = 160;
    private static final int ROW_LIMIT = 240;

    /** Least share of what the reader read that a sentence has for the reader to say where the answer begins and ends. */
    private static final double POINTED = 0.3;

    /** Asks that may be too open to answer; a count of nothing known has no answer. */
    private static final Set<FactKind> OPEN = EnumSet.of(FactKind.LIST, FactKind.MANNER, FactKind.ANY);

    /**
     * What may be told beside what is asked first: as another question of the same message, or where the figure is not that
     * it is asked with; and the least confidence it is told with then.
     */
    private static final Set<FactKind> BESIDE =
            EnumSet.of(FactKind.LIST, FactKind.MANNER, FactKind.WHO, FactKind.WHERE);

    private static final double LEAST_BESIDE = 0.5;

    /** And, where there is no reader to be sure, the least share of the question's terms that it speaks of. */
    private static final double LEAST_BESIDE_UNREAD = 0.8;

    /** Where several answers stand side by side. */
    private static final int SIDE = 120;

    private final Terms terms;
    private final SpanReader reader;
    private final EvidenceRanker ranker;
    private final Digests digests;
    private final Enumerations enumerations;
    private final Coverage coverage;
    private final Wording wording;

    AnswerComposer(
            Terms terms,
            SpanReader reader,
            EvidenceRanker ranker,
            Digests digests,
            Enumerations enumerations,
            Coverage coverage,
            Wording wording) {
        this.terms = terms;
        this.reader = reader;
        this.ranker = ranker;
        this.digests = digests;
        this.enumerations = enumerations;
        this.coverage = coverage;
        this.wording = wording;
    }

    /** @param passages best first; may be empty */
    public Reply compose(Question question, List<RankedPassage> passages) {
        Locality locality = coverage.locate(question);
        if (locality.isElsewhere()) {
            List<RankedPassage> there = locality.named(passages);
            Reply reply = there.isEmpty() ? null : compose(question, locality.unbound(), there);
            return reply instanceof Reply.Answered
                    ? reply
                    : wording.noDistrict(question, locality.uncovered(), coverage.districts());
        }
        return compose(question, locality, passages);
    }

    private Reply compose(Question question, Locality locality, List<RankedPassage> passages) {
        List<Term> sought = terms.of(question, locality.meant());
        boolean vague = question.asks().stream().allMatch(ask -> OPEN.contains(ask.kind()));
        boolean pointless = Signs.POINTS.isIn(question.text()) && sought.stream().noneMatch(Term::nominal);
        boolean defines = question.asks().stream().allMatch(ask -> ask.kind() == FactKind.DEFINITION);
        if (pointless || (vague || defines) && sought.stream().mapToDouble(Term::weight).sum() < LEAST_SOUGHT) {
            return wording.askBack(question, locality.districts(), coverage.districts());
        }
        Found found = found(question, locality, passages);
        List<Citation> members = question.asks(FactKind.LIST) || question.asks(FactKind.DEFINITION)
                ? enumerations.find(question, sought, found.passages())
                : List.of();
        Told told = members.isEmpty()
                ? tell(question, sought, found)
                : new Told(members, Optional.empty());
        if (told.citations().isEmpty() && vague && sought.size() <= 1 && !passages.isEmpty()) {
            return wording.askBack(question, locality.districts(), coverage.districts());
        }
        if (told.citations().isEmpty() && question.ofOwnDistrict() && locality.isOpen()) {
            return wording.askWhere(question, coverage.districts());
        }
        if (told.citations().isEmpty()) {
            return wording.noAnswer(question, sought, locality, passages, coverage.districts());
        }
        return wording.answered(
                question,
                told.citations(),
                told.reckoning(),
                locality.uncovered(),
                suggestions(question, sought, told.citations(), passages));
    }

    /**
     * Weighs without answering, for those who fit {@code judgement.tsv}.
     *
     * @param passages best first; may be empty
     */
    public Weighed weigh(Question question, List<RankedPassage> passages) {
        Locality locality = coverage.locate(question);
        List<Ask> asks = asks(question);
        Ask ask = asks.getFirst();
        if (locality.isElsewhere()) {
            return Weighed.of(ask, List.of());
        }
        List<Term> own = termsOf(ask, asks, terms.of(question, locality.meant()));
        return Weighed.of(ask, ranker.rank(question, ask, own, found(question, locality, passages)));
    }

    private Found found(Question question, Locality locality, List<RankedPassage> passages) {
        List<RankedPassage> merged = NearDuplicates.merge(passages);
        List<RankedPassage> admitted = merged.stream()
                .filter(found -> locality.admits(found.article().district()))
                .toList();
        List<Reading> readings = reader.read(inTheArticlesWords(question), locality.sides(admitted));
        return new Found(
                locality,
                question.period(),
                merged,
                admitted,
                Readings.of(readings, digests, admitted),
                Map.of());
    }

    /** The question with the articles' words for everyday expressions. */
    private static String inTheArticlesWords(Question question) {
        String text = question.text();
        for (Meaning meaning : question.meanings()) {
            text = text.replace(meaning.written(), meaning.alternatives().getFirst());
        }
        return text;
    }

    /** What is asked, without the frame around it: 哪个区多？各多少所？ is one count in two places. */
    private static List<Ask> asks(Question question) {
        List<Ask> compared = question.asks().stream().filter(ask -> ask.kind().isFigure()).toList();
        List<Ask> told = compared.stream().filter(ask -> ask.kind() != FactKind.COMPARISON).toList();
        List<Ask> figures = told.isEmpty() ? compared : told;
        List<Ask> first = figures.isEmpty() ? question.asks().subList(0, 1) : figures;
        return Stream.concat(first.stream(), question.asks().stream().filter(ask -> isBeside(ask, first, question.text())))
                .limit(MOST_ASKS)
                .toList();
    }

    /** Whether it asks something else in a sentence of its own: 谁来负责？什么时候完成？ */
    private static boolean isBeside(Ask ask, List<Ask> first, String text) {
        return BESIDE.contains(ask.kind())
                && first.stream().allMatch(other -> Sentences.areApart(text, ask.word(), other.word()));
    }

    /** What is asked beside figures that nothing tells: 什么时候消除、怎么消除 where no date is given. */
    private static List<Ask> besideFigures(Question question) {
        return asks(question).getFirst().kind().isFigure()
                ? question.asks().stream().filter(ask -> BESIDE.contains(ask.kind())).limit(1).toList()
                : List.of();
    }

    /** Without the words of the clauses that ask other things: 新建停车场几处、公园几个 may stand in two places. */
    private static List<Term> termsOf(Ask ask, List<Ask> asks, List<Term> sought) {
        List<Term> own = sought.stream()
                .filter(term -> asks.stream()
                        .noneMatch(other -> !other.clause().equals(ask.clause())
                                && other.clause().start() <= term.span().start()
                                && term.span().end() <= other.clause().end()))
                .toList();
        boolean names = own.stream().anyMatch(term -> term.nominal()
                && ask.clause().start() <= term.span().start()
                && term.span().end() <= ask.clause().end());
        return names ? own : sought;
    }

    /** What answers, and what its figures come to where the question asks for that. */
    private record Told(List<Citation> citations, Optional<Reckoning> reckoning) {}

    private Told tell(Question question, List<Term> sought, Found found) {
        Map<Line, List<Evidence>> lines = lines(question, asks(question), sought, found);
        if (lines.isEmpty()) {
            lines = lines(question, besideFigures(question), sought, found);
            lines.values().removeIf(line -> !isSureBeside(line.getFirst()));
        }
        return told(question, lines, sought, found);
    }

    private static boolean isSureBeside(Evidence evidence) {
        return evidence.confidence() >= LEAST_BESIDE
                && (evidence.isRead() || evidence.coverage() >= LEAST_BESIDE_UNREAD);
    }

    /** What one line each can be told of. */
    private Map<Line, List<Evidence>> lines(Question question, List<Ask> asks, List<Term> sought, Found found) {
        Map<Line, List<Evidence>> lines = new LinkedHashMap<>();
        Map<Sentence, Set<Figure>> told = new HashMap<>();
        for (Ask ask : asks) {
            List<Term> own = termsOf(ask, asks, sought);
            for (Evidence evidence : answer(question, ask, own, found.after(told))) {
                if (ask != asks.getFirst() && !ask.kind().isFigure() && !isSureBeside(evidence)) {
                    continue;
                }
                lines.computeIfAbsent(Line.of(evidence), line -> new ArrayList<>()).add(evidence);
            }
            lines.values().forEach(line -> line.forEach(evidence ->
                    told.computeIfAbsent(evidence.sentence(), any -> new HashSet<>()).addAll(evidence.figures())));
        }
        return lines;
    }

    private Told told(Question question, Map<Line, List<Evidence>> lines, List<Term> sought, Found found) {
        List<Citation> citations = lines.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -Objects.requireNonNullElse(entry.getKey().vintage(), 0)))
                .map(entry -> cite(question, entry.getKey(), entry.getValue(), sought, found.readings(), lines.size()))
                .flatMap(citation -> headed(question, citation))
                .toList();
        List<Evidence> all = lines.values().stream().flatMap(List::stream).toList();
        return new Told(citations, asks(question).size() > 1 ? Optional.empty() : Reckoning.of(question, all));
    }

    private List<Evidence> answer(Question question, Ask ask, List<Term> terms, Found found) {
        List<Evidence> ofThings = ofThings(question, ask, terms, found);
        if (!ofThings.isEmpty()) {
            return ofThings;
        }
        Locality locality = found.locality();
        List<Evidence> ranked = ranker.rank(question, ask, terms, found);
        List<Evidence> chosen =
                new ArrayList<>(EvidenceChooser.choose(question, ask, ranked, locality, question.period()));
        List<Sides.Side> sides = Sides.of(question, locality);
        if (sides.size() > 1) {
            sides.stream()
                    .filter(side -> chosen.stream().noneMatch(side::isOf))
                    .toList()
                    .forEach(side -> chosen.addAll(ofSide(question, ask, terms, sides, side, found, null)));
        }
        return chosen;
    }

    /** One fact for each of two things set side by side: those two that answer best together; none where one lacks. */
    private List<Evidence> ofThings(Question question, Ask ask, List<Term> terms, Found found) {
        List<Sides.Side> things = Sides.ofThings(question, ask, found.locality(), terms);
        if (things.isEmpty()) {
            return List.of();
        }
        BiFunction<Integer, @Nullable Evidence, Optional<Evidence>> best = (side, except) ->
                ofSide(question, ask, terms, things, things.get(side), found, except).stream().findFirst();
        Optional<Evidence> one = best.apply(0, null);
        Optional<Evidence> other = best.apply(1, null);
        return Stream.of(
                        pair(one, other),
                        pair(one, one.flatMap(taken -> best.apply(1, taken))),
                        pair(other.flatMap(taken -> best.apply(0, taken)), other))
                .filter(two -> two.size() == 2 && areApart(two))
                .max(Comparator.comparingDouble(two -> two.getFirst().score() + two.getLast().score()))
                .orElse(List.of());
    }

    private static List<Evidence> pair(Optional<Evidence> one, Optional<Evidence> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Whether they are two facts, and of one kind where they are figures. */
    private static boolean areApart(List<Evidence> two) {
        Evidence one = two.getFirst();
        Evidence other = two.getLast();
        return one.figure() != null && other.figure() != null
                ? one.figure().kind() == other.figure().kind()
                        && !(one.sentence().equals(other.sentence()) && one.figure().equals(other.figure()))
                : one.figure() == other.figure() && !one.sentence().equals(other.sentence());
    }

    /**
     * The answer to one of several sides by its own words.
     *
     * @param except what answers another side
     */
    private List<Evidence> ofSide(
            Question question,
            Ask ask,
            List<Term> terms,
            List<Sides.Side> sides,
            Sides.Side side,
            Found found,
            @Nullable Evidence except) {
        List<Term> own = terms.stream()
                .filter(term -> !Sides.isOfAnother(sides, side, term, question.text()))
                .toList();
        boolean anywhere = side.district() == null && sides.stream().anyMatch(other -> other.district() != null);
        List<RankedPassage> passages = anywhere ? found.everywhere() : found.passages();
        Locality there = found.locality().anywhere();
        if (side.district() != null) {
            passages = ofDistrict(passages, side.district());
            there = found.locality().in(side.district());
        }
        Period period = side.periodIn(question, sides);
        List<Evidence> ranked = ranker.rank(question, ask, own, found.of(there, period, passages)).stream()
                .filter(evidence -> except == null || !evidence.sentence().equals(except.sentence()))
                .toList();
        return EvidenceChooser.chooseSide(ask, ranked, there, period);
    }

    /** Before the quote the heading that names what was asked for: 哪个板块 is told by a heading 新火车站板块. */
    private static Stream<Citation> headed(Question question, Citation citation) {
        return Stream.concat(
                question.asks().stream()
                        .filter(ask -> ask.kind() == FactKind.WHERE)
                        .map(ask -> citation.headingNaming(ask.unit()))
                        .filter(Objects::nonNull)
                        .limit(1)
                        .map(heading -> new Citation(
                                citation.article(), citation.passage(), heading, citation.vintage())),
                Stream.of(citation));
    }

    private Citation cite(
            Question question,
            Line line,
            List<Evidence> evidence,
            List<Term> sought,
            Readings readings,
            int lines) {
        List<Span> core = evidence.stream().flatMap(each -> each.core().stream()).toList();
        Sentence sentence = core.isEmpty() ? carriedOut(line.sentence()) : line.sentence();
        List<Sentence> sentences = digests.of(sentence.article(), sentence.passage()).sentences();
        boolean row = question.asks().stream()
                .filter(ask -> ask.kind() == FactKind.LIST)
                .map(ask -> Sought.nearest(ask, sought))
                .anyMatch(thing -> thing != null && Excerpt.isRow(sentence, thing));
        int limit = lines > 1 ? SIDE : row ? ROW_LIMIT : LIMIT;
        boolean pointed = evidence.stream().anyMatch(each -> each.of(Feature.PREFERRED) >= POINTED);
        boolean generous = question.asks().stream().anyMatch(ask -> Sought.inClauses(question, ask));
        Span answer = pointed ? readings.around(sentence, generous) : null;
        Span cut = core.isEmpty()
                ? Excerpt.about(sentences, sentence, sought, limit, generous ? LIMIT : 0)
                : Excerpt.around(sentence, core, sought, FIGURE_LIMIT / Math.min(2, lines));
        if (core.isEmpty() && answer != null && !contains(cut, answer)) {
            cut = Excerpt.holding(sentences, answer, sought, limit);
        }
        Span best = readings.preferred(sentence.passage(), cut, POINTED);
        Span read = best != null ? best : pointed || !generous ? readings.around(sentence, false) : null;
        String text = sentence.passage().text();
        return new Citation(
                sentence.article(),
                sentence.passage(),
                cut.of(text),
                answering(cut, core, read, sentence).of(text),
                line.vintage());
    }

    /** What the reader points at if that is where the figures are that answer, else the one figure, else all of it. */
    private static Span answering(Span cut, List<Span> core, @Nullable Span read, Sentence sentence) {
        List<Span> figures = core.stream()
                .map(span -> new Span(sentence.span().start() + span.start(), sentence.span().start() + span.end()))
                .toList();
        if (read != null && contains(cut, read) && (core.isEmpty() || figures.stream().anyMatch(read::overlaps))) {
            return read;
        }
        return figures.size() == 1 && contains(cut, figures.getFirst()) ? figures.getFirst() : cut;
    }

    /** What the next paragraph begins with where the sentence ends its own by announcing or asking it. */
    private Sentence carriedOut(Sentence sentence) {
        List<Passage> passages = sentence.article().passages();
        int next = sentence.passage().number() + 1;
        boolean ends = sentence.span().end() >= sentence.passage().text().stripTrailing().length();
        if (!sentence.opens() || !ends || next >= passages.size()) {
            return sentence;
        }
        return digests.of(sentence.article(), passages.get(next)).sentences().stream().findFirst().orElse(sentence);
    }

    private static boolean contains(Span whole, Span part) {
        return whole.start() <= part.start() && part.end() <= whole.end();
    }

    /** The same question for other districts, as far as the passages found answer it there. */
    private List<String> suggestions(
            Question question, List<Term> sought, List<Citation> citations, List<RankedPassage> passages) {
        Set<String> others = new LinkedHashSet<>();
        passages.forEach(found -> Stream.ofNullable(found.article().district()).forEach(others::add));
        citations.forEach(citation -> others.remove(citation.article().district()));
        return others.stream()
                .limit(Locality.CROWD)
                .filter(district -> !tell(
                                question,
                                sought,
                                new Found(
                                        Locality.of(district),
                                        question.period(),
                                        passages,
                                        ofDistrict(passages, district),
                                        Readings.NONE,
                                        Map.of()))
                        .citations()
                        .isEmpty())
                .limit(MOST_SUGGESTIONS)
                .map(district -> wording.anotherDistrict(question, district))
                .toList();
    }

    private static List<RankedPassage> ofDistrict(List<RankedPassage> passages, String district) {
        return passages.stream()
                .filter(found -> district.equals(found.article().district()))
                .toList();
    }

    private record Line(Sentence sentence, @Nullable Integer vintage) {
        static Line of(Evidence evidence) {
            return new Line(evidence.sentence(), evidence.sentence().vintage());
        }
    }
}
