package wenzheng.question;

/** The kind of fact a question asks for. */
public enum FactKind {
    COUNT,
    MONEY,
    SHARE,
    MEASURE,
    DATE,
    PLACE,
    AGENT,
    LIST,
    MANNER,
    WHETHER,
    COMPARISON,
    DEFINITION,
    ANY
}
