package wenzheng.corpus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wenzheng.language.Span;

/**
 * Keeps on disk what was read, so that a file is read once: texts and articles under the digest of what they were made
 * of, and which file had which digest. A changed file, or a program that reads otherwise, makes another digest, so
 * nothing kept is ever out of date; each file is complete or not there. Where the directory cannot be used, this is
 * logged once and nothing is kept. For one thread at a time.
 */
final class KeptArticles {

    private static final Logger LOG = LoggerFactory.getLogger(KeptArticles.class);
    private static final String FILES = "files.tsv";
    /** How long what no file needs is kept: somebody may put a file back. */
    private static final Duration UNUSED = Duration.ofDays(7);

    private final Path directory;
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private boolean failed;

    KeptArticles(Path directory) {
        this.directory = directory;
    }

    /** Whether what was read last could be kept. */
    boolean isKeeping() {
        return !failed;
    }

    /** @return by name, the digest of the file that had this stamp */
    Map<String, Known> files() {
        Map<String, Known> known = new HashMap<>();
        try (Stream<String> lines = Files.lines(directory.resolve(FILES))) {
            lines.map(line -> line.split("\t")).filter(fields -> fields.length == 3)
                    .forEach(fields -> known.put(fields[0], new Known(fields[1], fields[2])));
        } catch (NoSuchFileException first) {
            return known;
        } catch (IOException | UncheckedIOException e) {
            warn(e);
        }
        return known;
    }

    /** @param stamp size, time and place of a file: as long as they stay, so does what is in it */
    record Known(String stamp, String digest) {}

    void keepFiles(Map<String, Known> known) {
        StringBuilder lines = new StringBuilder();
        known.forEach((name, file) ->
                lines.append(name).append('\t').append(file.stamp()).append('\t').append(file.digest()).append('\n'));
        write(FILES, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    Optional<String> text(String digest) {
        return read(digest + ".text").map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    void keepText(String digest, String text) {
        write(digest + ".text", text.getBytes(StandardCharsets.UTF_8));
    }

    Optional<Article> article(String digest) {
        Optional<byte[]> kept = read(digest + ".article");
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept.get()))) {
            return Optional.of(article(in));
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    void keepArticle(String digest, Article article) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, article);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        write(digest + ".article", bytes.toByteArray());
    }

    private Optional<byte[]> read(String name) {
        try {
            byte[] bytes = Files.readAllBytes(directory.resolve(name));
            used.add(name);
            return Optional.of(bytes);
        } catch (NoSuchFileException notKept) {
            return Optional.empty();
        } catch (IOException e) {
            warn(e);
            return Optional.empty();
        }
    }

    private void write(String name, byte[] content) {
        used.add(name);
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, "kept", ".part");
            try {
                Files.write(part, content);
                Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            failed = false;
        } catch (IOException e) {
            warn(e);
        }
    }

    private void warn(Exception e) {
        if (!failed) {
            LOG.warn("{}: what is read cannot be kept there ({}) and will be read again at the next start. Make room, "
                    + "make the directory writable or set wenzheng.corpus.store.", directory, e.toString());
        }
        failed = true;
    }

    /** Removes what nothing has needed for a while, and what a killed program left half written. */
    void tidy(Clock clock) {
        FileTime oldest = FileTime.from(Instant.now(clock).minus(UNUSED));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (!used.contains(name) && !name.equals(FILES) && Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException nothingKept) {
            return;
        } catch (IOException e) {
            warn(e);
        }
    }

    private static void write(DataOutputStream out, Article article) throws IOException {
        write(out, article.id());
        write(out, article.title());
        write(out, article.district());
        out.writeInt(article.year() == null ? 0 : article.year());
        write(out, article.outlet());
        writeAll(out, List.copyOf(new TreeSet<>(article.inferred())));
        write(out, article.text());
        out.writeInt(article.passages().size());
        for (Passage passage : article.passages()) {
            writeAll(out, passage.headings());
            write(out, passage.text());
            out.writeInt(passage.places().size());
            for (Span place : passage.places()) {
                out.writeInt(place.start());
                out.writeInt(place.end());
            }
            out.writeBoolean(passage.startMissing());
            out.writeBoolean(passage.endMissing());
        }
    }

    private static Article article(DataInputStream in) throws IOException {
        String id = text(in);
        String title = text(in);
        String district = maybe(in);
        int year = in.readInt();
        String outlet = maybe(in);
        Set<String> inferred = Set.copyOf(all(in));
        String text = text(in);
        List<Passage> passages = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            List<String> headings = all(in);
            String said = text(in);
            List<Span> places = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                places.add(new Span(in.readInt(), in.readInt()));
            }
            passages.add(new Passage(id, passages.size(), headings, said, places, in.readBoolean(), in.readBoolean()));
        }
        return new Article(id, title, district, year == 0 ? null : Integer.valueOf(year), outlet, inferred, text, passages);
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static void writeAll(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            write(out, text);
        }
    }

    private static @Nullable String maybe(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        if (length > in.available()) {
            throw new IOException("a kept article is cut off");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String text(DataInputStream in) throws IOException {
        String text = maybe(in);
        if (text == null) {
            throw new IOException("a kept article lacks a text");
        }
        return text;
    }

    private static List<String> all(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            texts.add(text(in));
        }
        return texts;
    }
}
