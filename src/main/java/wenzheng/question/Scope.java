package wenzheng.question;

/** What sort of utterance it is; only {@link #POLICY} is searched for. */
public enum Scope {
    POLICY,
    GREETING,
    THANKS,
    /** Laughs, nods or hums (哈哈哈, 嗯嗯, 知道了), and neither thanks nor asks. */
    CHATTER,
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
