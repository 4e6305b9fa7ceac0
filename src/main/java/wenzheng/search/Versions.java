package wenzheng.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import wenzheng.corpus.Article;
import wenzheng.corpus.Passage;
import wenzheng.language.Folding;
import wenzheng.language.Names;
import wenzheng.language.Segmenter;

/**
 * Which articles are versions of one: of the same district, year and title, and in most of their words alike. The newer
 * one answers; a passage of the older does only where the newer has none in its place. Articles of different years are
 * no versions, each answers for its own; nor are notices of one form by different schools, which name other things.
 * Safe for use by many threads.
 */
final class Versions {

    private static final double SAME_ARTICLE = 0.5;
    private static final double SAME_PASSAGE = 0.5;
    /** Of an article's hashes, those by which others are looked for: versions share most of the smallest. */
    private static final int LOOKED_UP = 16;

    private static final Pattern BRACKETS = Pattern.compile("[（(〔\\[【][^）)〕\\]】]{0,12}[）)〕\\]】]");

    /** Each older article with the one that took its place; by identity, since two versions may be equal. */
    private final Map<Article, Article> newer = new IdentityHashMap<>();
    private final Map<String, Set<Integer>> replaced = new ConcurrentHashMap<>();

    private Versions() {}

    static Versions among(Collection<Article> articles, Map<String, Sketch> sketches) {
        Versions versions = new Versions();
        Map<Integer, List<Article>> byHash = new HashMap<>();
        for (Article article : articles) {
            Sketch sketch = sketches.get(article.id());
            if (sketch == null || !sketch.isTellable()) {
                continue;
            }
            Set<Article> candidates = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int i = 0; i < LOOKED_UP; i++) {
                List<Article> same = byHash.computeIfAbsent(sketch.hashes()[i], hash -> new ArrayList<>());
                candidates.addAll(same);
                same.add(article);
            }
            for (Article other : candidates) {
                if (Objects.equals(article.district(), other.district())
                        && (article.year() == null || other.year() == null || article.year().equals(other.year()))
                        && sameTitle(article.title(), other.title())
                        && sketch.likeness(sketches.get(other.id())) >= SAME_ARTICLE) {
                    versions.add(article, other, sketches);
                }
            }
        }
        return versions;
    }

    /** Whether one title is the other, with marks, figures, what brackets hold or who passed it on before it. */
    private static boolean sameTitle(String title, String other) {
        String one = Sketch.letters(BRACKETS.matcher(title).replaceAll(""));
        String two = Sketch.letters(BRACKETS.matcher(other).replaceAll(""));
        return one.equals(two) || !one.isEmpty() && !two.isEmpty() && (one.endsWith(two) || two.endsWith(one));
    }

    private void add(Article one, Article other, Map<String, Sketch> sketches) {
        boolean later = order(sketches).compare(one, other) > 0;
        Article older = later ? other : one;
        Article newest = later ? one : other;
        newer.merge(older, newest, (known, found) -> order(sketches).compare(known, found) < 0 ? found : known);
    }

    /** By the day they name, else by when their files were written, else by name: plan-2 comes after plan-1. */
    private static Comparator<Article> order(Map<String, Sketch> sketches) {
        return (one, other) -> {
            var dated = sketches.get(one.id()).dated();
            var otherDated = sketches.get(other.id()).dated();
            if (dated != null && otherDated != null && !dated.equals(otherDated)) {
                return dated.compareTo(otherDated);
            }
            if (one.changed() != null && other.changed() != null && !one.changed().equals(other.changed())) {
                return one.changed().compareTo(other.changed());
            }
            return one.id().compareTo(other.id());
        };
    }

    /** Whether a newer version has another passage in the place of this one, which names the same things. */
    boolean isReplaced(Article article, Passage passage, Segmenter segmenter) {
        Article next = newer.get(article);
        return next != null
                && replaced.computeIfAbsent(article.id(), id -> replacedBy(article, next, segmenter))
                        .contains(passage.number());
    }

    private static Set<Integer> replacedBy(Article older, Article newer, Segmenter segmenter) {
        return older.passages().stream()
                .filter(passage -> inPlaceOf(passage, newer)
                        .filter(instead -> names(instead, segmenter).equals(names(passage, segmenter)))
                        .isPresent())
                .map(Passage::number)
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Passage passage, Segmenter segmenter) {
        String text = Folding.fold(passage.text());
        return Names.in(text, segmenter).stream()
                .map(span -> Sketch.letters(span.of(text)))
                .collect(Collectors.toSet());
    }

    /** The articles that this one took the place of, by id. */
    List<Article> olderThan(Article article) {
        return newer.entrySet().stream()
                .filter(entry -> entry.getValue() == article)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Article::id))
                .toList();
    }

    /** The other article's passage that is about the same, figures aside. */
    static Optional<Passage> inPlaceOf(Passage passage, Article other) {
        Set<String> groups = groups(passage);
        Passage best = null;
        double most = SAME_PASSAGE;
        for (Passage candidate : other.passages()) {
            Set<String> others = groups(candidate);
            Set<String> both = new HashSet<>(groups);
            both.retainAll(others);
            double likeness = both.size() / (double) Math.max(1, groups.size() + others.size() - both.size());
            if (likeness >= most) {
                most = likeness;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Set<String> groups(Passage passage) {
        String letters = Sketch.letters(passage.text());
        Set<String> groups = new HashSet<>();
        for (int i = 0; i + 2 <= letters.length(); i++) {
            groups.add(letters.substring(i, i + 2));
        }
        return groups;
    }
}
