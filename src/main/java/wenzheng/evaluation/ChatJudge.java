package wenzheng.evaluation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import wenzheng.answer.Citation;
import wenzheng.answer.Reply;
import wenzheng.conversation.ReplyStatus;

/** Whether a reply is what a chat set expects, by the rules of the evaluation sets' own program. */
final class ChatJudge {

    /** What can be wrong with a reply. */
    enum Fault { STATUS, FACTS, CLEAN, BRIEF, CITED }

    /** Most characters of an answer, by the question's type. */
    private static final Map<String, Integer> LIMITS = Map.of(
            "count", 180, "amount", 180, "date", 180, "place_org", 180, "yesno", 180, "year", 220, "en", 300,
            "multi_district", 600);

    private static final int LIMIT = 400;

    private ChatJudge() {}

    /** @return empty for a right reply */
    static Set<Fault> faults(Item item, Item.Expected.Facts expected, Reply reply) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        ReplyStatus status = ReplyStatus.of(reply);
        boolean answered = status == ReplyStatus.ANSWERED;
        if (!expected.statuses().contains(status)) {
            faults.add(Fault.STATUS);
        } else if (!answered && expected.statuses().contains(ReplyStatus.ANSWERED)) {
            return faults; // An accepted abstention needs no facts.
        }
        String text = Likeness.compact(reply.text());
        if (!holdsFacts(expected, reply.text())) {
            faults.add(Fault.FACTS);
        }
        if (expected.mustNot().stream().anyMatch(wrong -> standsIn(wrong, text))) {
            faults.add(Fault.CLEAN);
        }
        if (answered && text.codePointCount(0, text.length()) > LIMITS.getOrDefault(item.type(), LIMIT)) {
            faults.add(Fault.BRIEF);
        }
        if (!item.right().isEmpty() && !isCited(item, expected, reply)) {
            faults.add(Fault.CITED);
        }
        return faults;
    }

    /** Whether every fact that must be told stands in the text. */
    static boolean holdsFacts(Item.Expected.Facts expected, String text) {
        String compact = Likeness.compact(text);
        return expected.must().stream().allMatch(group -> group.stream().anyMatch(fact -> standsIn(fact, compact)));
    }

    /** Whether a passage may be what the question was made from. */
    static boolean holdsQuote(Item.Expected.Facts expected, String passage) {
        String compact = Likeness.compact(passage);
        return expected.quotes().isEmpty()
                || expected.quotes().stream().map(Likeness::compact).anyMatch(compact::contains);
    }

    static boolean isRight(Item item, String article) {
        return item.right().stream().anyMatch(article::contains);
    }

    private static boolean isCited(Item item, Item.Expected.Facts expected, Reply reply) {
        List<Citation> citations = reply instanceof Reply.Answered answered ? answered.citations() : List.of();
        return citations.stream()
                .filter(citation -> isRight(item, citation.article().id()))
                .anyMatch(citation -> holdsQuote(expected, citation.shown()));
    }

    /** Whether a compact text holds the words, a number never as a part of a longer number. */
    private static boolean standsIn(String words, String text) {
        String wanted = Likeness.compact(words);
        if (wanted.isEmpty()) {
            return false;
        }
        String head = Character.isDigit(wanted.charAt(0)) ? "(?<![\\d.])" : "";
        String tail = Character.isDigit(wanted.charAt(wanted.length() - 1)) ? "(?!\\.?\\d)" : "";
        return Pattern.compile(head + Pattern.quote(wanted) + tail, Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(text)
                .find();
    }
}
