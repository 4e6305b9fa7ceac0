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
import wenzheng.question.Question;
import wenzheng.search.RankedPassage;

/**
 * Finds what a counted set consists of where the article spreads it over headings or paragraphs: 守牢“四条底线” in one
 * place, and 守牢疫情防控底线, 守牢民生发展底线… at the head of four others. The verb before the set tells its members, or
 * else the noun they end with (6个核心板块: 二七商圈板块, 健康产业板块…); their number has to be the one named. Safe for use by many threads.
 */
@Component
final class Enumerations {

    private static final Pattern SET = Pattern.compile("([二三四五六七八九十]|[2-9]|10)(?:大|个|条|项|类|种|方面)?[一-龥]{2,6}");
    private static final String CHINESE = "〇一二三四五六七八九十";
    private static final String QUOTES = "“”\"「」";
    private static final int VERB = 2;
    private static final int NOUN = 2;

    /** Characters of the longest first clause that is a name and no statement. */
    private static final int LONGEST_NAME = 12;

    private final Digests digests;

    Enumerations(Digests digests) {
        this.digests = digests;
    }

    /** @return the members in reading order, cited where they stand; empty where no article spreads out such a set */
    List<Citation> find(Question question, List<RankedPassage> passages) {
        Matcher sets = SET.matcher(strip(question.text()));
        while (sets.find()) {
            int size = ChineseNumerals.parse(sets.group(1)).orElseThrow().intValue();
            for (RankedPassage found : passages) {
                for (String number : List.of(String.valueOf(size), CHINESE.substring(size, size + 1))) {
                    List<Citation> members = members(found, number + sets.group().substring(sets.end(1) - sets.start()), size);
                    if (members.size() == size) {
                        return members;
                    }
                }
            }
        }
        return List.of();
    }

    private List<Citation> members(RankedPassage found, String asked, int size) {
        String text = strip(Folding.fold(found.passage().section() + "," + found.passage().text()));
        for (int length = asked.length(); length >= 4; length--) {
            String set = asked.substring(0, length);
            int at = text.indexOf(set);
            if (at >= 0) {
                String verb = text.substring(Math.max(0, at - VERB), at);
                String noun = set.substring(set.length() - NOUN);
                List<Citation> headed = verb.length() < VERB
                        ? List.of()
                        : heads(found.article(), set, head -> head.startsWith(verb) && head.length() > VERB + 1);
                return headed.size() == size
                        ? headed
                        : heads(found.article(), set, head -> head.endsWith(noun)
                                && head.length() > NOUN + 1
                                && head.length() <= LONGEST_NAME);
            }
        }
        return List.of();
    }

    /** Headings and the first clauses of sentences that are members, each once. */
    private List<Citation> heads(Article article, String set, Predicate<String> isMember) {
        Predicate<String> tells = head -> isMember.test(Folding.fold(head)) && !strip(Folding.fold(head)).contains(set);
        List<Citation> members = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Passage passage : article.passages()) {
            for (String heading : passage.headings()) {
                if (tells.test(heading) && seen.add(heading)) {
                    members.add(new Citation(article, passage, heading, vintage(article, passage)));
                }
            }
            for (Sentence sentence : digests.of(article, passage).sentences()) {
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
