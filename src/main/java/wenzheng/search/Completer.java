package wenzheng.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.search.suggest.Lookup;
import org.apache.lucene.search.suggest.analyzing.AnalyzingInfixSuggester;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import wenzheng.language.Folding;
import wenzheng.language.Pinyin;
import wenzheng.language.Segmenter;

/**
 * Completes what is being typed to one of the texts it was made from: by words anywhere in the text, by pinyin written in
 * one run (zhongxiaoxue), and by the first letters of the syllables (zxx). It is nothing but memory and needs no closing.
 * Safe for use by many threads.
 */
public final class Completer {

    /** Characters typed that are looked at; more complete nothing better. */
    private static final int LONGEST = 40;

    private static final int WORD = 3;
    private static final int SYLLABLES = 3;
    private static final int INITIALS = 4;

    /** Letters of a syllable that is not finished: chuan. */
    private static final int UNFINISHED = 5;

    /** Begin the terms of sounds and of first letters, so that they are not those of written letters. */
    private static final char SOUND = '~';
    private static final char INITIAL = '^';

    /** Stands between the terms that a query is made of. */
    private static final char BREAK = '\u001f';

    private final Segmenter segmenter;
    private final AnalyzingInfixSuggester suggester;
    private final boolean empty;

    /** @param weights of the texts, the heavier first */
    public Completer(Map<String, Long> weights, Segmenter segmenter) {
        this.segmenter = segmenter;
        empty = weights.isEmpty();
        try {
            suggester = new AnalyzingInfixSuggester(
                    new ByteBuffersDirectory(),
                    ListTokenizer.analyzer(Completer::terms),
                    ListTokenizer.analyzer(Completer::parts),
                    0,
                    false,
                    true,
                    false);
            for (Map.Entry<String, Long> text : weights.entrySet()) {
                suggester.add(new BytesRef(text.getKey()), null, text.getValue(), null);
            }
            if (!empty) {
                suggester.refresh();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param limit at least 1
     * @return what holds the words typed, then what holds their characters, then what sounds so, each by weight; empty
     *     where nothing does
     */
    public List<String> complete(String typed, int limit) {
        String seen = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
        String text = plain(seen);
        if (text.isEmpty() || empty) {
            return List.of();
        }
        Set<String> found = new LinkedHashSet<>(lookUp(words(seen), limit));
        for (List<String> query : List.of(List.of(text.split("")), sounds(text), initials(text))) {
            if (found.size() < limit) {
                found.addAll(lookUp(query, limit));
            }
        }
        return found.stream().limit(limit).toList();
    }

    private List<String> lookUp(List<String> query, int limit) {
        if (query.isEmpty()) {
            return List.of();
        }
        try {
            return suggester.lookup(String.join(String.valueOf(BREAK), query), limit, true, false).stream()
                    .map((Lookup.LookupResult result) -> result.key.toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> words(String seen) {
        return segmenter.words(Folding.fold(seen)).stream()
                .map(word -> plain(word.text()))
                .filter(word -> !word.isEmpty())
                .flatMap(word -> windows(word, WORD).stream())
                .toList();
    }

    /** The syllables typed, of which the last may not be finished; empty where a part is no pinyin. */
    private static List<String> sounds(String text) {
        List<String> syllables = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int run = i;
            while (run < text.length() && isLatin(text.charAt(run))) {
                run++;
            }
            if (run == i) {
                syllables.addAll(Pinyin.syllables(text.substring(i, i + 1)));
                i++;
                continue;
            }
            String latin = text.substring(i, run);
            int cut = latin.length();
            while (cut > 0 && Pinyin.cut(latin.substring(0, cut)).isEmpty()) {
                cut--;
            }
            boolean unfinished = cut < latin.length();
            if (cut == 0 || unfinished && (run < text.length() || latin.length() - cut > UNFINISHED)) {
                return List.of();
            }
            syllables.addAll(Pinyin.cut(latin.substring(0, cut)));
            if (unfinished) {
                syllables.add(latin.substring(cut));
            }
            i = run;
        }
        return sounds(syllables).subList(0, Math.max(1, syllables.size() - SYLLABLES + 1));
    }

    private static List<String> initials(String text) {
        return text.chars().allMatch(c -> isLatin((char) c))
                ? windows(text, INITIALS).stream().map(window -> INITIAL + window).toList()
                : List.of();
    }

    private static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** As many characters as there are, side by side, from each place that has so many; all of a shorter text. */
    private static List<String> windows(String text, int length) {
        List<String> windows = new ArrayList<>();
        for (int i = 0; i == 0 || i + length <= text.length(); i++) {
            windows.add(text.substring(i, Math.min(text.length(), i + length)));
        }
        return windows;
    }

    /** From each syllable on, as many as a term has. */
    private static List<String> sounds(List<String> syllables) {
        List<String> sounds = new ArrayList<>();
        for (int i = 0; i < syllables.size(); i++) {
            sounds.add(SOUND + String.join(" ", syllables.subList(i, Math.min(syllables.size(), i + SYLLABLES))));
        }
        return sounds;
    }

    /** What a text is found by: at each place the characters, sounds and first letters that stand there. */
    private static List<Token> terms(String text) {
        String plain = plain(text);
        List<String> syllables = Pinyin.syllables(plain);
        List<String> sounds = sounds(syllables);
        String initials = syllables.stream().map(syllable -> syllable.substring(0, 1)).collect(Collectors.joining());
        List<Token> terms = new ArrayList<>();
        for (int i = 0; i < plain.length(); i++) {
            for (int length = 1; length <= WORD && i + length <= plain.length(); length++) {
                terms.add(new Token(plain.substring(i, i + length), i, i + 1, length > 1));
            }
            terms.add(new Token(sounds.get(i), i, i + 1, true));
            String letters = initials.substring(i, Math.min(initials.length(), i + INITIALS));
            terms.add(new Token(INITIAL + letters, i, i + 1, true));
        }
        return terms;
    }

    /** The terms that a query was joined from. */
    private static List<Token> parts(String query) {
        List<Token> parts = new ArrayList<>();
        int start = 0;
        for (String part : Arrays.asList(query.split(String.valueOf(BREAK)))) {
            parts.add(new Token(part, start, start + part.length(), false));
            start += part.length() + 1;
        }
        return parts;
    }

    /** Folded, without anything but letters, figures and characters of the basic plane. */
    private static String plain(String text) {
        return Folding.fold(text).replaceAll("[^\\p{L}\\p{N}]|[\\x{10000}-\\x{10FFFF}]", "");
    }
}
