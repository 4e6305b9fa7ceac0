package wenzheng.answer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.language.District;
import wenzheng.language.Folding;
import wenzheng.language.Progress;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.language.Word;
import wenzheng.language.WordList;
import wenzheng.question.Ask;
import wenzheng.question.FactKind;
import wenzheng.question.Place;
import wenzheng.question.Question;
import wenzheng.question.Scope;

/** Takes questions apart to see which ask the same (docs/adr/0012). Safe for use by many threads. */
@Component
public final class SenseReader {

    /** Characters of the longest text that is taken for one clear question; the longest of all question sets has 121. */
    private static final int LONGEST = 200;

    /** Stands for what is read apart; the segmenter joins no words over it. */
    private static final char GAP = ',';

    /** As in {@link Sides}, of two digits too, and with all that belongs to a year, so that nothing of it is left. */
    private static final Pattern YEAR = Pattern.compile("(?<![0-9])((?:19|20)?[0-9]{2})(?:年度|年(?!级|代|度)|(?![0-9]))");

    /** One year reckoned from today, as the question's period says. */
    private static final Pattern RECKONED = Pattern.compile("今年|本年度?|去年|上年度?|前年|明年|来年|后年");

    /** What follows a district's name and says no more than that it is there. */
    private static final Pattern THERE = Pattern.compile("(?:(?:境|区|辖区|区域|范围)[内里]|[内里](?!涝|河|湖|需))?");

    /** Dropped from a question as an address, which has one of these behind it; else a thing: 培训老师多少人次. */
    private static final Pattern NO_ADDRESS =
            Pattern.compile("(?:老师|师傅|同志)们?(?![,，。!！:：、 ]|好|您|你|请|我|想)");

    /** Says that something is done, which is compared apart where it is known to. */
    private static final String DONE = "了";

    /** Say nothing right before a district or a year; 在修 is no 修. */
    private static final Set<String> THERE_OR_THEN = Set.of("在", "于");

    private final Coverage coverage;
    private final Segmenter segmenter;
    private final Map<String, Set<String>> kinds = new HashMap<>();
    private final Map<String, String> same = new LinkedHashMap<>();
    private final int longest;

    SenseReader(Coverage coverage, Segmenter segmenter) {
        this.coverage = coverage;
        this.segmenter = segmenter;
        for (String line : WordList.read(SenseReader.class, "same-questions.txt")) {
            String[] parts = line.split("\t", 2);
            List<String> words = List.of(parts[1].split(" "));
            if (parts[0].equals("SAME")) {
                words.forEach(word -> same.put(word, words.getFirst()));
            } else {
                kinds.computeIfAbsent(parts[0], kind -> new HashSet<>()).addAll(words);
            }
        }
        longest = same.keySet().stream().mapToInt(String::length).max().orElse(1);
    }

    /** @return empty where it is not clear what is asked: not in Chinese, of a district without articles, no question */
    public Optional<Sense> read(Question question) {
        Locality locality = coverage.locate(question);
        String folded = Folding.fold(question.utterance()).strip();
        if (question.scope() != Scope.POLICY
                || question.language() != Question.Language.CHINESE
                || question.text().length() > LONGEST
                || !locality.uncovered().isEmpty()
                || NO_ADDRESS.matcher(folded).find()) {
            return Optional.empty();
        }
        Set<String> districts = new TreeSet<>(locality.districts());
        districts.addAll(locality.carried());
        locality.meant().stream()
                .map(place -> place.candidates().getFirst())
                .filter(district -> district.level() != District.Level.COUNTY)
                .forEach(district -> districts.add(district.name()));
        List<Ask> asks = question.asks().stream().filter(ask -> ask.kind() != FactKind.ANY).toList();
        String text = withoutPlacesAndYears(question, locality);
        List<Sense.Fact> facts = question.asks().stream()
                .map(ask -> new Sense.Fact(ask.kind(), ask.unit(), ask.progress()))
                .toList();
        Set<Progress> progress = Progress.in(text);
        return Optional.of(new Sense(
                districts, question.period(), facts, question.comparisons(), progress, words(text, asks, progress)));
    }

