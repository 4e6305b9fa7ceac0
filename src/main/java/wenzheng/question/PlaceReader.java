package wenzheng.question;

import java.util.ArrayList;
import java.util.List;
import wenzheng.language.District;
import wenzheng.language.Gazetteer;
import wenzheng.language.Pinyin;

/** Reads which districts a question names, slips of the input method (管诚区, 中原去) included. */
final class PlaceReader {

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
        addHeard(text, places);
        return places;
    }

    /** Names written by slip with characters of the same sound. */
    private void addHeard(String text, List<Place> places) {
        List<String> syllables = Pinyin.syllables(text);
        for (int start = 0; start < text.length(); start++) {
            for (int length = Math.min(SoundIndex.LONGEST, text.length() - start); length >= 3; length--) {
                String written = text.substring(start, start + length);
                String sound = String.join(" ", syllables.subList(start, start + length));
                String name = sounds.spelling(sound, written);
                if (name != null) {
                    places.add(new Place(
                            gazetteer.mentions(name).getFirst().districts(), Place.Standing.HEARD, written));
                    start += length - 1;
                    break;
                }
            }
        }
    }
}
