package wenzheng.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wenzheng.language.Gazetteer;
import wenzheng.language.Segmenter;

/**
 * Reads a published page into an article: mends what the layout tore, finds its headings, splits it into passages. It
 * knows scans of newspapers, Markdown and pages of the web. Safe for use by many threads.
 */
@Component
public final class ArticleReader {

    private final Segmenter segmenter;
    private final TornSentences tornSentences;
    private final Imprint imprint;

    public ArticleReader(Segmenter segmenter, Gazetteer gazetteer) {
        this.segmenter = segmenter;
        this.tornSentences = new TornSentences(segmenter);
        this.imprint = new Imprint(gazetteer);
    }

    /**
     * @param text as decoded; may be of any kind, also empty
     * @throws CancellationException where the thread is interrupted: some texts that nobody writes, of many thousand
     *     short lines say, would take for ever
     * @param entry {@link CatalogueEntry#NONE} where the catalogue has none
     */
    public Article read(String id, String text, CatalogueEntry entry) {
        List<Block> page = Layout.blocks(text);
        Imprint.Facts inferred = imprint.infer(page);
        Set<String> names = new TreeSet<>();
        String title = entry.title() != null ? entry.title() : inferred.title() != null ? inferred.title() : id;
        if (entry.title() == null) {
            names.add("title");
        }
        List<Paragraph> paragraphs = Paragraphs.of(Imprint.withoutTitle(page, title), tornSentences);
        return new Article(
                id,
                title,
                chosen("district", entry.district(), inferred.district(), names),
                chosen("year", entry.year(), inferred.year(), names),
                chosen("outlet", entry.outlet(), inferred.outlet(), names),
                names,
                text,
                passages(id, paragraphs));
    }

    /** The words that staff added, which texts are mended by too. */
    Set<String> ownWords() {
        return segmenter.dictionary().words();
    }

    /** To be called within what takes longer than in proportion to a text's length. */
    static void goOnUnlessInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the article takes too long to read");
        }
    }

    private static <T> @Nullable T chosen(String name, @Nullable T told, @Nullable T inferred, Set<String> names) {
        if (told == null && inferred != null) {
            names.add(name);
        }
        return told != null ? told : inferred;
    }

    private static List<Passage> passages(String id, List<Paragraph> paragraphs) {
        List<Passage> passages = new ArrayList<>();
        for (Paragraph paragraph : paragraphs) {
            List<TracedText> parts = Glance.split(paragraph.text());
            for (int i = 0; i < parts.size(); i++) {
                TracedText part = parts.get(i);
                passages.add(new Passage(
                        id,
                        passages.size(),
                        paragraph.headings(),
                        part.toString(),
                        part.places(),
                        i == 0 && paragraph.startMissing(),
                        i == parts.size() - 1 && paragraph.endMissing()));
            }
        }
        return passages;
    }
}
