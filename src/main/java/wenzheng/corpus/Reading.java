package wenzheng.corpus;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wenzheng.corpus.extraction.Extraction;
import wenzheng.corpus.extraction.Form;

/** Makes articles of files, within the limits of {@link CorpusSettings}. For one thread at a time. */
final class Reading implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final ArticleReader reader;
    private final CorpusSettings.Limits limits;
    private final Extraction extraction;

    Reading(ArticleReader reader, CorpusSettings.Limits limits) {
        this.reader = reader;
        this.limits = limits;
        extraction = new Extraction(limits.characters(), limits.time(), (int) limits.memory().toMegabytes());
    }

    /** @throws IOException where no process can be started for it, whatever the file */
    String text(Form form, byte[] content) throws Faulty, IOException {
        return extraction.text(form, content);
    }

    /** @param id also what the log names */
    Article article(String id, String text, CatalogueEntry entry) throws Faulty {
        try {
            Article article = inTime(() -> reader.read(id, text, entry));
            if (article.passages().isEmpty()) {
                throw new Faulty(Fault.EMPTY);
            }
            return article;
        } catch (RuntimeException e) {
            LOG.error("{}: its text could not be split into passages.", CorpusFiles.printable(id), e);
            throw new Faulty(Fault.UNREADABLE);
        }
    }

    /** Reading is in proportion to the text but for texts that nobody writes; those are given up. */
    private Article inTime(Callable<Article> reading) throws Faulty {
        FutureTask<Article> task = new FutureTask<>(reading);
        Thread.ofPlatform().name("reading").daemon().start(task);
        try {
            return task.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Faulty(Fault.SLOW);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the program ends", e);
        } finally {
            task.cancel(true);
        }
    }

    /** Ends the process that parses, if there is one; the next file starts another. */
    void rest() {
        extraction.rest();
    }

    @Override
    public void close() {
        extraction.close();
    }
}
