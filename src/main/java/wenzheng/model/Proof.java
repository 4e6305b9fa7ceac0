package wenzheng.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.answer.Citation;
import wenzheng.answer.FigureLock;
import wenzheng.corpus.Article;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Folding;
import wenzheng.language.Gazetteer;
import wenzheng.language.Progress;
import wenzheng.language.Sentences;
import wenzheng.language.WordList;

/**
 * Whether a sentence says nothing but what its quotes say. It errs on the side of saying no: then the quote goes out
 * instead. Its shares and lengths were chosen on the rewordings and corruptions of {@code ProofTests}
 * (docs/evaluation.md), which it is no more than fitted to. Safe for use by many threads.
 */
@Component
final class Proof {

    /** Characters of a sentence beyond twice those of its quotes. */
    private static final int LONGER = 20;

    /** How much of a sentence's characters its quotes have to have. */
    private static final double ALIKE = 0.7;

    /** How much of a fact without figures has to be said, by pairs of characters. */
    private static final double SAID = 0.6;

    /** Characters of a fact that is hardly more than its figures: those said, all is. */
    private static final int BARE_FIGURES = 12;

    /** How much of a clause a sentence has, by pairs of characters, that speaks of it. */
    private static final double SPOKEN_OF = 0.3;

    /** Characters before what is denied in which the word of denial stands. */
    private static final int BEFORE_DENIED = 4;

    /** One in so many characters of a sentence is Chinese at least. */
    private static final int LEAST_CHINESE = 3;

    private static final Pattern LINK = Pattern.compile(
            "://|www\\.|\\.(?:com|cn|net|org|gov)\\b|@|[<>《》〈〉\\[\\]【】〔〕{}#*`|\\\\①-⑳]|引文|来源|出处|原文");
    private static final Pattern YEAR = Pattern.compile("(?<![0-9.])(?:19|20)[0-9]{2}(?![0-9.])");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern LATIN = Pattern.compile("[a-z][a-z0-9+-]*");

    /** Characters that words of every text are made of. */
    private static final String COMMON = "的了和与及在是有为以将把被对从到其中等也都就并个一该这里内共计了将为，。、；：";

    private static final Map<String, List<String>> WORDS = WordList.read(Proof.class, "proof.tsv").stream()
            .map(line -> line.split("\t", 2))
            .collect(Collectors.groupingBy(
                    parts -> parts[0], Collectors.mapping(parts -> parts[1], Collectors.toList())));
    private static final Pattern HARMLESS = alternatives(WORDS.get("HARMLESS"));
    private static final Pattern DENIAL = alternatives(WORDS.get("DENIAL"));
    private static final List<Pattern> CLAIMS =
            WORDS.get("CLAIM").stream().map(line -> alternatives(List.of(line))).toList();
    private static final List<List<Pattern>> OPPOSITES = WORDS.get("OPPOSITES").stream()
            .map(line -> Stream.of(line.split("\\|")).map(side -> alternatives(List.of(side.strip()))).toList())
            .toList();
    private static final Pattern TODAY = alternatives(WORDS.get("TODAY"));

    private final FigureLock lock;
    private final Gazetteer gazetteer;

    Proof(FigureLock lock, Gazetteer gazetteer) {
        this.lock = lock;
        this.gazetteer = gazetteer;
    }

