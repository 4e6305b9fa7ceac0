package wenzheng.question;

/** What a question wants done with several figures; each is told by itself all the same. */
public enum Comparison {
    /** Which is more, most, earlier: 哪个区多, 最多的是, 排第几. */
    ORDER,
    /** By how much: 多多少, 相差多少, 增加了多少 over two years. */
    DIFFERENCE,
    /** Together: 一共, 加起来 over several districts, years or things. */
    SUM,
    /** One beside the other: 分别, 各. */
    EACH
}
