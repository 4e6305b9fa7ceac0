package wenzheng.question;

/** What sort of utterance it is; only {@link #POLICY} is searched for. */
public enum Scope {
    POLICY,
    GREETING,
    THANKS,
    FAREWELL,
    IDENTITY,
    ABUSE,
    OVERRIDE,
    ILLEGAL,
    PROVOCATION,
    PRIVATE_DATA,
    PERSONAL_CASE,
    /** Somebody's life or safety is at stake. */
    EMERGENCY,
    /** Asks for a person to talk to. */
    HUMAN
}
