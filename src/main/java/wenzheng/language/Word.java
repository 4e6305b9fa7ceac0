package wenzheng.language;

/**
 * A word of a text.
 *
 * @param nature the part of speech in the tag set of HanLP, which is that of the PKU corpus: {@code n}, {@code ns} for
 *     a place, {@code nr} for a person, {@code m} for a numeral, {@code q} for a measure word, {@code w} for punctuation
 */
public record Word(String text, Span span, String nature) {}
