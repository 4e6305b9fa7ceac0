package wenzheng.question;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import wenzheng.language.ChineseNumerals;
import wenzheng.language.Gazetteer;
import wenzheng.language.Pinyin;
import wenzheng.language.Segmenter;

/**
 * Mends slips of the input method: a character that makes no sense where it stands, in place of one of the same sound
 * that does (金带科创城, 老旧小曲, 火车战). What makes sense is what the articles say, or people in asking: with the other character three
 * in a row stand in some article, and as written they do not. Common words and the names of districts stay.
 */
final class Slips {

    /** What stands behind the number of a year. */
    private static final Pattern YEAR = Pattern.compile("(?<=(?<!\\d)(?:19|20)\\d\\d)\\p{IsHan}");

    private static final String YEAR_SOUND = "nian";

    private final KnownText known;
    private final Segmenter segmenter;
    private final Gazetteer gazetteer;
    private final FunctionWords functionWords;

    Slips(KnownText known, Segmenter segmenter, Gazetteer gazetteer, FunctionWords functionWords) {
        this.known = new EverydayText(known);
        this.segmenter = segmenter;
        this.gazetteer = gazetteer;
        this.functionWords = functionWords;
    }

    /** @param written folded */
    String mend(String written) {
        List<String> syllables = Pinyin.syllables(written);
        String text = YEAR.matcher(written).replaceAll(match ->
                syllables.get(match.start()).equals(YEAR_SOUND) ? "年" : match.group());
        StringBuilder mended = new StringBuilder(text);
        boolean[] sound = new boolean[text.length()];
        segmenter.words(text).stream()
                .filter(word -> segmenter.isCommon(word.text()) || functionWords.contains(word.text()))
                .forEach(word -> Arrays.fill(sound, word.span().start(), word.span().end(), true));
        gazetteer.mentions(text).stream()
                .filter(Gazetteer.Mention::fullName)
                .forEach(name -> Arrays.fill(sound, name.span().start(), name.span().end(), true));
        for (int i = 0; i < text.length(); i++) {
            if (!sound[i] && Character.isIdeographic(text.charAt(i)) && isStrange(mended, i)) {
                mend(mended, syllables, i);
            }
        }
        return mended.toString();
    }

    private void mend(StringBuilder text, List<String> syllables, int at) {
        char written = text.charAt(at);
        for (int from = Math.max(0, at - 1); from <= at && from + 1 < text.length(); from++) {
            for (String pair : known.soundingLike(syllables.subList(from, from + 2))) {
                boolean otherStands = pair.charAt(from == at ? 1 : 0) == text.charAt(from == at ? at + 1 : at - 1);
                char meant = pair.charAt(from == at ? 0 : 1);
                if (otherStands) {
                    text.setCharAt(at, meant);
                    boolean doubtful = segmenter.isUsualCharacter(String.valueOf(written))
                            || segmenter.isCommon(String.valueOf(meant))
                            || ChineseNumerals.parse(String.valueOf(meant)).isPresent();
                    if (fits(text, at, doubtful)) {
                        return;
                    }
                    text.setCharAt(at, written);
                }
            }
        }
    }

    /** Whether the character stands beside neither neighbour in any article: 组织回迁 is sound though no article has it. */
    private boolean isStrange(CharSequence text, int at) {
        boolean before = at > 0 && known.holds(text.subSequence(at - 1, at + 1).toString());
        boolean after = at + 1 < text.length() && known.holds(text.subSequence(at, at + 2).toString());
        return !before && !after;
    }

    /**
     * Whether the character and two beside it stand in some article.
     *
     * @param doubtful whether it would replace a word, or become a numeral or a particle: then it has to stand beside
     *     both neighbours there
     */
    private boolean fits(CharSequence text, int at, boolean doubtful) {
        boolean before = at == 0 || known.holds(text.subSequence(at - 1, at + 1).toString());
        boolean after = at + 1 == text.length() || known.holds(text.subSequence(at, at + 2).toString());
        if (doubtful && !(before && after)) {
            return false;
        }
        for (int from = Math.max(0, at - 2); from <= at && from + 3 <= text.length(); from++) {
            if (known.holds(text.subSequence(from, from + 3).toString())) {
                return true;
            }
        }
        return false;
    }
}
