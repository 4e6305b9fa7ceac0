package wenzheng.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.language.Synonyms;
import wenzheng.language.Word;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.FunctionWords;
import wenzheng.question.Meaning;
import wenzheng.question.Place;
import wenzheng.question.Question;
import wenzheng.search.Vocabulary;

/** Picks the words of a question that an answer should speak about. Safe for use by many threads. */
@Component
final class Terms {

    private static final Pattern CONTENT = Pattern.compile("n.*|v.*|j|l|i|gi?|g.*|b|a|an|ad|x|nx|s|f|z|t");
    private static final Pattern NOMINAL = Pattern.compile("n.*|vn|g.*|j|l|i|x|nx");
    /** What a person puts in quotes is a name they read somewhere. */
    static final Pattern QUOTED = Pattern.compile("[“\"「『《]([^“”\"「」『』《》]{2,14})[”\"」』》]");

    /** A word or figure that is a year and so no term. What the question's period takes for years is read elsewhere. */
    private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}年?|今年|去年|明年|前年");

    private static final Pattern SHORT_YEAR = Pattern.compile("[0-9]{2}年");

    /** A year that the segmenter may tear: not the first part of 2021年级. */
    private static final Pattern WRITTEN_YEAR = Pattern.compile("(?:19|20)[0-9]{2}年(?!级|代|度)");

    /** What a term counts by where it stands: in the clause beside the one that asks, and further before. */
    private static final double BESIDE = 0.4;

    private static final double STORY = 0.15;

    /** Far before a clause that asks and names nothing itself. */
    private static final double TOPIC = 0.6;

    /** What is counted or listed. */
    private static final double HEAD = 1.3;

    /** What a term counts by what it is, beside a noun's 1. */
    private static final double NOT_NOMINAL = 0.7;

    /** Words that no article has: what is done, a thing asked about, a thing mentioned on the way. */
    private static final double UNKNOWN = 0.3;

    private static final double UNKNOWN_THING = 0.7;
    private static final double UNKNOWN_ASIDE = 0.4;
    private static final double SINGLE = 0.3;

    /** Times and places in general (下半年, 路上), and a number so small that it says little (两项). */
    private static final double TIME = 0.3;

    private static final double MEASURE = 0.4;

    private static final BigDecimal FEW = BigDecimal.valueOf(3);

    /** Added to every word's rarity, so that none weighs nothing. */
    private static final double LEAST = 0.3;

    private static final double FIGURE = 0.7;

    private final Segmenter segmenter;
    private final Vocabulary vocabulary;
    private final FunctionWords functionWords = new FunctionWords();

    Terms(Segmenter segmenter, Vocabulary vocabulary) {
        this.segmenter = segmenter;
        this.vocabulary = vocabulary;
    }

    /**
     * @param places those of the question's places that are districts; their names are no terms
     * @return in the order of the question; may be empty
     */
    List<Term> of(Question question, List<Place> places) {
        Picking picking = new Picking(question);
        picking.leaveOut(places);
        picking.takeQuoted();
        picking.takeNames();
        picking.takeFigures();
        List<Word> words = segmenter.words(withoutYears(question.text()));
        picking.takeMeanings(words);
        picking.takeWords(words);
        picking.terms.sort(Comparator.comparingInt(term -> term.span().start()));
        return picking.terms;
    }

    /** The terms of one question as they are picked; what one is made of is in no other. */
    private final class Picking {

        private final Question question;
        private final String text;
        private final boolean named;
        private final boolean[] taken;
        private final Set<String> seen = new HashSet<>();
        private final List<Term> terms = new ArrayList<>();

        Picking(Question question) {
            this.question = question;
            text = question.text();
            named = asksOfThings(question);
            taken = new boolean[text.length()];
        }

        /** Neither what asks nor the names of districts. */
        void leaveOut(List<Place> places) {
            for (Ask ask : question.asks()) {
                if (ask.kind() != FactKind.ANY) {
                    take(taken, ask.word());
                }
            }
            for (Place place : places) {
                for (int at = text.indexOf(place.written()); at >= 0; at = text.indexOf(place.written(), at + 1)) {
                    take(taken, new Span(at, at + place.written().length()));
                }
            }
        }

        void takeQuoted() {
            QUOTED.matcher(text).results().forEach(quoted -> {
                Span span = new Span(quoted.start(1), quoted.end(1));
                if (!overlaps(taken, span) && seen.add(quoted.group(1))) {
                    take(taken, span);
                    terms.add(term(new Word(quoted.group(1), span, "n"), List.of(), HEAD * place(question, named, span)));
                }
            });
        }

        /** What an article is about by its title is a name, however the segmenter would cut it. */
        void takeNames() {
            for (Span span : vocabulary.namesIn(text)) {
                String name = span.of(text);
                if (!overlaps(taken, span) && seen.add(name)) {
                    take(taken, span);
                    double weight = rarity(name) * place(question, named, span);
                    terms.add(new Term(name, List.of(), weight, true, true, span));
                }
            }
        }

        void takeFigures() {
            for (Figure figure : Figures.in(text)) {
                String written = figure.span().of(text);
                if (!overlaps(taken, figure.span())
                        && !namesYear(question, figure, written)
                        && !BigDecimal.ONE.equals(figure.value())) {
                    take(taken, figure.span());
                    boolean period = figure.kind() == Figure.Kind.DATE && written.indexOf('月') < 0;
                    boolean few = figure.value() != null && figure.value().compareTo(FEW) <= 0;
                    double weight =
                            (period || few ? TIME : FIGURE) * rarity(written) * place(question, named, figure.span());
                    terms.add(new Term(written, inDigits(figure, written), weight, true, !period, figure.span()));
                    seen.add(written);
                }
            }
        }

        void takeMeanings(List<Word> words) {
            for (Meaning meaning : question.meanings()) {
                if (!overlaps(taken, meaning.span()) && seen.add(meaning.written())) {
                    take(taken, meaning.span());
                    terms.add(term(
                            new Word(meaning.written(), meaning.span(), nature(words, meaning.span())),
                            meaning.alternatives(),
                            place(question, named, meaning.span())));
                }
            }
        }

        void takeWords(List<Word> words) {
            for (Word written : whole(words, taken)) {
                Word word = counted(written);
                if (seen.add(word.text())) {
                    Term term = term(word, List.of(), place(question, named, word.span()));
                    terms.add(isMeasure(question, word.span()) ? term.asMeasure(MEASURE) : term);
                }
            }
        }
    }

    /** 一百零二 as 102: an article may write it so. */
    private static List<String> inDigits(Figure figure, String written) {
        return figure.value() == null || Character.isDigit(written.charAt(0))
                ? List.of()
                : List.of(figure.value().toPlainString() + figure.unit());
    }

    /** With marks in the place of years, whose 年 the segmenter gives to the next word: 2020年老旧小区. */
    private static String withoutYears(String text) {
        return WRITTEN_YEAR.matcher(text).replaceAll(year -> ",".repeat(year.group().length()));
    }

    /** An expression of several words names a thing; a word by itself is what the segmenter says. */
    private static String nature(List<Word> words, Span span) {
        return words.stream().filter(word -> word.span().equals(span)).map(Word::nature).findFirst().orElse("n");
    }

    /** The content words; those that the segmenter cut to single characters, names mostly, together again. */
    private List<Word> whole(List<Word> words, boolean[] taken) {
        List<Word> whole = new ArrayList<>();
        for (Word word : words) {
            if (overlaps(taken, word.span()) || !isContent(word)) {
                continue;
            }
            Word last = whole.isEmpty() ? null : whole.getLast();
            boolean shreds = last != null
                    && last.span().end() == word.span().start()
                    && (word.text().length() == 1 || last.text().length() == 1 || isShred(last, word));
            if (last != null && shreds) {
                whole.removeLast();
                Span span = new Span(last.span().start(), word.span().end());
                boolean deed = last.nature().startsWith("v") && word.nature().startsWith("v");
                whole.add(new Word(last.text() + word.text(), span, deed ? "v" : "n"));
            } else {
                whole.add(word);
            }
        }
        return whole;
    }

    /** What is counted, of what an article has no word for: 项目 of 项目数. */
    private Word counted(Word word) {
        if (word.text().length() < 3 || !word.text().endsWith("数") || isKnown(word.text())) {
            return word;
        }
        Span thing = new Span(word.span().start(), word.span().end() - 1);
        String name = word.text().substring(0, word.text().length() - 1);
        return isKnown(name) ? new Word(name, thing, word.nature()) : word;
    }

    /** Whether the name so far goes on: 商代王城 and 遗址, where the articles have both side by side. */
    private boolean isShred(Word name, Word word) {
        return name.nature().equals("n")
                && name.text().length() >= 3
                && vocabulary.holds(name.text().substring(name.text().length() - 1) + word.text().charAt(0))
                && !isKnown(word.text());
    }

    private Term term(Word word, List<String> meanings, double place) {
        boolean known = isKnown(word.text()) || !meanings.isEmpty();
        List<String> others = new ArrayList<>(meanings);
        if (!known) {
            others.addAll(Synonyms.of(word.text()));
        }
        double weight = place
                * (meanings.isEmpty() || isKnown(word.text())
                        ? rarity(word.text())
                        : meanings.stream().mapToDouble(this::rarity).average().orElseThrow());
        boolean nominal = NOMINAL.matcher(word.nature()).matches();
        if (!nominal || word.nature().equals("nr") && !known) {
            weight *= known ? NOT_NOMINAL : UNKNOWN;
        } else if (!known && place < HEAD) {
            weight *= place < 1 ? UNKNOWN_ASIDE : UNKNOWN_THING;
        }
        if (word.nature().matches("[tsf]")) {
            weight *= TIME;
        }
        if (word.text().length() == 1) {
            weight *= SINGLE;
        }
        return new Term(word.text(), others, weight, known, nominal, word.span());
    }

    /**
     * A question's facts are asked for in its last clauses; what stands far before them is a story.
     *
     * @param named whether the clauses that ask name what they ask of
     */
    private static double place(Question question, boolean named, Span word) {
        if (question.asks().stream().anyMatch(ask -> isHead(ask, question.text(), word))) {
            return HEAD;
        }
        int first = question.asks().stream().mapToInt(ask -> ask.clause().start()).min().orElse(0);
        int last = question.asks().stream().mapToInt(ask -> ask.clause().end()).max().orElse(0);
        if (question.asks(FactKind.ANY) || word.start() >= first && word.start() < last) {
            return 1;
        }
        if (word.start() >= last) {
            return BESIDE;
        }
        String between = word.end() >= first ? "" : question.text().substring(word.end(), first);
        long clauses = between.chars().filter(c -> ",，。;；!！?？:：".indexOf(c) >= 0).count();
        if (named) {
            return clauses > 1 ? STORY : BESIDE;
        }
        return clauses > 1 ? TOPIC : 1;
    }

    /** Whether the clauses that ask name what they ask of in words of the articles; 最晚什么时候完成 does not. */
    private boolean asksOfThings(Question question) {
        String text = question.text();
        return question.asks().stream().anyMatch(ask -> {
            String rest = new Span(ask.clause().start(), ask.clause().end()).of(text);
            String asked = ask.frame().of(text);
            return segmenter.words(rest.replace(asked, " ")).stream()
                    .filter(word -> question.places().stream().noneMatch(place -> place.written().contains(word.text())))
                    .anyMatch(word -> isContent(word) && NOMINAL.matcher(word.nature()).matches() && isKnown(word.text()));
        });
    }

    /** What is counted or listed: 站台 of 有几个站台, 村庄 of 哪些村庄. */
    private static boolean isHead(Ask ask, String text, Span word) {
        return (ask.kind() == FactKind.COUNT || ask.kind() == FactKind.LIST)
                && word.start() >= ask.word().end()
                && word.end() <= ask.clause().end()
                && word.start() - ask.word().end() <= 4
                && text.substring(ask.word().end(), word.start()).indexOf('的') < 0;
    }

    /** Whether the word says what is measured, 总投资额 of 总投资额达到多少; an article may leave it out. */
    private static boolean isMeasure(Question question, Span word) {
        return question.asks().stream()
                .filter(ask -> ask.kind() != FactKind.ANY)
                .anyMatch(ask -> ask.frame().start() <= word.start() && word.end() <= ask.frame().end());
    }

    private static boolean namesYear(Question question, Figure figure, String written) {
        boolean isShort = SHORT_YEAR.matcher(written).matches()
                && question.period().years().contains(2000 + Integer.parseInt(written.substring(0, 2)));
        return isShort
                || (figure.kind() == Figure.Kind.DATE ? YEAR.matcher(written).find() : YEAR.matcher(written).matches());
    }

    private boolean isKnown(String word) {
        for (int i = 0; i + 2 <= word.length(); i++) {
            if (!vocabulary.holds(word.substring(i, i + 2))) {
                return false;
            }
        }
        return true;
    }

    private double rarity(String word) {
        return LEAST + vocabulary.rarity(word);
    }

    private boolean isContent(Word word) {
        return !functionWords.contains(word.text())
                && CONTENT.matcher(word.nature()).matches()
                && !YEAR.matcher(word.text()).matches()
                && (word.text().length() >= 2 || NOMINAL.matcher(word.nature()).matches());
    }

    private static void take(boolean[] taken, Span span) {
        for (int i = span.start(); i < Math.min(taken.length, span.end()); i++) {
            taken[i] = true;
        }
    }

    private static boolean overlaps(boolean[] taken, Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            if (taken[i]) {
                return true;
            }
        }
        return false;
    }
}
