package wenzheng.search;

/**
 * What is indexed and asked for.
 *
 * @param start where it stands in the text, in UTF-16 units
 * @param stacked whether it stands at the same position as the token before it: a part of a word, or its value
 */
record Token(String text, int start, int end, boolean stacked) {}
