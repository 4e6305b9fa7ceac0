package wenzheng.search;

import java.util.List;

/** The fields that are matched: of windows and of whole articles, by words and by character bigrams. */
enum MatchField {
    WINDOW_WORDS,
    WINDOW_BIGRAMS,
    ARTICLE_WORDS,
    ARTICLE_BIGRAMS;

    static final List<MatchField> OF_WINDOWS = List.of(WINDOW_WORDS, WINDOW_BIGRAMS);
    static final List<MatchField> OF_ARTICLES = List.of(ARTICLE_WORDS, ARTICLE_BIGRAMS);

    boolean byWord() {
        return this == WINDOW_WORDS || this == ARTICLE_WORDS;
    }
}
