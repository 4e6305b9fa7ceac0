package wenzheng.answer;

/** What speaks for a sentence as the answer to one ask. */
enum Feature {
    /** The share of the question's terms that the sentence and what stands around it speak of, 0 to 1. */
    COVERAGE,
    /** The same of the sentence alone. */
    SAID,
    /** The passage's score in the search against that of the best, 0 to 1. */
    RANK,
    /** How like the question the sentence is in what it means, by their vectors: 0 to 1.2. */
    NEAR,
    /** By how much the sentence that is most like it is more so, 0 to 1. */
    BEHIND,
    /** Characters by which a run shared with the question is longer than chance has it, 0 to 8. */
    RUN,
    /** How well the best figure is of the kind and unit asked for, and stands by what is asked about, 0 to 2. */
    FIGURE,
    /** 1 where a figure is asked for and the sentence has none. */
    NO_FIGURE,
    /** How much of what is asked about stands near the figure, or in the sentence and its headings, 0 to 1. */
    FOCUS,
    /** How much of the words beside the figure the question has too: what the figure is of, 0 to 1. */
    OWNED,
    /** The share of all terms that the weightiest one has of which neither the sentence nor what is around it speaks. */
    UNSAID,
    /** How well the sentence or its heading speaks of the thing that stands nearest to what asks: 床位 of 床位有多少, 0 to 1. */
    ASKED,
    /** How close to the figure the thing stands that stands nearest to what asks, 0 to 1. */
    COUNTED,
    /** The share of the things in the asking clause that no article speaks of, 0 to 1. */
    STRANGE,
    /** How much is missing of the name, of those in the question, that the passage has least of, 0 to 1. */
    UNNAMED,
    /** 1 where the year that the sentence speaks about is the date asked for. */
    BY_YEAR,
    /** Where a list is asked for and the sentence is one: 0.15, and 0.4 where it is as long as the question counts. */
    LISTED,
    /** 1 where it only announces or asks what the sentences behind it say. */
    OPENS,
    /** Where the answer is clauses, how long it is, by the logarithm: 0 for a few characters, 1 for some 160. */
    LENGTH,
    /** 1 where a person, an organisation or a place is asked for and the sentence names none. */
    NONE_SUCH,
    /** Whether it says planned or done, begun or finished, new or continued, as the question does: -1 to 1. */
    PROGRESS,
    /** The trained reader's share for this sentence among all it read and no answer, 0 to 1; 0 where it read nothing. */
    READ,
    /** The same among the sentences alone. */
    PREFERRED,
    /** The same by its logarithm: 0 for a thousandth and less, 1 for all of it. */
    LIKELY,
    /** How much likelier the reader has it than no answer, a logarithm: -0.5 to 1, 20 and more; 0 where it read nothing. */
    MARGIN,
    /** How much of what neither the sentence nor its heading says its article's title says, 0 to 1. */
    TITLED
}
