package wenzheng.desk;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What a member of staff asked for and cannot have: its status, and the key of the message that says why. */
class DeskProblem extends ResponseStatusException {

    private final String key;

    /** A request that is wrong. */
    DeskProblem(String key) {
        this(HttpStatus.BAD_REQUEST, key);
    }

    DeskProblem(HttpStatus status, String key) {
        super(status, key);
        this.key = key;
    }

    static DeskProblem gone() {
        return new DeskProblem(HttpStatus.NOT_FOUND, "desk.error.gone");
    }

    String key() {
        return key;
    }
}
