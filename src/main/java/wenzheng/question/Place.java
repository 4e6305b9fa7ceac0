package wenzheng.question;

import java.util.List;
import wenzheng.language.District;

/**
 * A district that a question is about.
 *
 * @param candidates who may be meant, never empty: several districts share a name; a city means all its districts
 * @param written as it stands in the question, for the reply to repeat
 */
public record Place(List<District> candidates, Standing standing, String written) {

    public enum Standing {
        /** Its kind is said, 管城区, 管城回族区; or it is a city's name that can be nothing else, 深圳. */
        CERTAIN,
        /** A bare name, which may be a mere word or part of another name: 管城, 东方, 金水路. */
        BARE,
        /** Part of another name, 金水河, 惠济桥, or named as articles name it on the way, 与卢氏县结对. */
        EMBEDDED,
        /** Written with other characters of the same sound: 管诚区. */
        HEARD,
        /** An earlier turn named it and this one, about something else, names none. */
        CARRIED
    }

    public Place {
        candidates = List.copyOf(candidates);
    }

    /** Whether the district is the one meant, or part of it. */
    public boolean covers(District district) {
        return candidates.stream().anyMatch(district::within);
    }

    Place certain() {
        return new Place(candidates, Standing.CERTAIN, written);
    }

    Place carried() {
        return new Place(candidates, Standing.CARRIED, written);
    }
}
