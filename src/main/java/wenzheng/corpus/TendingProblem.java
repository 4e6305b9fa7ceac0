package wenzheng.corpus;

import java.io.IOException;
import java.util.Locale;

/** Why a change to articles was not made; none of it was. */
public final class TendingProblem extends RuntimeException {

    public enum Reason {
        /** Articles are being read. */
        BUSY,
        /** There is no such article, draft or version any more. */
        GONE,
        /** The article was changed after it was looked at. */
        CHANGED,
        TOO_MANY_DRAFTS,
        TOO_LARGE,
        /** It cannot be an article. */
        FAULTY,
        /** The catalogue cannot be changed as it stands: somebody has to correct it by hand. */
        CATALOGUE,
        /** A title, year or the like is none. */
        ENTRY,
        NO_DIRECTORY,
        NOT_WRITABLE,
        DISK_FULL;

        /** Of what people read about it. */
        public String key() {
            return "desk.tend.problem." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final transient Reason reason;

    TendingProblem(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    TendingProblem(IOException cause) {
        super(cause);
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        reason = said.contains("no space") || said.contains("quota") ? Reason.DISK_FULL : Reason.NOT_WRITABLE;
    }

    public Reason reason() {
        return reason;
    }
}
