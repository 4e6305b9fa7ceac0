package wenzheng.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import wenzheng.corpus.Article;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Folding;
import wenzheng.language.Pinyin;
import wenzheng.language.Span;
import wenzheng.question.KnownText;

/**
 * Which pairs and triples of characters the articles hold, in how many passages, and how they sound. Counted when
 * first asked for, and again after the articles changed. Safe for use by many threads.
 */
@Component
public final class Vocabulary implements KnownText {

    private static final int MOST_ALIKE = 3;

    /** Beginnings followed at the same time; shi shi shi… would have ever more of them. */
    private static final int MOST_BEGUN = 1_000;

    private final Articles articles;
    private @Nullable Counts counts;

    /** Goes up when the articles change, so that what was counted before is not kept after. */
    private int changes;

    public Vocabulary(Articles articles) {
        this.articles = articles;
    }

    @Override
    public boolean holds(String characters) {
        return characters.length() == 2
                ? counts().pairs.containsKey(characters)
                : Arrays.binarySearch(counts().triples, key(characters, 0)) >= 0;
    }

    @Override
    public List<String> soundingLike(List<String> syllables) {
        Counts known = counts();
        List<String> found = known.bySound.getOrDefault(sound(syllables, 0), List.of());
        for (int i = 1; i + 1 < syllables.size(); i++) {
            List<String> next = known.bySound.getOrDefault(sound(syllables, i), List.of());
            List<String> longer = new ArrayList<>();
            for (String start : found) {
                for (String pair : next) {
                    boolean joins = start.charAt(start.length() - 1) == pair.charAt(0);
                    String whole = start + pair.charAt(1);
                    if (joins && Arrays.binarySearch(known.triples, key(whole, whole.length() - 3)) >= 0) {
                        longer.add(whole);
                    }
                }
            }
            found = longer.subList(0, Math.min(MOST_BEGUN, longer.size()));
        }
        return found.stream().limit(MOST_ALIKE).toList();
    }

    /**
     * The share of passages that hold a word's rarest pair of characters, as the inverse document frequency of BM25.
     *
     * @return greater for rarer words, above 0; that of a word in every passage for a single character
     */
    public double rarity(String word) {
        Counts known = counts();
        int rarest = known.passages;
        for (int i = 0; i + 2 <= word.length(); i++) {
            rarest = Math.min(rarest, known.pairs.getOrDefault(word.substring(i, i + 2), 0));
        }
        return Math.log(1 + (known.passages - rarest + 0.5) / (rarest + 0.5));
    }

    /**
     * Where a question names what an article is about by its title: the longest names from left to right.
     *
     * @param folded the question
     */
    public List<Span> namesIn(String folded) {
        Counts known = counts();
        List<Span> found = new ArrayList<>();
        int at = 0;
        while (at < folded.length()) {
            int end = Math.min(folded.length(), at + known.longest);
            while (end > at && !known.names.contains(folded.substring(at, end))) {
                end--;
            }
            if (end > at) {
                found.add(new Span(at, end));
            }
            at = Math.max(at + 1, end);
        }
        return found;
    }

    @EventListener
    void on(ArticleStored event) {
        forget();
    }

    @EventListener
    void on(ArticleWithdrawn event) {
        forget();
    }

    private synchronized void forget() {
        changes++;
        counts = null;
    }

    private Counts counts() {
        int before;
        synchronized (this) {
            if (counts != null) {
                return counts;
            }
            before = changes;
        }
        Counts known = Counts.of(articles.all());
        synchronized (this) {
            if (before == changes) {
                counts = known;
            }
        }
        return known;
    }

    private static String sound(List<String> syllables, int at) {
        return syllables.get(at) + " " + syllables.get(at + 1);
    }

    private static long key(CharSequence text, int at) {
        return (long) text.charAt(at) << 32 | (long) text.charAt(at + 1) << 16 | text.charAt(at + 2);
    }

    /**
     * @param pairs with the number of passages that hold each
     * @param triples ascending, three characters in one number
     * @param bySound pairs by their two syllables, most frequent first
     * @param names of what articles are about by their titles
     * @param longest characters of the longest of them
     */
    private record Counts(
            Map<String, Integer> pairs,
            long[] triples,
            Map<String, List<String>> bySound,
            Set<String> names,
            int longest,
            int passages) {

        static Counts of(List<Article> articles) {
            Map<String, Integer> pairs = new HashMap<>();
            LongStream.Builder triples = LongStream.builder();
            int passages = 0;
            for (Article article : articles) {
                for (Passage passage : article.passages()) {
                    passages++;
                    String text = Folding.fold(passage.section() + "\n" + passage.text());
                    Set<String> seen = new HashSet<>();
                    for (int i = 0; i + 2 <= text.length(); i++) {
                        seen.add(text.substring(i, i + 2));
                        if (i + 3 <= text.length()) {
                            triples.add(key(text, i));
                        }
                    }
                    seen.forEach(pair -> pairs.merge(pair, 1, Integer::sum));
                }
            }
            Map<String, List<String>> bySound = new HashMap<>();
            pairs.keySet().stream()
                    .filter(pair -> Character.isIdeographic(pair.charAt(0)) && Character.isIdeographic(pair.charAt(1)))
                    .sorted(Comparator.comparing((String pair) -> -pairs.get(pair)).thenComparing(pair -> pair))
                    .forEach(pair -> bySound
                            .computeIfAbsent(sound(Pinyin.syllables(pair), 0), sound -> new ArrayList<>())
                            .add(pair));
            Set<String> names = articles.stream()
                    .flatMap(article -> article.name().stream())
                    .map(Folding::fold)
                    .collect(Collectors.toSet());
            int longest = names.stream().mapToInt(String::length).max().orElse(0);
            return new Counts(
                    pairs,
                    triples.build().sorted().distinct().toArray(),
                    bySound,
                    names,
                    longest,
                    Math.max(1, passages));
        }
    }
}
