package wenzheng.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wenzheng.ServedArticles;
import wenzheng.answer.Citation;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Figure;
import wenzheng.language.Figures;
import wenzheng.language.Folding;
import wenzheng.language.Names;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;

/** Faithful rewordings pass, and hardly any of them does after a program put something false in. */
@ServedArticles
class ProofTests {

    /** What a program makes false, and how often of a thousand. */
    private enum Corruption {
        DIGIT(250), DISTRICT(200), YEAR(150), NAME(100), NEGATION(150), PROGRESS(150);

        private final int wanted;

        Corruption(int wanted) {
            this.wanted = wanted;
        }
    }

    private record Reworded(Citation citation, String text) {}

    private static final Map<String, Integer> YEARS =
            Map.of("000", 2021, "001", 2020, "002", 2023, "003", 2021, "004", 2021);
    private static final Map<String, String> DISTRICTS =
            Map.of("000", "管城回族区", "001", "管城回族区", "002", "管城回族区", "003", "中原区", "004", "二七区");
    private static final List<String> OTHERS = List.of("金水区", "惠济区", "上街区", "新密市", "登封市");
    private static final List<String> INVENTED =
            List.of("阳光实验学校", "滨河大道", "明珠公园", "星海科技园", "康宁医院", "启明集团");
    private static final Pattern DISTRICT = Pattern.compile("管城回族区|管城区|中原区|二七区");
    private static final Pattern YEAR = Pattern.compile("20[0-9]{2}(?=年)");
    private static final Pattern VERB = Pattern.compile(
            "新建|续建|建设|加快|推进|完成|打造|落实|抓好|支持|启动|做好|深化|开展|加强|增长|打通|提升|打好|实现|达到|推动|强化|建立|提速");
    private static final Pattern PLAN = Pattern.compile("确保|力争|将|要");

    @Autowired
    private Proof proof;

    @Autowired
    private Segmenter segmenter;

    @Test
    void faithfulRewordingsPass() throws IOException {
        List<Reworded> all = rewordings();
        assertThat(all).hasSize(300);
        List<String> rejected = new ArrayList<>();
        for (Reworded one : all) {
            Set<Reason> reasons = proof.check(one.text(), List.of(one.citation()));
            if (!reasons.isEmpty()) {
                rejected.add(reasons + " " + one.citation().quote() + " → " + one.text());
            }
        }
        System.out.printf("rewordings rejected: %d of %d%n", rejected.size(), all.size());
        assertThat(rejected).as("rejected").hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void corruptedAnswersAreCaught() throws IOException {
        List<Reworded> faithful = rewordings().stream()
                .filter(one -> proof.check(one.text(), List.of(one.citation())).isEmpty())
                .toList();
        assertCaught(faithful);
    }

    /** Made from sentences that the proof, but for its rule for figures that change places, was not fitted to. */
    @Test
    void otherCorruptedAnswersAreCaughtToo() throws IOException {
        assertCaught(rewordings(Path.of("src/test/resources/model/two-figures.tsv")));
    }

    private void assertCaught(List<Reworded> faithful) {
        Random random = new Random(20261121);
        Map<Corruption, Integer> caught = new EnumMap<>(Corruption.class);
        List<String> missed = new ArrayList<>();
        for (Corruption corruption : Corruption.values()) {
            int made = 0;
            for (int i = 0; made < corruption.wanted && i < 100_000; i++) {
                Reworded one = faithful.get(random.nextInt(faithful.size()));
                Optional<String> corrupted = corrupt(one, corruption, random).filter(text -> !text.equals(one.text()));
                if (corrupted.isEmpty()) {
                    continue;
                }
                made++;
                if (proof.check(corrupted.get(), List.of(one.citation())).isEmpty()) {
                    missed.add(corruption + " " + one.citation().quote() + " → " + corrupted.get());
                } else {
                    caught.merge(corruption, 1, Integer::sum);
                }
            }
            assertThat(made).as(corruption.name()).isEqualTo(corruption.wanted);
        }
        System.out.printf("corruptions caught: %s, made from %d rewordings; missed: %s%n", caught, faithful.size(), missed);
        for (Corruption corruption : Corruption.values()) {
            double least = corruption.compareTo(Corruption.NEGATION) < 0 ? 0.99 : 0.90;
            assertThat(caught.getOrDefault(corruption, 0) / (double) corruption.wanted)
                    .as("%s caught, of all %s; missed: %s", corruption, caught, missed)
                    .isGreaterThanOrEqualTo(least);
        }
    }

    /** Of quotes that hold several figures of one unit. */
    @Test
    void figuresThatChangePlacesAreCaughtAndThoseThatStayAreNot() throws IOException {
        List<Reworded> all = rewordings(Path.of("src/test/resources/model/two-figures.tsv"));
        List<String> wrong = new ArrayList<>();
        int made = 0;
        for (Reworded one : all) {
            Set<Reason> reasons = proof.check(one.text(), List.of(one.citation()));
            if (!reasons.isEmpty()) {
                wrong.add("rejected " + reasons + " " + one.citation().quote() + " → " + one.text());
            }
            for (String swapped : swapped(Folding.fold(one.text()))) {
                made++;
                if (proof.check(swapped, List.of(one.citation())).isEmpty()) {
                    wrong.add("missed " + one.citation().quote() + " → " + swapped);
                }
            }
        }
        System.out.printf("figures that changed places: %d of %d rewordings; wrong: %s%n", made, all.size(), wrong);
        assertThat(made).isGreaterThan(50);
        assertThat(wrong.stream().filter(one -> one.startsWith("missed"))).hasSizeLessThanOrEqualTo(made / 100);
        assertThat(wrong.stream().filter(one -> one.startsWith("rejected"))).hasSizeLessThanOrEqualTo(all.size() / 20);
    }

    /** The text with two figures of one unit in each other's place, for each two there are. */
    private static List<String> swapped(String text) {
        List<Figure> figures = Figures.in(text);
        List<String> swapped = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            for (Figure other : figures.subList(i + 1, figures.size())) {
                Figure one = figures.get(i);
                String first = one.span().of(text);
                String second = other.span().of(text);
                if (one.unit().equals(other.unit()) && one.kind() == other.kind() && !first.equals(second)) {
                    swapped.add(spliced(spliced(text, other.span(), first), one.span(), second));
                }
            }
        }
        return swapped;
    }