    /**
     * @param cited the quotes that the sentence says it is from
     * @return why it may not go out; empty where it may
     */
    Set<Reason> check(String sentence, List<Citation> cited) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (cited.isEmpty()) {
            return Set.of(Reason.SOURCE);
        }
        String said = Folding.fold(sentence);
        String quoted = cited.stream().map(citation -> Folding.fold(citation.quote())).collect(Collectors.joining("。"));
        if (said.isBlank() || said.length() > 2 * quoted.length() + LONGER || said.chars().anyMatch(c -> c < ' ')) {
            reasons.add(Reason.LENGTH);
        }
        if (LINK.matcher(said).results().anyMatch(mark -> !quoted.contains(mark.group()))) {
            reasons.add(Reason.LINK);
        }
        if (!isOfItsLanguage(said, quoted)) {
            reasons.add(Reason.LANGUAGE);
        }
        if (!lock.unsupported(sentence, cited).isEmpty()) {
            reasons.add(Reason.UNSUPPORTED);
        }
        if (!Counted.same(said, quoted)) {
            reasons.add(Reason.MIXED_UP);
        }
        if (!placed(said, cited, quoted)) {
            reasons.add(Reason.DISTRICT);
        }
        if (!dated(said, cited, quoted)) {
            reasons.add(Reason.YEAR);
        }
        if (!denials(said, quoted)) {
            reasons.add(Reason.NEGATION);
        }
        if (!progress(said, quoted)) {
            reasons.add(Reason.PROGRESS);
        }
        if (!claims(said, quoted)) {
            reasons.add(Reason.CLAIM);
        }
        if (likeness(said, quoted, cited) < ALIKE) {
            reasons.add(Reason.UNLIKE);
        }
        return reasons;
    }

    /** Whether sentences still say what the citation was chosen for. */
    boolean says(List<String> sentences, Citation citation) {
        String said = Folding.fold(String.join("\n", sentences));
        String answer = Folding.fold(citation.answer());
        if (said.contains(answer)) {
            return true;
        }
        List<Figure> figures = Figures.in(answer);
        if (figures.isEmpty()) {
            return share(pairs(answer), pairs(said)) >= SAID;
        }
        List<Figure> given = Figures.in(said);
        boolean all = figures.stream().allMatch(figure -> given.stream().anyMatch(other ->
                figure.value() == null || other.value() == null
                        ? figure.span().of(answer).equals(other.span().of(said))
                        : figure.value().compareTo(other.value()) == 0 && figure.unit().equals(other.unit())));
        return all && (answer.length() <= BARE_FIGURES || share(pairs(answer), pairs(said)) >= SAID);
    }

    /** Of a Chinese sentence, no Latin word that the quote has not. */
    private static boolean isOfItsLanguage(String said, String quoted) {
        long han = HAN.matcher(said).results().count();
        return han * LEAST_CHINESE >= said.length()
                && LATIN.matcher(said).results().allMatch(word -> quoted.contains(word.group()));
    }

    /**
     * Each district that is named is one of the quotes'. Where quotes of several districts or years are told in one
     * sentence, each clause with a figure says whose it is, and its figures are of those quotes alone.
     */
    private boolean placed(String said, List<Citation> cited, String quoted) {
        List<Gazetteer.Mention> mentions = gazetteer.mentions(said);
        boolean known = mentions.stream().allMatch(mention -> quoted.contains(mention.span().of(said))
                || cited.stream().anyMatch(citation -> isOf(mention, citation.article())));
        if (!known || cited.stream().map(citation -> citation.article().district()).distinct().count() < 2) {
            return known && isOfOneYear(cited);
        }
        List<Citation> told = List.of();
        for (var clause : Sentences.clauses(said)) {
            String words = clause.of(said);
            List<Citation> named = cited.stream()
                    .filter(citation -> gazetteer.mentions(words).stream()
                            .anyMatch(mention -> isOf(mention, citation.article())))
                    .toList();
            told = named.isEmpty() ? told : named;
            boolean one = told.stream().map(citation -> citation.article().district()).distinct().count() == 1;
            if (!Figures.in(words).isEmpty() && (!one || !lock.unsupported(words, told).isEmpty())) {
                return false;
            }
        }
        return isOfOneYear(cited);
    }

    private static boolean isOfOneYear(List<Citation> cited) {
        return cited.stream().map(Citation::vintage).distinct().count() == 1;
    }

    private static boolean isOf(Gazetteer.Mention mention, Article article) {
        return mention.districts().stream().anyMatch(district -> district.name().equals(article.district()));
    }

    private static boolean dated(String said, List<Citation> cited, String quoted) {
        Set<String> vintages = cited.stream()
                .map(citation -> String.valueOf(citation.vintage()))
                .collect(Collectors.toSet());
        return YEAR.matcher(said).results()
                        .allMatch(year -> vintages.contains(year.group()) || quoted.contains(year.group()))
                && TODAY.matcher(said).results().allMatch(word -> quoted.contains(word.group()));
    }

    /** Each side's words of denial stand before words that the other side denies too. */
    private static boolean denials(String said, String quoted) {
        String sentence = HARMLESS.matcher(said).replaceAll(Proof::blank);
        String source = HARMLESS.matcher(quoted).replaceAll(Proof::blank);
        return deniesLike(sentence, source, false) && deniesLike(source, sentence, true);
    }

    /** @param partly whether the other may leave out what is denied here */
    private static boolean deniesLike(String text, String other, boolean partly) {
        Matcher denial = DENIAL.matcher(text);
        while (denial.find()) {
            String denied = after(text, denial.end());
            if (denied.isEmpty()) {
                continue;
            }
            boolean alike = false;
            boolean affirmed = false;
            for (int at = other.indexOf(denied); at >= 0; at = other.indexOf(denied, at + 1)) {
                boolean no = DENIAL.matcher(other.substring(Math.max(0, at - BEFORE_DENIED), at)).find();
                alike |= no;
                affirmed |= !no;
            }
            boolean elsewhere = DENIAL.matcher(other).find();
            if (!alike && (affirmed || !partly && !elsewhere)) {
                return false;
            }
        }
        return true;
    }

    /** What is denied: the two characters that follow. */
    private static String after(String text, int from) {
        String rest = text.substring(from, Math.min(text.length(), from + 2));
        return rest.matches("\\p{IsHan}{2}") ? rest : "";
    }

    private static String blank(MatchResult word) {
        return "　".repeat(word.group().length());
    }

    private static boolean progress(String said, String quoted) {
        Set<Progress> sentence = Progress.in(said);
        Set<Progress> source = nearest(said, quoted);
        Set<Progress> all = Progress.in(quoted);
        boolean planned = source.contains(Progress.PLANNED);
        boolean achieved = source.contains(Progress.ACHIEVED);
        if (sentence.contains(Progress.ACHIEVED) && !achieved) {
            return false;
        }
        // 要 alone asks for what a bare verb of a plan asks for too, but not of what is told as finished.
        boolean finished = all.contains(Progress.FINISHED) || all.contains(Progress.OPENED);
        boolean promised = Progress.in(finished ? said : said.replace("要", "")).contains(Progress.PLANNED);
        if (promised && !planned) {
            return false;
        }
        if (planned && !achieved && !sentence.contains(Progress.PLANNED)) {
            return false;
        }
        if (achieved && !planned && sentence.contains(Progress.PLANNED)) {
            return false;
        }
        return EnumSet.range(Progress.BEGUN, Progress.REBUILT).stream()
                .allMatch(step -> !sentence.contains(step) || all.contains(step));
    }

    /** How far the clauses are that the sentence speaks of; a plan said first holds for all of a quote's sentence. */
    private static Set<Progress> nearest(String said, String quoted) {
        Set<String> pairs = pairs(said);
        Set<Progress> found = EnumSet.noneOf(Progress.class);
        for (var span : Sentences.sentences(quoted)) {
            String sentence = span.of(quoted);
            Set<Progress> carried = EnumSet.noneOf(Progress.class);
            for (var clause : Sentences.clauses(sentence)) {
                String words = clause.of(sentence);
                Set<Progress> own = Progress.in(words);
                if (own.contains(Progress.PLANNED) || own.contains(Progress.ACHIEVED)) {
                    carried = EnumSet.copyOf(own);
                }
                if (share(pairs(words), pairs) >= SPOKEN_OF) {
                    found.addAll(own);
                    found.addAll(carried);
                }
            }
        }
        return found;
    }

    private static boolean claims(String said, String quoted) {
        for (Pattern claim : CLAIMS) {
            if (claim.matcher(said).find() && !claim.matcher(quoted).find()) {
                return false;
            }
        }
        for (List<Pattern> sides : OPPOSITES) {
            for (int side = 0; side < 2; side++) {
                Pattern one = sides.get(side);
                Pattern other = sides.get(1 - side);
                if (one.matcher(said).find() && !one.matcher(quoted).find() && other.matcher(quoted).find()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How many of the sentence's characters its quotes and their labels have, 0 to 1. */
    private static double likeness(String said, String quoted, List<Citation> cited) {
        Set<Integer> given = new HashSet<>();
        quoted.chars().forEach(given::add);
        cited.forEach(citation -> {
            String district = citation.article().district();
            (district + " " + citation.vintage() + "年").chars().forEach(given::add);
        });
        List<Integer> own = said.chars()
                .filter(c -> COMMON.indexOf(c) < 0 && Character.isLetter(c))
                .boxed()
                .toList();
        return own.isEmpty() ? 0 : (double) own.stream().filter(given::contains).count() / own.size();
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            String pair = text.substring(i, i + 2);
            if (pair.chars().allMatch(Character::isLetterOrDigit)) {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static double share(Set<String> pairs, Set<String> of) {
        return pairs.isEmpty() ? 1 : (double) pairs.stream().filter(of::contains).count() / pairs.size();
    }

    private static Pattern alternatives(@Nullable List<String> lines) {
        List<String> words = new ArrayList<>();
        for (String line : lines == null ? List.<String>of() : lines) {
            words.addAll(Arrays.asList(line.split(" ")));
        }
        return Pattern.compile(words.stream()
                .map(Folding::fold)
                .sorted((one, other) -> other.length() - one.length())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }
}
