package wenzheng.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import wenzheng.corpus.CorpusFiles.Seen;
import wenzheng.corpus.TendingProblem.Reason;
import wenzheng.corpus.extraction.Form;

/**
 * What staff change of the articles: drafts, which nothing is answered from until they are published; what the catalogue
 * says; versions that take the place of others, and articles that are withdrawn, both of which are kept and can be
 * brought back. A change is made as a whole, file and catalogue together, also where the program is killed in it, and is
 * answered from when the method returns. Blocking; safe for use by many threads; all throw {@link TendingProblem}.
 */
@Component
@Profile("!evaluation")
public final class Tending implements AutoCloseable {

    public static final int MOST_DRAFTS = 200;
    private static final long MOST_BYTES = 1L << 30;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_WORD = 60;
    /** In bytes: of 255 that a name may have, what is put around it takes some. */
    private static final int LONGEST_NAME = 180;

    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}_.-]+");
    private static final Pattern EDGE = Pattern.compile("^[-_.]+|[-_.]+$");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Cn}\\u2028\\u2029]+");

    private final DirectoryArticles articles;
    private final CorpusSettings settings;
    private final Clock clock;
    private final HeldFiles files;
    private final Reading reading;

    Tending(DirectoryArticles articles, CorpusSettings settings, ArticleReader reader, Clock clock) {
        this.articles = articles;
        this.settings = settings;
        this.clock = clock;
        files = new HeldFiles(settings.tended(), !Files.exists(articles.journal()));
        reading = new Reading(reader, settings.limits());
    }

    /** All files of the corpus directory, by name. */
    public List<Listed> listed() {
        return articles.listed();
    }

    /** The file that the article is read from; also one that is past its time. */
    public Optional<Listed> find(String articleId) {
        return listed().stream()
                .filter(file -> file.article() != null
                        && file.article().id().equals(articleId)
                        && file.fault() != Fault.SAME_NAME)
                .findFirst();
    }

    /** @return newest first */
    public List<Held> held(Held.State... states) {
        Set<Held.State> wanted = Set.of(states);
        return files.all().values().stream()
                .filter(held -> wanted.contains(held.state()))
                .sorted(Comparator.comparing(Held::at).thenComparing(Held::id).reversed())
                .toList();
    }

    public Optional<Held> held(String id) {
        return Optional.ofNullable(files.all().get(id));
    }

    /** The article that it is, was, or would be; empty where it can be none. */
    public Optional<Article> read(Held held) {
        if (held.fault() != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.article(held.articleId(), files.text(held), held.entry()).changedAt(held.at()));
        } catch (NoSuchFileException gone) {
            throw new TendingProblem(Reason.GONE);
        } catch (IOException e) {
            throw new TendingProblem(e);
        } catch (Faulty faulty) {
            return Optional.empty();
        }
    }

    /** @return a file that an upload may be written to, for {@link #draft} */
    public Path incoming() {
        long drafts = 0;
        long bytes = 0;
        for (Held held : held(Held.State.DRAFT)) {
            drafts++;
            bytes += held.size();
        }
        if (drafts >= MOST_DRAFTS || bytes >= MOST_BYTES) {
            throw new TendingProblem(Reason.TOO_MANY_DRAFTS);
        }
        try {
            return files.incoming();
        } catch (IOException e) {
            throw new TendingProblem(e);
        }
    }

    /**
     * Reads what was uploaded and keeps it as a draft, with its fault where it has one.
     *
     * @param name that the file had where it came from; any
     * @param incoming is gone afterwards
     * @param replaces the article that it is a newer version of, of which it keeps what staff said; {@code null} for the
     *     one that has its name, if one has
     */
    public Held draft(String name, Path incoming, @Nullable String replaces, String by) {
        try {
            long size = Files.size(incoming);
            if (size > settings.limits().file().toBytes()) {
                throw new TendingProblem(Reason.TOO_LARGE);
            }
            byte[] content = Files.readAllBytes(incoming);
            String file = safe(name);
            String stem = file.substring(0, file.lastIndexOf('.'));
            Listed out = find(replaces == null ? stem : replaces).orElse(null);
            if (out == null && replaces != null) {
                throw new TendingProblem(Reason.GONE);
            }
            CatalogueEntry entry = CatalogueEntry.NONE;
            String text = null;
            Fault fault = null;
            synchronized (reading) {
                try {
                    Form form = Form.of(name).orElseThrow(() -> new Faulty(Fault.FORM));
                    text = reading.text(form, content);
                    reading.article(stem, text, CatalogueEntry.NONE);
                    entry = out == null ? entry : inherited(out, text);
                } catch (Faulty faulty) {
                    fault = faulty.fault();
                } finally {
                    reading.rest();
                }
            }
            Held held = new Held(
                    HeldFiles.newId(), Held.State.DRAFT, file, entry, out == null ? null : id(out), by, clock.instant(),
                    size, DirectoryArticles.digest(content), fault);
            files.add(held, content, text);
            return held;
        } catch (IOException e) {
            throw new TendingProblem(e);
        } finally {
            discard(incoming);
        }
    }

    /**
     * What staff said of an article, for a newer version of it: what the text itself says in another way than before
     * counts as it stands there, and days that ended the one do not end the other. Nothing where the article cannot be
     * read without what staff said of it.
     *
     * @throws Faulty where the text cannot be read
     */
    private CatalogueEntry inherited(Listed out, String text) throws Faulty {
        CatalogueEntry said = out.entry();
        Article now = reading.article(id(out), text, CatalogueEntry.NONE);
        Article before;
        try {
            before = reading.article(id(out), Objects.requireNonNull(out.article()).text(), CatalogueEntry.NONE);
        } catch (Faulty unread) {
            return CatalogueEntry.NONE;
        }
        // A title that is no line of its own is the beginning of the text, and says nothing of what it is called.
        boolean titled = now.passages().stream().noneMatch(passage -> passage.text().contains(now.title()));
        boolean ended = said.fault(LocalDate.now(clock)) != null;
        return new CatalogueEntry(
                titled && !now.title().equals(before.title()) ? null : said.title(),
                Objects.equals(now.district(), before.district()) ? said.district() : null,
                Objects.equals(now.year(), before.year()) ? said.year() : null,
                Objects.equals(now.outlet(), before.outlet()) ? said.outlet() : null,
                ended ? null : said.validUntil(),
                ended ? null : said.withdrawnFrom());
    }

    private static String id(Listed listed) {
        return Objects.requireNonNull(listed.article()).id();
    }

    private static void discard(Path incoming) {
        try {
            Files.deleteIfExists(incoming);
        } catch (IOException e) {
            throw new TendingProblem(e);
        }
    }

    /**
     * @param replaces the article that the draft is to take the place of; {@code null} for none. Where it is another than
     *     before, the draft keeps what staff said of it and the entry does not say
     * @return the draft as it is now
     */
    public Held describe(String draft, CatalogueEntry entry, @Nullable String replaces) {
        Held held = draft(draft);
        Listed out = replaces == null ? null : find(replaces).orElseThrow(() -> new TendingProblem(Reason.GONE));
        try {
            CatalogueEntry said = checked(entry);
            if (out != null && held.fault() == null && !id(out).equals(held.replaces())) {
                said = said.or(inherited(out, files.text(held)));
            }
            Held now = held.as(said, replaces);
            files.update(now);
            return now;
        } catch (Faulty faulty) {
            throw new TendingProblem(Reason.FAULTY);
        } catch (IOException e) {
            throw new TendingProblem(e);
        }
    }

    public void discard(String draft) {
        try {
            files.remove(draft(draft));
        } catch (IOException e) {
            throw new TendingProblem(e);
        }
    }

    /**
     * Has the draft answered from.
     *
     * @return the article's id
     */
    public String publish(String draft, String by) {
        return bringIn(draft(draft), by);
    }

    /**
     * Has what was replaced or withdrawn answered from again; an article that has taken its place is kept instead.
     *
     * @return the article's id
     */
    public String restore(String id, String by) {
        Held held = held(id)
                .filter(known -> known.state() != Held.State.DRAFT)
                .orElseThrow(() -> new TendingProblem(Reason.GONE));
        return bringIn(held, by);
    }

    private String bringIn(Held held, String by) {
        if (held.fault() != null) {
            throw new TendingProblem(Reason.FAULTY);
        }
        List<String> id = new ArrayList<>();
        change(transfer -> {
            Listed out = find(held.articleId())
                    .filter(_ -> held.replaces() != null || held.state() != Held.State.DRAFT)
                    .orElse(null);
            if (held.replaces() != null && out == null) {
                throw new TendingProblem(Reason.GONE);
            }
            String ending = held.file().substring(held.file().lastIndexOf('.'));
            String file = out == null ? free(held.file()) : held.articleId() + ending;
            id.add(file.substring(0, file.lastIndexOf('.')));
            if (out != null) {
                putAway(transfer, out, Held.State.REPLACED, by);
                if (!out.file().equals(file)) {
                    transfer.remove(directory().resolve(out.file()));
                }
            }
            Path part = directory().resolve("." + held.id() + ".part");
            Transfer.writeNew(part, files.content(held));
            transfer.move(part, directory().resolve(file));
            transfer.remove(files.folder(held));
            catalogue(transfer, id.getFirst(), held.entry());
        });
        return id.getFirst();
    }

    /** @param version of what was looked at, {@link Listed#version} */
    public void withdraw(String articleId, String version, String by) {
        change(transfer -> {
            Listed out = live(articleId, version);
            putAway(transfer, out, Held.State.WITHDRAWN, by);
            transfer.remove(directory().resolve(out.file()));
            catalogue(transfer, articleId, CatalogueEntry.NONE);
        });
    }

    /** @param version of what was looked at, {@link Listed#version} */
    public void correct(String articleId, String version, CatalogueEntry entry) {
        CatalogueEntry said = checked(entry);
        change(transfer -> {
            live(articleId, version);
            catalogue(transfer, articleId, said);
        });
    }

    private Held draft(String id) {
        return held(id)
                .filter(held -> held.state() == Held.State.DRAFT)
                .orElseThrow(() -> new TendingProblem(Reason.GONE));
    }

    private Listed live(String articleId, String version) {
        Listed listed = find(articleId).orElseThrow(() -> new TendingProblem(Reason.GONE));
        if (!listed.version().equals(version)) {
            throw new TendingProblem(Reason.CHANGED);
        }
        return listed;
    }

    private interface Steps {

        void add(Transfer transfer) throws IOException;
    }

    private void change(Steps steps) {
        try {
            articles.change(() -> {
                if (!Files.isDirectory(directory())) {
                    throw new TendingProblem(Reason.NO_DIRECTORY);
                }
                Files.createDirectories(settings.tended());
                Transfer transfer = new Transfer(articles.journal());
                steps.add(transfer);
                return transfer.make();
            });
        } catch (NoSuchFileException gone) {
            throw new TendingProblem(Reason.GONE);
        } catch (IOException e) {
            throw new TendingProblem(e);
        } finally {
            files.load(false);
        }
    }

    /** Keeps a copy of what is in the file, with what is known of it. */
    private void putAway(Transfer transfer, Listed out, Held.State state, String by) throws IOException {
        Seen seen = articles.files().list().get(out.file());
        byte[] content;
        try {
            content = seen == null ? null : articles.files().read(seen, settings.limits().file().toBytes()).orElse(null);
        } catch (Faulty faulty) {
            content = null;
        }
        if (content == null || out.article() == null || !DirectoryArticles.digest(content).equals(out.digest())) {
            throw new TendingProblem(Reason.CHANGED);
        }
        Held held = new Held(
                HeldFiles.newId(), state, out.file(), out.entry(), null, by, clock.instant(), content.length, out.digest(), null);
        transfer.move(files.prepare(held, content, out.article().text()), files.folder(held));
    }

    private void catalogue(Transfer transfer, String articleId, CatalogueEntry entry) throws IOException {
        if (articles.entry(articleId).equals(entry) && !entry.equals(CatalogueEntry.NONE)) {
            return;
        }
        Path file = directory().resolve(Catalogue.FILE);
        Seen seen = articles.files().catalogue().orElse(null);
        String before = "";
        if (seen != null) {
            if (seen.fault().isPresent() || seen.size() > Catalogue.LARGEST) {
                throw new TendingProblem(Reason.CATALOGUE);
            }
            before = Files.readString(file);
        }
        String after;
        try {
            after = CatalogueText.with(before, articleId, entry);
        } catch (RuntimeException broken) {
            throw new TendingProblem(Reason.CATALOGUE);
        }
        CatalogueEntry read = Catalogue.parse(file, after, Set.of(articleId))
                .entries()
                .getOrDefault(articleId, CatalogueEntry.NONE);
        if (!read.equals(entry) || after.length() > Catalogue.LARGEST) {
            throw new TendingProblem(Reason.CATALOGUE);
        }
        if (!after.equals(before)) {
            Path part = directory().resolve(".catalog.part");
            Transfer.writeNew(part, after.getBytes(StandardCharsets.UTF_8));
            transfer.move(part, file);
        }
    }

    private Path directory() {
        return settings.directory();
    }

    /** The name, or with a number the next that no file has; also none in other letters of the same kind. */
    private String free(String file) throws IOException {
        String stem = file.substring(0, file.lastIndexOf('.'));
        Set<String> taken = new HashSet<>();
        articles.files().list().keySet().forEach(name ->
                taken.add(name.substring(0, Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT)));
        String next = stem;
        for (int number = 2; taken.contains(next.toLowerCase(Locale.ROOT))
                || Files.exists(directory().resolve(next + file.substring(stem.length())), LinkOption.NOFOLLOW_LINKS); number++) {
            next = stem + "-" + number;
        }
        return next + file.substring(stem.length());
    }

    /** A name that leads nowhere else, hides nothing and is an article's, whatever it was: what is not safe is left out. */
    static String safe(String name) {
        String last = Normalizer.normalize(name, Normalizer.Form.NFC).replaceAll("(?s).*[/\\\\]", "");
        int point = last.lastIndexOf('.');
        String ending = Form.of(last).isPresent() ? last.substring(point + 1).toLowerCase(Locale.ROOT) : "txt";
        String stem = EDGE.matcher(UNSAFE.matcher(point < 0 ? last : last.substring(0, point)).replaceAll("-")).replaceAll("");
        while (stem.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        String file = (stem.isEmpty() ? "article" : stem) + "." + ending;
        return CorpusFiles.isArticle(file) ? file : "article-" + file;
    }

    private static CatalogueEntry checked(CatalogueEntry entry) {
        if (entry.year() != null && !Catalogue.isYear(entry.year())) {
            throw new TendingProblem(Reason.ENTRY);
        }
        return new CatalogueEntry(
                line(entry.title(), LONGEST_TITLE),
                line(entry.district(), LONGEST_WORD),
                entry.year(),
                line(entry.outlet(), LONGEST_WORD),
                entry.validUntil(),
                entry.withdrawnFrom());
    }

    private static @Nullable String line(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        if (line.length() > longest) {
            throw new TendingProblem(Reason.ENTRY);
        }
        return line.isEmpty() ? null : line;
    }

    @Override
    public void close() {
        reading.close();
    }
}
