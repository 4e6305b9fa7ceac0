package wenzheng.question;

/** The kind of fact a question asks for. */
public enum FactKind {
    /** How many of something. */
    COUNT,
    MONEY,
    /** A percentage, share or growth rate. */
    SHARE,
    AREA,
    LENGTH,
    DURATION,
    /** When, until when, since when. */
    DATE,
    /** Which is more, larger, earlier: a figure of each. */
    COMPARISON,
    WHERE,
    /** Who, which organisation. */
    WHO,
    /** How to reach an office: a telephone number, an e-mail or web address, a public account. */
    CONTACT,
    /** Which ones. */
    LIST,
    /** How, by what measures. */
    MANNER,
    WHETHER,
    /** What is it. */
    DEFINITION,
    /** Nothing says: bare keywords, a statement. */
    ANY;

    /** Whether the answer is a figure: a number with a unit, or a date. */
    public boolean isFigure() {
        return ordinal() <= COMPARISON.ordinal();
    }
}
