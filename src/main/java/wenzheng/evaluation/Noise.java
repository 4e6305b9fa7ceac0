package wenzheng.evaluation;

import java.util.Locale;

/** How a person may write a question otherwise than the set does. */
enum Noise {
    /** Traditional characters throughout. */
    TRADITIONAL,
    /** Letters, digits and marks in full width. */
    FULL_WIDTH,
    /** Chinese numerals for the Arabic ones. */
    NUMERALS,
    /** In the last turn, one character replaced by another of the same sound. */
    HOMOPHONE,
    /** In the last turn, one name in pinyin. */
    PINYIN;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
