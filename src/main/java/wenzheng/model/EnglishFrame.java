package wenzheng.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import wenzheng.answer.Citation;

/** Whether an English sentence around a Chinese quote says nothing by itself. */
final class EnglishFrame {

    /** Where the program sets the quote. */
    static final String PLACE = "{quote}";

    private static final int LONGEST = 120;

    private static final Pattern LETTERS = Pattern.compile("[A-Za-z ,:;.'\"-]*");

    /** A name; the first word of the sentence is none. */
    private static final Pattern NAME = Pattern.compile("(?<!^)\\b[A-Z]");

    /** Denies, promises, counts, dates or praises, which is the quote's to do. */
    private static final Pattern CLAIM = Pattern.compile(
            "\\b(?:not?|none|never|without|nothing|un\\w+|n't|planned?|plans|will|shall|going|complet\\w+|finish\\w+|done"
                    + "|built|achiev\\w+|already|open\\w*|start\\w*|begun?|one|two|three|four|five|six|seven|eight|nine"
                    + "|ten|\\w+teen|\\w+ty|hundred|thousand|million|billion|half|double|all|every|only|most|least|best"
                    + "|free|today|now|this year|last year|next year|more|less|over|under|increas\\w+|decreas\\w+"
                    + "|http|www|com|source|citation)\\b",
            Pattern.CASE_INSENSITIVE);

    private EnglishFrame() {}

    /** @return why it may not go out; empty where it may */
    static Set<Reason> check(String sentence, List<Citation> cited) {
        if (cited.size() != 1) {
            return Set.of(Reason.SOURCE);
        }
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        int at = sentence.indexOf(PLACE);
        if (at < 0 || at != sentence.lastIndexOf(PLACE)) {
            return Set.of(Reason.STRUCTURE);
        }
        String frame = sentence.replace(PLACE, "");
        if (frame.length() > LONGEST) {
            reasons.add(Reason.LENGTH);
        }
        if (!LETTERS.matcher(frame).matches()) {
            reasons.add(Reason.LANGUAGE);
        }
        if (NAME.matcher(frame).find()) {
            reasons.add(Reason.UNSUPPORTED);
        }
        if (CLAIM.matcher(frame).find()) {
            reasons.add(Reason.CLAIM);
        }
        return reasons;
    }
}
