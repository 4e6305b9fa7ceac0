package wenzheng.conversation;

/** Which way a question came. */
public enum Channel {
    /** The chat on a page. */
    WEB,
    /** A program, over HTTP. */
    API,
    TELEGRAM,
    /** A chat program, over the OpenAI protocol. */
    OPENAI,
    /** A caller, through a clerk. */
    PHONE
}