    private static String withoutPlacesAndYears(Question question, Locality locality) {
        StringBuilder text = new StringBuilder(question.text());
        for (Place place : locality.meant()) {
            String name = place.written();
            boolean inText = place.standing() != Place.Standing.CARRIED && place.standing() != Place.Standing.EMBEDDED;
            for (int at = text.indexOf(name); inText && at >= 0; at = text.indexOf(name, at)) {
                var there = THERE.matcher(text).region(at + name.length(), text.length());
                blank(text, at, there.lookingAt() ? there.end() : at + name.length());
            }
        }
        Set<Integer> years = question.period().years();
        for (MatchResult match : YEAR.matcher(text.toString()).results().toList()) {
            int number = Integer.parseInt(match.group(1));
            if (years.contains(number) || match.group().endsWith("年") && years.contains(2000 + number)) {
                blank(text, match.start(), match.end());
            }
        }
        if (question.period().relative() && years.size() == 1) {
            RECKONED.matcher(text.toString()).results().forEach(match -> blank(text, match.start(), match.end()));
        }
        return text.toString();
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (int i = start; i < end; i++) {
            text.setCharAt(i, GAP);
        }
    }

    private List<Sense.Word> words(String text, List<Ask> asks, Set<Progress> progress) {
        StringBuilder rest = new StringBuilder(text);
        asks.forEach(ask -> blank(rest, ask.word().start(), ask.word().end()));
        List<Word> cut = segmenter.words(rest.toString()).stream().flatMap(this::apart).toList();
        Map<Integer, Word> byStart = new HashMap<>();
        BitSet edges = new BitSet();
        for (Word word : cut) {
            byStart.put(word.span().start(), word);
            edges.set(word.span().start());
            edges.set(word.span().end());
        }
        List<Sense.Word> words = new ArrayList<>();
        int at = 0;
        while (at < rest.length()) {
            int start = at;
            Ask asking = asks.stream().filter(ask -> ask.word().start() == start).findFirst().orElse(null);
            if (asking != null) {
                words.add(new Sense.Word("?" + asked(asking, text), Sense.Role.ASKS));
                at = asking.word().end();
                continue;
            }
            if (rest.charAt(at) == GAP) {
                at++;
                continue;
            }
            Span found = known(rest, edges, at);
            Word word = byStart.get(at);
            int end = found != null ? found.end() : word != null ? word.span().end() : at + 1;
            String written = rest.substring(at, end);
            boolean placed = THERE_OR_THEN.contains(written) && end < rest.length() && rest.charAt(end) == GAP;
            boolean says = Character.isLetterOrDigit(written.codePointAt(0)) || written.charAt(0) == '%';
            if (says && !placed) {
                String one = same.getOrDefault(written, written);
                words.add(new Sense.Word(one, is("DEED", one) ? Sense.Role.DEED : Sense.Role.OTHER));
            }
            at = end;
        }
        return without(words, progress);
    }

    /** A thing and what is done to it where the segmenter has one word for both: 老旧小区改造. */
    private Stream<Word> apart(Word word) {
        int end = word.span().end();
        int start = word.span().start();
        String text = word.text();
        String deed = text.substring(Math.max(0, text.length() - 2));
        return text.length() < 4 || !is("DEED", deed)
                ? Stream.of(word)
                : Stream.of(
                        new Word(text.substring(0, text.length() - 2), new Span(start, end - 2), word.nature()),
                        new Word(deed, new Span(end - 2, end), "v"));
    }

    /** The longest here of those that others stand for. */
    private @Nullable Span known(StringBuilder text, BitSet edges, int start) {
        for (int end = Math.min(text.length(), start + longest); edges.get(start) && end > start; end--) {
            if (edges.get(end) && same.containsKey(text.substring(start, end))) {
                return new Span(start, end);
            }
        }
        return null;
    }

    /** 几所 as 多少所, 啥时候 as 什么时候. */
    private String asked(Ask ask, String text) {
        String word = ask.word().of(text).replaceAll("[" + GAP + "?？ ]", "");
        String plain = ask.kind().isFigure() && ask.kind() != FactKind.DATE ? word.replaceFirst("^几", "多少") : word;
        return same.getOrDefault(plain, plain);
    }

    /** Without what says nothing, or nothing but what its progress says already. */
    private List<Sense.Word> without(List<Sense.Word> words, Set<Progress> progress) {
        List<Sense.Word> kept = new ArrayList<>();
        for (Sense.Word word : words.reversed()) {
            boolean planning = is("PLANNING", word.text())
                    && progress.contains(Progress.PLANNED)
                    && !kept.isEmpty()
                    && kept.getLast().role() == Sense.Role.DEED;
            boolean done = word.text().equals(DONE) && progress.contains(Progress.ACHIEVED);
            if (word.role() == Sense.Role.ASKS || !is("IDLE", word.text()) && !planning && !done) {
                kept.add(word);
            }
        }
        return kept.reversed();
    }

    private boolean is(String kind, String word) {
        return kinds.getOrDefault(kind, Set.of()).contains(word);
    }
}
