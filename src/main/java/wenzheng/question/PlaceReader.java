package wenzheng.question;

import java.util.ArrayList;
import java.util.List;
import wenzheng.language.District;
import wenzheng.language.Gazetteer;
import wenzheng.language.Pinyin;

/** Reads which districts a question names, slips of the input method (管诚区, 中原去) mended. */
final class PlaceReader {

    /** Words that end a district's full name, and what people type for them by slip. */
    private static final String KINDS = "区县市";

    private final Gazetteer gazetteer;
    private final SoundIndex sounds;

    PlaceReader(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
        this.sounds = new SoundIndex(gazetteer);
    }

    /** @param text folded */
    List<Place> read(String text) {
        List<Place> places = new ArrayList<>();
        for (Gazetteer.Mention mention : gazetteer.mentions(text)) {
            String written = mention.span().of(text);
            boolean known = places.stream().anyMatch(place -> place.candidates().equals(mention.districts()));
            boolean country = mention.district().level() == District.Level.PROVINCE && !mention.fullName();
            if (!known && !country) {
                places.add(new Place(
                        mention.districts(),
                        mention.fullName() ? Place.Standing.CERTAIN : Place.Standing.BARE,
                        written));
            }
        }
        return places;
    }

    /** The text with district names as they are spelled, where it has one of the same sound that differs by a slip. */
    String mend(String text) {
        List<String> syllables = Pinyin.syllables(text);
        StringBuilder mended = new StringBuilder(text);
        for (int start = 0; start < text.length(); start++) {
            for (int length = Math.min(SoundIndex.LONGEST, text.length() - start); length >= 3; length--) {
                String window = mended.substring(start, start + length);
                String sound = String.join(" ", syllables.subList(start, start + length));
                String name = sounds.spelling(sound, window);
                if (name != null) {
                    mended.replace(start, start + length, name);
                    break;
                }
            }
        }
        return mended.toString();
    }
}