    private Optional<String> corrupt(Reworded one, Corruption corruption, Random random) {
        String text = one.text();
        return switch (corruption) {
            case DIGIT -> digit(text, random);
            case DISTRICT -> Optional.of(replaced(DISTRICT, text, any(OTHERS, random), random));
            case YEAR -> {
                int year = 2010 + random.nextInt(9);
                yield Optional.of(YEAR.matcher(text).find()
                        ? YEAR.matcher(text).replaceFirst(String.valueOf(year))
                        : year + "年" + text);
            }
            case NAME -> {
                List<Span> names = Names.byEnding(text, segmenter);
                yield names.isEmpty() ? Optional.empty() : Optional.of(spliced(text, any(names, random), any(INVENTED, random)));
            }
            case NEGATION -> before(text, any(List.of("不", "没有", "未", "不再", "停止"), random), random);
            case PROGRESS -> PLAN.matcher(text).find()
                    ? Optional.of(PLAN.matcher(text).replaceFirst("已经"))
                    : before(text, any(List.of("计划", "已经", "力争", "已"), random), random);
        };
    }

    private static Optional<String> digit(String text, Random random) {
        List<Span> figures = Figures.in(text).stream()
                .map(figure -> figure.span())
                .filter(span -> span.of(text).matches(".*[0-9].*"))
                .toList();
        if (figures.isEmpty()) {
            return Optional.empty();
        }
        Span figure = any(figures, random);
        List<Integer> digits = new ArrayList<>();
        for (int at = figure.start(); at < figure.end(); at++) {
            if (text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                digits.add(at);
            }
        }
        int at = any(digits, random);
        int other = 1 + (text.charAt(at) - '0' + random.nextInt(8)) % 9;
        return Optional.of(text.substring(0, at) + other + text.substring(at + 1));
    }

    /** In the place of the first, or before all. */
    private static String replaced(Pattern pattern, String text, String other, Random random) {
        return pattern.matcher(text).find() ? pattern.matcher(text).replaceFirst(other) : other + text;
    }

    private static Optional<String> before(String text, String words, Random random) {
        List<Integer> verbs = new ArrayList<>();
        Matcher verb = VERB.matcher(text);
        while (verb.find()) {
            verbs.add(verb.start());
        }
        return verbs.isEmpty()
                ? Optional.empty()
                : Optional.of(new StringBuilder(text).insert(any(verbs, random), words).toString());
    }

    private static String spliced(String text, Span span, String other) {
        return text.substring(0, span.start()) + other + text.substring(span.end());
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<Reworded> rewordings() throws IOException {
        return rewordings(Path.of("src/test/resources/model/rewordings.tsv"));
    }

    /** Of a set that is no article, as if the quote were of one. */
    private static List<Reworded> rewordings(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(cells -> new Reworded(cited(YEARS.containsKey(cells[0]) ? cells[0] : "003", cells[1]), cells[2]))
                .toList();
    }

    private static Citation cited(String article, String quote) {
        Passage passage = new Passage(
                article, 0, List.of(), quote, List.of(new Span(0, quote.length())), false, false);
        return new Citation(
                new Article(
                        article, "题", DISTRICTS.get(article), YEARS.get(article), null, Set.of(), quote, List.of(passage)),
                passage,
                quote,
                YEARS.get(article));
    }
}
