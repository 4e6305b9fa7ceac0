package wenzheng.language;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.collection.trie.bintrie.BinTrie;
import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.dictionary.CustomDictionary;
import com.hankcs.hanlp.dictionary.DynamicCustomDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Cuts Chinese into words: HanLP's dictionaries, the field's own words of {@code words.txt}, which they lack, and what
 * staff added.
 * Safe for use by many threads; 2 to 7 million characters a second on one.
 */
@Component
public final class Segmenter {

    private static final Comparator<Word> LONGEST_FIRST = Comparator.comparingInt((Word word) -> word.span().start())
            .thenComparing(Comparator.comparingInt((Word word) -> word.span().end()).reversed());

    /** In the corpus of HanLP's dictionary; 老师 has 93, 小曲 3. */
    private static final int COMMON = 10;

    /** Of words of one character, these are the function words: 在, 的. */
    private static final int COMMON_CHARACTER = 3_000;

    /** From here on a character is often a word by itself: 搞 has 221, 达 649; 战 38. */
    private static final int USUAL_CHARACTER = 200;

    /** A road counted within its quarter; the dictionary has 一路 as an adverb. */
    private static final Pattern NUMBERED_ROAD = Pattern.compile("\\p{IsHan}[一二三四五六七八九十]{1,3}(?:路|街|巷)(?!口)");

    private volatile Cutting cutting;

    @Autowired
    Segmenter(OwnWords own) {
        this(own.read());
    }

    public Segmenter() {
        this(Dictionary.NONE);
    }

    private Segmenter(Dictionary dictionary) {
        cutting = Cutting.by(dictionary);
    }

    /** With what it is cut. */
    private record Cutting(Dictionary added, Segment plain, Segment index) {

        static Cutting by(Dictionary added) {
            var dictionary = new DynamicCustomDictionary(CustomDictionary.DEFAULT.dat, new BinTrie<>(), null);
            WordList.read(Segmenter.class, "words.txt").forEach(word -> dictionary.insert(Folding.fold(word), "nz 1"));
            added.words().forEach(word -> dictionary.insert(word, "nz 1"));
            Segment plain = segment();
            Segment index = segment().enableIndexMode(2);
            plain.enableCustomDictionary(dictionary);
            index.enableCustomDictionary(dictionary);
            return new Cutting(added, plain, index);
        }
    }

    /** What staff added. */
    public Dictionary dictionary() {
        return cutting.added;
    }

    /** Another one, with that dictionary, which stays as it is. */
    public Segmenter with(Dictionary dictionary) {
        return new Segmenter(dictionary);
    }

    /** Cuts with that dictionary from now on. What was cut before has to be cut again, so search does this. */
    public void use(Dictionary dictionary) {
        cutting = Cutting.by(dictionary);
    }

    /** @return in order, without gaps or overlaps; white space and punctuation are words too */
    public List<Word> words(String folded) {
        List<Word> words = cutting.plain.seg(folded).stream().map(Segmenter::word).toList();
        for (MatchResult road : NUMBERED_ROAD.matcher(folded).results().toList()) {
            words = joined(words, new Span(road.start(), road.end()), folded);
        }
        return words;
    }

    /** With one word for several that begin and end where the name does: 豫 and 一路; not 走 and 三路. */
    private List<Word> joined(List<Word> words, Span name, String folded) {
        List<Word> parts = words.stream()
                .filter(word -> name.start() <= word.span().start() && word.span().end() <= name.end())
                .toList();
        boolean whole = parts.stream().mapToInt(word -> word.span().length()).sum() == name.length();
        if (parts.size() < 2 || !whole || isUsualCharacter(parts.getFirst().text())) {
            return words;
        }
        List<Word> joined = new ArrayList<>(words);
        int at = joined.indexOf(parts.getFirst());
        joined.subList(at, at + parts.size()).clear();
        joined.add(at, new Word(name.of(folded), name, "ns"));
        return joined;
    }

    /**
     * The words, and the shorter words of two characters or more inside each: 学位, 义务教育, 义务, 教育.
     *
     * @return by where they start, the longer first
     */
    public List<Word> wordsAndParts(String folded) {
        return cutting.index.seg(folded).stream().map(Segmenter::word).sorted(LONGEST_FIRST).distinct().toList();
    }

    /** Whether the dictionary has the word and print uses it often: 现在, and not 小曲. */
    public boolean isCommon(String folded) {
        return CoreDictionary.getTermFrequency(folded) >= (folded.length() == 1 ? COMMON_CHARACTER : COMMON);
    }

    /** Whether print often uses the character as a word by itself: 搞, 达, and not 战. */
    public boolean isUsualCharacter(String folded) {
        return CoreDictionary.getTermFrequency(folded) >= USUAL_CHARACTER;
    }

    private static Segment segment() {
        return HanLP.newSegment().enableOffset(true);
    }

    private static Word word(Term term) {
        Nature nature = term.nature;
        return new Word(
                term.word,
                new Span(term.offset, term.offset + term.word.length()),
                nature == null ? "" : nature.toString());
    }
}
