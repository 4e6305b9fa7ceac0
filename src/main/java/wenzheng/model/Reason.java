package wenzheng.model;

/** Why something that the model wrote, or did not write, did not go out. */
public enum Reason {
    /** A line is not of the structure asked for. */
    STRUCTURE,
    /** A sentence names no quote, or one that was not given. */
    SOURCE,
    /** A link, a title or a mark of a citation. */
    LINK,
    LENGTH,
    LANGUAGE,
    /** A figure, a date or a name that its quotes have not. */
    UNSUPPORTED,
    /** A figure told of what another figure of its quotes counts. */
    MIXED_UP,
    /** A district that its quotes do not speak of. */
    DISTRICT,
    /** A year that its quotes do not speak of, or a year reckoned from today. */
    YEAR,
    /** Denies what the quote affirms, or affirms what it denies. */
    NEGATION,
    /** Planned told as done, done as planned, begun as finished. */
    PROGRESS,
    /** Says more, or the opposite: 超过, 全部, 下降 for 增长. */
    CLAIM,
    /** Speaks of something else than its quotes. */
    UNLIKE,
    /** What answers the question is not among what was proven. */
    LOST_FACT,
    /** Nothing came. */
    EMPTY,
    /** It did not stop. */
    ENDLESS,
    LATE,
    UNREACHABLE,
    /** The circuit breaker is open. */
    BROKEN,
    /** All places are taken. */
    BUSY,
    /** The tokens of the day are spent. */
    SPENT
}
