package wenzheng.corpus;

import java.util.List;

/**
 * A mended paragraph on its way to passages.
 *
 * @param startMissing see {@link Passage}
 * @param endMissing see {@link Passage}
 */
record Paragraph(List<String> headings, TracedText text, boolean startMissing, boolean endMissing) {}
