package wenzheng.question;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.language.WordList;

/** Finds the everyday expressions of a question, by {@code colloquial.txt} and what staff added to it. */
final class Colloquial {

    private final Segmenter segmenter;
    private final Map<String, List<String>> meanings = new HashMap<>();
    private final int longest;

    Colloquial(Segmenter segmenter) {
        this.segmenter = segmenter;
        for (String line : WordList.read(Colloquial.class, "colloquial.txt")) {
            String[] parts = line.split("\t");
            meanings.put(parts[0], List.of(parts[1].split(" ")));
        }
        longest = meanings.keySet().stream().max(Comparator.comparingInt(String::length)).orElse("").length();
    }

    /**
     * The longest expression at each place that begins and ends where words do.
     *
     * @param text folded
     */
    List<Meaning> in(String text) {
        BitSet edges = new BitSet();
        segmenter.words(text).forEach(word -> {
            edges.set(word.span().start());
            edges.set(word.span().end());
        });
        Map<String, List<String>> added = segmenter.dictionary().synonyms();
        int most = added.keySet().stream().mapToInt(String::length).reduce(longest, Math::max);
        List<Meaning> found = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int next = start + 1;
            for (int length = Math.min(most, text.length() - start); length >= 1; length--) {
                Span span = new Span(start, start + length);
                List<String> meaning = both(meanings.get(span.of(text)), added.get(span.of(text)));
                if (meaning != null && edges.get(span.start()) && edges.get(span.end())) {
                    found.add(new Meaning(span.of(text), span, meaning));
                    next = span.end();
                    break;
                }
            }
            start = next;
        }
        return found;
    }

    private static @Nullable List<String> both(@Nullable List<String> own, @Nullable List<String> added) {
        if (own == null || added == null) {
            return own == null ? added : own;
        }
        return Stream.concat(own.stream(), added.stream()).distinct().toList();
    }
}
