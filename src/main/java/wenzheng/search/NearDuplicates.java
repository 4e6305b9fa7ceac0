package wenzheng.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Merges passages that say the same in almost the same words, such as one notice published by two offices, so that a
 * person reads it once. Not for measuring: the article that is asked for may be the one merged.
 */
public final class NearDuplicates {

    /** Of all the different bigrams of two passages, the share both have (Jaccard), from which on they say the same. */
    private static final double SAME = 0.8;

    private NearDuplicates() {}

    /** @return without the passages that a better-ranked one of another article already says, in the order given */
    public static List<RankedPassage> merge(List<RankedPassage> ranked) {
        List<RankedPassage> kept = new ArrayList<>();
        List<Set<String>> bigramsOfKept = new ArrayList<>();
        for (RankedPassage passage : ranked) {
            Set<String> bigrams = BigramCutter.cut(passage.passage().text()).stream()
                    .map(Token::text)
                    .collect(Collectors.toSet());
            boolean said = false;
            for (int i = 0; i < kept.size() && !said; i++) {
                said = !kept.get(i).article().id().equals(passage.article().id())
                        && likeness(bigrams, bigramsOfKept.get(i)) >= SAME;
            }
            if (!said) {
                kept.add(passage);
                bigramsOfKept.add(bigrams);
            }
        }
        return kept;
    }

    private static double likeness(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        int all = one.size() + other.size() - both.size();
        return all == 0 ? 0 : both.size() / (double) all;
    }
}
