package wenzheng.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import wenzheng.corpus.CorpusFiles.Seen;
import wenzheng.corpus.extraction.Form;
import wenzheng.language.Making;
import wenzheng.language.Sha256;

/**
 * The articles of the corpus directory, as it was when it was last looked at. What cannot be read is logged by name and
 * left out; it never keeps the others out. {@link #look} may be called by one thread at a time, all else by many.
 *
 * <p>A file is read when it has stayed as it is for a while; until then, what it held before is answered from. A file
 * that has not changed is never opened again, not even after a restart, as long as what was read is kept.
 */
@Component
final class DirectoryArticles implements Articles, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryArticles.class);
    /** Of what is read before the program is up; the rest is read while it answers. */
    private static final Duration BEFORE_THE_START = Duration.ofSeconds(20);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);
    private static final Duration WAITING_FOR_A_LOOK = Duration.ofSeconds(10);

    /** What a file turned out to hold. */
    private record Read(String stamp, String digest, @Nullable Article article, @Nullable Fault fault) {}

    private record Waiting(String stamp, Instant since) {}

    /** All at one moment; replaced as a whole. */
    private record State(SortedMap<String, Article> articles, List<LeftOut> leftOut, List<Listed> listed) {}

    /**
     * How far a look has got.
     *
     * @param done files of those that have to be read
     * @param waiting files that are still being written
     */
    record Progress(int done, int files, int waiting, @Nullable Instant looked, boolean found, boolean keeping) {}

    private final CorpusFiles files;
    private final CorpusSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Reading reading;
    private final KeptArticles kept;
    private final String program = Making.of(List.of("corpus", "language"));
    private final ArticleReader reader;
    private Set<String> ownWords;
    private final Map<String, Read> read = new HashMap<>();
    private final Map<String, Waiting> waiting = new HashMap<>();
    private Map<String, KeptArticles.Known> known;
    private volatile Catalogue catalogue = new Catalogue(Map.of(), List.of());
    private String catalogueStamp = "none";
    private Set<String> catalogued = Set.of();
    private Instant reported = Instant.EPOCH;
    private final ReentrantLock looking = new ReentrantLock();
    /** Files that are known to be written to the end. */
    private Set<String> written = Set.of();
    private volatile State state = new State(new TreeMap<>(), List.of(), List.of());
    private volatile Progress progress = new Progress(0, 0, 0, null, true, true);

    @Autowired
    DirectoryArticles(CorpusSettings settings, ArticleReader reader, ApplicationEventPublisher events, Clock clock) {
        this.settings = settings;
        this.reader = reader;
        ownWords = reader.ownWords();
        this.events = events;
        this.clock = clock;
        files = new CorpusFiles(settings.directory(), 4 * settings.limits().articles());
        reading = new Reading(reader, settings.limits());
        kept = new KeptArticles(settings.store());
        known = kept.files();
        finishTransfer();
        look(false);
        written = Set.of();
        LOG.info("{} articles read from {}", state.articles.size(), settings.directory());
    }

    @Override
    public List<Article> all() {
        return List.copyOf(state.articles.values());
    }

    @Override
    public Optional<Article> find(String id) {
        return Optional.ofNullable(state.articles.get(id));
    }

    @Override
    public List<LeftOut> leftOut() {
        return state.leftOut;
    }

    /** All files of the directory, by name; those that were looked at last. */
    List<Listed> listed() {
        return state.listed;
    }

    /** What the catalogue said when it was last read. */
    CatalogueEntry entry(String id) {
        return catalogue.entries().getOrDefault(id, CatalogueEntry.NONE);
    }

    CorpusFiles files() {
        return files;
    }

    Progress progress() {
        return progress;
    }

    /** Where a change is written down that has to be made as a whole; by its name no part of a backup. */
    Path journal() {
        return settings.tended().resolve("transfer.part");
    }

    private void finishTransfer() {
        try {
            written = Transfer.finish(journal());
        } catch (IOException e) {
            LOG.error("{}: what staff changed last cannot be finished ({}). Make the directory of the articles and the data "
                    + "directory writable; it is tried again at the next change and the next start.", journal(), e.toString());
        }
    }

    /** Reads what changed in the directory since the last look, and publishes it. */
    void look() {
        looking.lock();
        try {
            look(true);
        } finally {
            looking.unlock();
        }
    }

    /** A change to files that is seen as one. */
    interface Change {

        /** @return the names of the files that it wrote */
        Set<String> make() throws IOException;
    }

    /**
     * Makes the change and looks at once; no look comes in between.
     *
     * @throws IOException where the change was not made
     * @throws TendingProblem where articles are being read and go on to be
     */
    void change(Change change) throws IOException {
        if (!locked()) {
            throw new TendingProblem(TendingProblem.Reason.BUSY);
        }
        try {
            Transfer.finish(journal());
            written = change.make();
            look(true);
        } finally {
            written = Set.of();
            looking.unlock();
        }
    }

    private boolean locked() {
        try {
            return looking.tryLock(WAITING_FOR_A_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @param parsing whether to read also what takes a process of its own; without, that is left for the next look */
    private void look(boolean parsing) {
        SortedMap<String, Seen> found;
        try {
            found = files.list();
        } catch (IOException e) {
            if (progress.found()) {
                LOG.error("{}: no directory that can be read, so {} articles stay as they are. Create it or set "
                        + "wenzheng.corpus.directory.", files.directory(), state.articles.size(), e);
            }
            progress = new Progress(0, 0, 0, progress.looked(), false, kept.isKeeping());
            return;
        }
        SortedMap<String, Seen> chosen = chosen(found);
        readCatalogue(chosen);
        followDictionary(chosen);
        List<Seen> settled = found.values().stream().filter(this::isChanged).filter(this::hasSettled).toList();
        int done = 0;
        Instant began = clock.instant();
        for (Seen file : settled) {
            if (!parsing && Duration.between(began, clock.instant()).compareTo(BEFORE_THE_START) > 0) {
                break;
            }
            report(done++, settled.size());
            boolean isChosen = file.fault().isEmpty() && chosen.get(file.id()) == file;
            boolean plain = !isChosen || Form.of(file.name()).filter(Form::isPlain).isPresent();
            read(file, isChosen, parsing || plain);
        }
        reading.rest();
        read.keySet().retainAll(found.keySet());
        waiting.keySet().removeIf(name -> !found.containsKey(name) && !name.equals(Catalogue.FILE));
        publish(chosen);
        keepFiles();
        progress = new Progress(done, settled.size(), waiting.size(), clock.instant(), true, kept.isKeeping());
    }

    /** The file of each id: of several that differ only in their ending, the first by name that can be read. */
    private SortedMap<String, Seen> chosen(SortedMap<String, Seen> found) {
        SortedMap<String, Seen> chosen = new TreeMap<>();
        found.values().stream()
                .filter(file -> file.fault().isEmpty() && !isFaulty(file))
                .forEach(file -> chosen.putIfAbsent(file.id(), file));
        return chosen;
    }

    private boolean isFaulty(Seen file) {
        Read before = read.get(file.name());
        return before != null
                && before.stamp().equals(file.stamp())
                && before.fault() != null
                && before.fault() != Fault.SAME_NAME;
    }

    private boolean isChanged(Seen file) {
        Read before = read.get(file.name());
        return before == null || !before.stamp().equals(file.stamp()) || before.fault() == Fault.SAME_NAME;
    }

    /** Whether it was written some time ago, or has stayed the same since it was seen first. */
    private boolean hasSettled(Seen file) {
        Instant now = clock.instant();
        Waiting before = waiting.get(file.name());
        if (before == null || !before.stamp().equals(file.stamp())) {
            before = new Waiting(file.stamp(), now);
            waiting.put(file.name(), before);
        }
        boolean old = file.changed().isBefore(now.minus(settings.settle()));
        if (old || written.contains(file.name()) || !before.since().isAfter(now.minus(settings.settle()))) {
            waiting.remove(file.name());
            return true;
        }
        return false;
    }

    private void read(Seen file, boolean chosen, boolean now) {
        Read before = read.get(file.name());
        Fault fault = file.fault().orElse(chosen ? null : Fault.SAME_NAME);
        try {
            if (fault != null) {
                throw new Faulty(fault);
            }
            KeptArticles.Known same = known.get(file.name());
            String digest = same != null && same.stamp().equals(file.stamp()) ? same.digest() : null;
            Article article = digest == null ? null : kept.article(key(digest, file)).orElse(null);
            if (article == null) {
                byte[] content = files.read(file, settings.limits().file().toBytes()).orElse(null);
                if (content == null) {
                    return;
                }
                digest = digest(content);
                article = kept.article(key(digest, file)).orElse(null);
                if (article == null) {
                    article = article(file, digest, content, now);
                }
            }
            if (article != null && digest != null) {
                read.put(file.name(), new Read(file.stamp(), digest, article.changedAt(file.changed()), null));
            }
        } catch (Faulty faulty) {
            read.put(file.name(), new Read(file.stamp(), "", null, faulty.fault()));
            if (faulty.fault() != Fault.SAME_NAME && (before == null || before.fault() != faulty.fault())) {
                LOG.error("{}: {}", files.directory().resolve(CorpusFiles.printable(file.name())), faulty.getMessage());
            }
        } catch (IOException e) {
            LOG.error("{}: cannot be read now, no process can be started for it. Make memory free.", file.name(), e);
        }
    }

    /** @return {@code null} where it takes a process of its own, and that is not wanted now */
    private @Nullable Article article(Seen file, String digest, byte[] content, boolean now) throws Faulty, IOException {
        Form form = Form.of(file.name()).orElseThrow(() -> new Faulty(Fault.FORM));
        String textKey = sha256(program + "\n" + form + "\n" + digest);
        String text = form.isPlain() ? null : kept.text(textKey).filter(said -> !said.isBlank()).orElse(null);
        if (text == null) {
            if (!now) {
                return null;
            }
            text = reading.text(form, content);
            if (!form.isPlain()) {
                kept.keepText(textKey, text);
            }
        }
        return article(file, digest, text);
    }

    private Article article(Seen file, String digest, String text) throws Faulty {
        Article article = reading.article(file.id(), text, entry(file.id()));
        kept.keepArticle(key(digest, file), article);
        return article;
    }

    private String key(String digest, Seen file) {
        return sha256(String.join("\n", program + ownWords, file.name(), entry(file.id()).toString(), digest));
    }

    private static String sha256(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] content) {
        return HexFormat.of().formatHex(Sha256.begin().digest(content));
    }

    /**
     * Reads the catalogue where it, or what it tells of, has changed. An article whose entry changed is made anew out of
     * the text that is there. A catalogue that somebody broke is reported, and what it said before holds.
     */
    private void readCatalogue(SortedMap<String, Seen> chosen) {
        Seen file = files.catalogue().orElse(null);
        boolean waits = file != null && file.fault().isEmpty() && !file.stamp().equals(catalogueStamp) && !hasSettled(file);
        String stamp = file == null ? "" : file.stamp();
        if (waits || stamp.equals(catalogueStamp) && chosen.keySet().equals(catalogued)) {
            return;
        }
        Catalogue before = catalogue;
        Catalogue now = Catalogue.read(files.directory(), chosen.keySet());
        boolean broken = now.entries().isEmpty() && !now.errors().isEmpty() && file != null;
        catalogue = broken ? new Catalogue(before.entries(), now.errors()) : now;
        catalogueStamp = stamp;
        catalogued = Set.copyOf(chosen.keySet());
        now.errors().stream().filter(error -> !before.errors().contains(error)).forEach(LOG::error);
        for (Seen article : chosen.values()) {
            Read known = read.get(article.name());
            boolean changed = !before.entries().getOrDefault(article.id(), CatalogueEntry.NONE).equals(entry(article.id()));
            if (changed && known != null && known.article() != null) {
                read.put(article.name(), remade(article, known, known.article()));
            }
        }
    }

    /** Makes articles anew out of the texts that are there, where staff added words to the dictionary since. */
    private void followDictionary(SortedMap<String, Seen> chosen) {
        if (ownWords.equals(reader.ownWords())) {
            return;
        }
        ownWords = reader.ownWords();
        for (Seen file : chosen.values()) {
            Read known = read.get(file.name());
            if (known != null && known.article() != null) {
                Read again = remade(file, known, known.article());
                if (!known.article().equals(again.article())) {
                    read.put(file.name(), again);
                }
            }
        }
    }

    private Read remade(Seen file, Read known, Article article) {
        try {
            Article again = article(file, known.digest(), article.text()).changedAt(file.changed());
            return new Read(known.stamp(), known.digest(), again, null);
        } catch (Faulty faulty) {
            return new Read(known.stamp(), known.digest(), null, faulty.fault());
        }
    }

    /** What is new is told before what is gone: an article that was renamed is never missing. */
    private void publish(SortedMap<String, Seen> chosen) {
        SortedMap<String, Article> articles = new TreeMap<>();
        List<LeftOut> leftOut = new ArrayList<>();
        List<Listed> listed = new ArrayList<>();
        LocalDate today = LocalDate.now(clock);
        long characters = 0;
        for (String name : new TreeSet<>(read.keySet())) {
            Read one = read.get(name);
            Article article = one.article();
            Seen file = article == null ? null : chosen.get(article.id());
            Fault fault = one.fault();
            if (article == null) {
                fault = fault == null ? Fault.UNREADABLE : fault;
            } else if (file == null || !file.name().equals(name)) {
                fault = Fault.SAME_NAME;
            } else {
                fault = entry(article.id()).fault(today);
            }
            if (article != null && fault == null) {
                characters += article.text().length();
                if (articles.size() >= settings.limits().articles() || characters > settings.limits().total()) {
                    fault = Fault.FULL;
                    characters -= article.text().length();
                } else {
                    articles.put(article.id(), article);
                }
            }
            if (fault != null) {
                leftOut.add(new LeftOut(CorpusFiles.printable(name), fault));
            }
            CatalogueEntry said = article == null ? CatalogueEntry.NONE : entry(article.id());
            listed.add(new Listed(name, one.digest(), said, article, fault));
        }
        State before = state;
        leftOut.stream()
                .filter(file -> file.fault() == Fault.FULL || file.fault() == Fault.SAME_NAME)
                .filter(file -> !before.leftOut.contains(file))
                .forEach(file -> LOG.error("{}: {}", file.file(), file.fault().sentence()));
        state = new State(articles, List.copyOf(leftOut), List.copyOf(listed));
        List<Article> stored = articles.values().stream()
                .filter(article -> before.articles.get(article.id()) != article)
                .toList();
        Set<String> gone = new TreeSet<>(before.articles.keySet());
        gone.removeAll(articles.keySet());
        if (progress.looked() != null && (!stored.isEmpty() || !gone.isEmpty())) {
            stored.forEach(article -> tell(new ArticleStored(article)));
            gone.forEach(id -> tell(new ArticleWithdrawn(id)));
            LOG.info("{} articles stored, {} withdrawn, {} in all", stored.size(), gone.size(), articles.size());
        }
    }

    /** What one listener cannot do with an article is no reason to keep it from the others, or from the next. */
    private void tell(Object event) {
        try {
            events.publishEvent(event);
        } catch (RuntimeException e) {
            LOG.error("{} could not be followed everywhere.", event.getClass().getSimpleName(), e);
        }
    }

    private void keepFiles() {
        Map<String, KeptArticles.Known> now = new HashMap<>();
        read.forEach((name, one) -> {
            if (one.article() != null) {
                now.put(name, new KeptArticles.Known(one.stamp(), one.digest()));
            }
        });
        if (!now.equals(known)) {
            known = now;
            kept.keepFiles(now);
        }
    }

    private void report(int done, int all) {
        progress = new Progress(done, all, waiting.size(), progress.looked(), true, kept.isKeeping());
        Instant now = clock.instant();
        if (reported.equals(Instant.EPOCH) || done == 0) {
            reported = now;
        } else if (Duration.between(reported, now).compareTo(BETWEEN_REPORTS) > 0) {
            reported = now;
            LOG.info("{} of {} changed files read", done, all);
        }
    }

    void tidy() {
        kept.tidy(clock);
    }

    @Override
    public void close() {
        reading.close();
    }
}
