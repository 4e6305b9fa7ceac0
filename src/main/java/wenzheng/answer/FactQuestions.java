package wenzheng.answer;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Figure;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.language.Word;
import wenzheng.language.WordList;

/**
 * Turns what articles state into questions: 新建、续建中小学14所 asks 管城回族区2021年新建、续建中小学多少所？ Nothing that a
 * person typed goes into them. Safe for use by many threads.
 */
@Component
public final class FactQuestions {

    private static final Set<Figure.Kind> ASKED = EnumSet.of(
            Figure.Kind.COUNT,
            Figure.Kind.MONEY,
            Figure.Kind.SHARE,
            Figure.Kind.AREA,
            Figure.Kind.LENGTH,
            Figure.Kind.QUANTITY);

    /** The number of a figure, without its scale and unit: 3.3, 100余. 两个, 一批 count nothing that anybody asks. */
    private static final Pattern NUMBER = Pattern.compile("^[0-9.,]+[余多来]?(?<scale>[十百千]?[万亿]*)[余多来]?");

    /** Words that open a clause without saying what it counts. */
    private static final Set<String> OPENERS = Set.copyOf(WordList.read(FactQuestions.class, "fact-openers.txt"));

    private static final Pattern DATE =
            Pattern.compile("^(?:(?:19|20)[0-9]{2}年(?:以来|内|底前?)?|[今去本当]年(?:内|底前?)?|年底前?|年内|[0-9]{1,2}月份?|[、，,\\s])+");

    /** What cannot be asked about by itself: it points at something before it, or is torn. */
    private static final Pattern TORN = Pattern.compile("^[的和及与等之]|^(?:其|该|此|这|那|上述|以上)|[“”‘’\"'《》（）()〔〕\\[\\]<>#*_`|\\\\/@]|的$");

    private static final Pattern WORDS = Pattern.compile("\\p{IsHan}");

    /** Chinese characters that say what is counted; fewer do not tell one fact from another. */
    private static final int SHORTEST = 5;

    private static final int LONGEST = 24;

    private final Digests digests;
    private final Segmenter segmenter;
    private final MessageSource messages;

    FactQuestions(Digests digests, Segmenter segmenter, MessageSource messages) {
        this.digests = digests;
        this.segmenter = segmenter;
        this.messages = messages;
    }

    /** @return in reading order, each wording once; not all of them need be answered as meant */
    public List<FactQuestion> of(Article article) {
        Map<String, FactQuestion> questions = new LinkedHashMap<>();
        List<Digests.Digest> all = Digests.digest(article);
        for (Passage passage : article.passages()) {
            for (Asked asked : figures(article, passage, all.get(passage.number()))) {
                questions.putIfAbsent(asked.question().text(), asked.question());
            }
            measures(article, passage).ifPresent(asked -> questions.putIfAbsent(asked.text(), asked));
        }
        return List.copyOf(questions.values());
    }

    /** The question whose answer the citation is; empty where none can be worded. */
    public Optional<FactQuestion> of(Citation citation) {
        int quote = citation.passage().text().indexOf(citation.quote());
        if (quote < 0) {
            return Optional.empty();
        }
        int start = quote + citation.quote().indexOf(citation.answer());
        int end = start + citation.answer().length();
        Digests.Digest digest = digests.of(citation.article(), citation.passage());
        boolean figure = digest.sentences().stream()
                .flatMap(sentence -> sentence.figures().stream().map(found -> moved(found.span(), sentence.span().start())))
                .anyMatch(span -> start < span.end() && span.start() < end);
        return figure
                ? figures(citation.article(), citation.passage(), digest).stream()
                        .filter(asked -> start <= asked.figure().start() && asked.figure().end() <= end)
                        .map(Asked::question)
                        .findFirst()
                : measures(citation.article(), citation.passage());
    }

    /** @param figure in the passage */
    private record Asked(FactQuestion question, Span figure) {}

    private List<Asked> figures(Article article, Passage passage, Digests.Digest digest) {
        List<Asked> asked = new ArrayList<>();
        for (Sentence sentence : digest.sentences()) {
            for (Span clause : sentence.clauses()) {
                List<Figure> figures = sentence.figures().stream()
                        .filter(figure -> clause.start() <= figure.span().start() && figure.span().end() <= clause.end())
                        .filter(figure -> figure.kind() != Figure.Kind.DATE)
                        .toList();
                if (figures.size() == 1 && ASKED.contains(figures.getFirst().kind())) {
                    asked(article, passage, sentence, clause, figures.getFirst()).ifPresent(asked::add);
                }
            }
        }
        return asked;
    }

    private Optional<Asked> asked(Article article, Passage passage, Sentence sentence, Span clause, Figure figure) {
        Span counted = figure.span();
        String before = opened(sentence.folded().substring(clause.start(), counted.start()));
        String after = sentence.folded().substring(counted.end(), clause.end()).replaceFirst("[，,；;：:。！？!?、\\s]+$", "");
        String number = counted.of(sentence.folded());
        if (!NUMBER.matcher(number).find()) {
            return Optional.empty();
        }
        String unit = figure.kind() == Figure.Kind.SHARE ? "" : NUMBER.matcher(number).replaceFirst("${scale}");
        if (unit.isEmpty() != (figure.kind() == Figure.Kind.SHARE) || !saysEnough(before, after)) {
            return Optional.empty();
        }
        String text = say(
                "web.suggest.figure", place(article), year(sentence.vintage()), before, unit, after);
        Span place = moved(counted, sentence.span().start());
        return Optional.of(new Asked(
                new FactQuestion(text, article.id(), passage.number(), place.of(passage.text())), place));
    }

    private String opened(String clause) {
        String rest = DATE.matcher(clause).replaceFirst("");
        List<Word> words = segmenter.words(rest);
        return !words.isEmpty() && OPENERS.contains(words.getFirst().text())
                ? opened(rest.substring(words.getFirst().span().end()))
                : rest;
    }

    private boolean saysEnough(String before, String after) {
        String said = before + after;
        return WORDS.matcher(said).results().count() >= SHORTEST
                && said.length() <= LONGEST
                && !TORN.matcher(before.isEmpty() ? after : before).find()
                && !TORN.matcher(after).find()
                && segmenter.words(said).stream().noneMatch(word -> word.nature().startsWith("nr"));
    }

    /** What is done under the passage's heading. */
    private Optional<FactQuestion> measures(Article article, Passage passage) {
        if (passage.headings().isEmpty()) {
            return Optional.empty();
        }
        String heading = passage.headings().getLast();
        if (!saysEnough(heading, "") || heading.matches(".*[0-9，。：；！？].*")) {
            return Optional.empty();
        }
        String text = say("web.suggest.measures", place(article), year(article.year()), heading);
        return Optional.of(new FactQuestion(text, article.id(), passage.number(), ""));
    }

    private static String place(Article article) {
        return Objects.requireNonNullElse(article.district(), "");
    }

    private String year(@Nullable Integer year) {
        return year == null ? "" : say("web.suggest.year", String.valueOf(year));
    }

    private static Span moved(Span span, int by) {
        return new Span(span.start() + by, span.end() + by);
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
