package wenzheng.question;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import wenzheng.language.District;
import wenzheng.language.Gazetteer;
import wenzheng.language.Pinyin;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.language.WordList;

/** Reads which districts a question names, slips of the input method (管诚区, 中原去) included. */
final class PlaceReader {

    /** What a bare name is part of with one of these behind it: 金水河, 二七广场. */
    private static final Pattern TAIL = Pattern.compile(alternatives("name-tails.txt"));

    /** What makes a bare name behind it a mere word: 国家级经开区, 建成高新区. */
    private static final Pattern HEAD = Pattern.compile(".*(?:%s)".formatted(alternatives("name-heads.txt")));

    /** The part of speech of a place's name. */
    private static final String NAME_OF_PLACE = "ns";

    private final Gazetteer gazetteer;
    private final Segmenter segmenter;
    private final KnownText known;
    private final FunctionWords functionWords;
    private final SoundIndex sounds;

    PlaceReader(Gazetteer gazetteer, Segmenter segmenter, KnownText known, FunctionWords functionWords) {
        this.gazetteer = gazetteer;
        this.segmenter = segmenter;
        this.known = known;
        this.functionWords = functionWords;
        this.sounds = new SoundIndex(gazetteer);
    }

    /** @param text folded */
    List<Place> read(String text) {
        List<Place> places = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (Gazetteer.Mention mention : gazetteer.mentions(text)) {
            Place.Standing standing = standing(text, mention);
            if (isDeed(text, mention)) {
                continue;
            }
            boolean country = mention.district().level() == District.Level.PROVINCE && standing == Place.Standing.BARE;
            boolean again = places.removeIf(place ->
                    place.candidates().equals(mention.districts()) && place.standing().compareTo(standing) > 0);
            if (again || !country && places.stream().noneMatch(place -> place.candidates().equals(mention.districts()))) {
                places.add(new Place(mention.districts(), standing, mention.span().of(text)));
                spans.add(mention.span());
            }
        }
        addHeard(text, places, spans);
        return places;
    }

    private Place.Standing standing(String text, Gazetteer.Mention mention) {
        boolean part = !mention.fullName()
                && (TAIL.matcher(text).region(mention.span().end(), text.length()).lookingAt()
                        || HEAD.matcher(text).region(0, mention.span().start()).matches());
        if (part || standsInArticles(text, mention.span())) {
            return Place.Standing.EMBEDDED;
        }
        return mention.fullName() || isUnmistakable(text, mention) ? Place.Standing.CERTAIN : Place.Standing.BARE;
    }

    /** Whether a county's bare name is a verb: 新建, which 新建区 is seldom meant by. */
    private boolean isDeed(String text, Gazetteer.Mention mention) {
        return !mention.fullName()
                && mention.district().level() == District.Level.COUNTY
                && segmenter.words(text).stream()
                        .anyMatch(word -> word.span().equals(mention.span()) && word.nature().startsWith("v"));
    }

    /** Whether the articles have the name with what stands beside it here: 与卢氏县结对, 长安古寨. */
    private boolean standsInArticles(String text, Span span) {
        for (int at = span.start(); at + 3 <= span.end(); at++) {
            if (!known.holds(text.substring(at, at + 3))) {
                return false;
            }
        }
        return isContent(text, span.end()) && known.holds(text.substring(span.end() - 2, span.end() + 1))
                || isContent(text, span.start() - 1) && known.holds(text.substring(span.start() - 1, span.start() + 2));
    }

    private boolean isContent(String text, int at) {
        return at >= 0
                && at < text.length()
                && Character.isIdeographic(text.charAt(at))
                && !functionWords.contains(text.substring(at, at + 1));
    }

    /** Whether a bare name of a city or province can be nothing else: 深圳, where it is a word by itself. */
    private boolean isUnmistakable(String text, Gazetteer.Mention mention) {
        return mention.district().level() != District.Level.COUNTY
                && segmenter.words(text).stream()
                        .anyMatch(word -> word.span().start() == mention.span().start()
                                && word.span().end() >= mention.span().end()
                                && word.nature().startsWith(NAME_OF_PLACE));
    }

    /** Names written by slip with characters of the same sound; one that is right does not end within a slip. */
    private void addHeard(String text, List<Place> places, List<Span> spans) {
        List<String> syllables = Pinyin.syllables(text);
        for (int start = 0; start < text.length(); start++) {
            int first = start;
            if (spans.stream().anyMatch(span -> span.start() < first && first < span.end())) {
                continue;
            }
            for (int length = Math.min(SoundIndex.LONGEST, text.length() - start); length >= 3; length--) {
                String written = text.substring(start, start + length);
                String sound = String.join(" ", syllables.subList(start, start + length));
                String name = sounds.spelling(sound, written);
                if (name != null) {
                    places.removeIf(place ->
                            place.standing() == Place.Standing.BARE && written.startsWith(place.written()));
                    places.add(new Place(
                            gazetteer.mentions(name).getFirst().districts(), Place.Standing.HEARD, written));
                    start += length - 1;
                    break;
                }
            }
        }
    }

    private static String alternatives(String file) {
        return WordList.read(PlaceReader.class, file).stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }
}
