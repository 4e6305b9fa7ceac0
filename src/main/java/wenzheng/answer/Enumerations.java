package wenzheng.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.ChineseNumerals;
import wenzheng.language.Folding;
import wenzheng.language.Span;
import wenzheng.question.Period;
import wenzheng.question.Place;
import wenzheng.question.Question;
import wenzheng.search.RankedPassage;

/**
 * Finds what a counted set consists of where the article spreads it over headings or paragraphs: 守牢“四条底线” in one
 * place, and 守牢疫情防控底线, 守牢民生发展底线… at the head of four others. The verb before the set tells its members, or
 * else the noun they end with (6个核心板块: 二七商圈板块, 健康产业板块…); their number has to be the one named. Safe for use by many threads.
 */
@Component
final class Enumerations {

    /**
     * A counted set with all of its name, in a question or an article, of any unit or none: here the members have to be as
     * many, which tells a wrong one; so it is wider than what {@link Sought} takes for a name.
     */
    private static final Pattern SET = Pattern.compile("([二三四五六七八九十]|[2-9]|10)(?:大|个|条|项|类|种|方面)?[一-龥]{2,6}");
    private static final String CHINESE = "〇一二三四五六七八九十";
    private static final String QUOTES = "“”\"「」";
    private static final int VERB = 2;
    private static final int NOUN = 2;

    /** Characters of the longest first clause that is a name and no statement. */
    private static final int LONGEST_NAME = 12;

    /** Characters of a set's name that tell it from others. */
    private static final int LEAST_OF_SET = 4;

    private final Digests digests;

    Enumerations(Digests digests) {
        this.digests = digests;
    }

    /**
     * @param sought what the question is about
     * @return the members in reading order, cited where they stand; empty where no article spreads out such a set
     */
    List<Citation> find(Question question, List<Term> sought, List<RankedPassage> passages) {
        String text = strip(question.text());
        for (Place place : question.places()) {
            text = text.replace(place.written(), " ");
        }
        if (SET.matcher(text).find()) {
            return counted(text, question.period(), passages);
        }
        boolean oneDistrict = passages.stream().map(found -> found.article().district()).distinct().count() == 1;
        return oneDistrict ? uncounted(sought, question.period(), passages) : List.of();
    }

    /** Where the question is about nothing but a set that an article counts: 核心板块有哪些, and 打造6个核心板块. */
    private List<Citation> uncounted(List<Term> sought, Period period, List<RankedPassage> passages) {
        for (RankedPassage found : passages) {
            Matcher sets = SET.matcher(strip(Folding.fold(found.passage().text())));
            while (sets.find()) {
                String set = sets.group().substring(sets.end(1) - sets.start());
                int size = ChineseNumerals.parse(sets.group(1)).orElseThrow().intValue();
                boolean all = sought.stream().filter(Term::nominal).allMatch(term -> set.contains(term.word()));
                boolean named = sought.stream().mapToInt(term -> term.word().length()).sum() >= LEAST_OF_SET;
                List<Citation> members = all && named ? members(found, period, sets.group(), size) : List.of();
                if (members.size() == size) {
                    return members;
                }
            }
        }
        return List.of();
    }

    private List<Citation> counted(String question, Period period, List<RankedPassage> passages) {
        Matcher sets = SET.matcher(question);
        while (sets.find()) {
            int size = ChineseNumerals.parse(sets.group(1)).orElseThrow().intValue();
            for (RankedPassage found : passages) {
                for (String number : List.of(String.valueOf(size), CHINESE.substring(size, size + 1))) {
                    String set = number + sets.group().substring(sets.end(1) - sets.start());
                    List<Citation> members = members(found, period, set, size);
                    if (members.size() == size) {
                        return members;
                    }
                }
            }
        }
        return List.of();
    }

    private List<Citation> members(RankedPassage found, Period period, String asked, int size) {
        String text = strip(Folding.fold(found.passage().section() + "," + found.passage().text()));
        for (int length = asked.length(); length >= 4; length--) {
            String set = asked.substring(0, length);
            int at = text.indexOf(set);
            if (at >= 0) {
                String verb = text.substring(Math.max(0, at - VERB), at);
                String noun = set.substring(set.length() - NOUN);
                List<Citation> headed = verb.length() < VERB
                        ? List.of()
                        : heads(found.article(), period, set, head -> head.startsWith(verb) && head.length() > VERB + 1);
                return headed.size() == size
                        ? headed
                        : heads(found.article(), period, set, head -> head.endsWith(noun)
                                && head.length() > NOUN + 1
                                && head.length() <= LONGEST_NAME);
            }
        }
        return List.of();
    }

    /** Headings and the first clauses of sentences that are members, each once. */
    private List<Citation> heads(Article article, Period period, String set, Predicate<String> isMember) {
        Predicate<String> tells = head -> isMember.test(Folding.fold(head)) && !strip(Folding.fold(head)).contains(set);
        List<Citation> members = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Passage passage : article.passages()) {
            List<Sentence> sentences = digests.of(article, passage).sentences();
            if (sentences.stream().noneMatch(sentence -> sentence.mayBeOf(period))) {
                continue;
            }
            for (String heading : passage.headings()) {
                if (tells.test(heading) && seen.add(heading)) {
                    members.add(new Citation(article, passage, heading, vintage(article, passage)));
                }
            }
            for (Sentence sentence : sentences) {
                Span clause = sentence.clauses().getFirst();
                String head = clause.of(sentence.text()).replaceAll("\\p{P}+$", "");
                if (tells.test(head) && seen.add(head)) {
                    members.add(new Citation(article, passage, head, sentence.vintage()));
                }
            }
        }
        return members;
    }

    private @Nullable Integer vintage(Article article, Passage passage) {
        List<Sentence> sentences = digests.of(article, passage).sentences();
        return sentences.isEmpty() ? article.year() : sentences.getFirst().vintage();
    }

    private static String strip(String text) {
        return text.replaceAll("[" + QUOTES + "]", "");
    }
}
