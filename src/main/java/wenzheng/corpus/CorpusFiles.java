package wenzheng.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import wenzheng.corpus.extraction.Form;

/**
 * The files of the corpus directory. Whoever can put files there is not trusted: nothing outside of it is read, whatever
 * a link says, nothing that is no plain file is opened, and no name with control characters gets into a log.
 */
final class CorpusFiles {

    /** What programs leave behind while they write, and what tells about articles. */
    private static final Pattern NO_ARTICLE =
            Pattern.compile("(?i)[.~].*|.*~|.*\\.(?:tmp|part|partial|crdownload|swp|bak|lock)"
                    + "|catalog\\.ya?ml|thumbs\\.db|readme(?:\\..*)?");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]");
    private static final int LONGEST_NAME = 200;

    /**
     * A file as it was seen.
     *
     * @param stamp size, time and place: as long as they stay, so does what is in it
     * @param changed when it was last written to
     */
    record Seen(String name, String stamp, long size, Instant changed, Optional<Fault> fault) {

        String id() {
            return name.substring(0, name.lastIndexOf('.'));
        }
    }

    private final Path directory;
    private final int most;

    /** @param most files that are looked at */
    CorpusFiles(Path directory, int most) {
        this.directory = directory;
        this.most = most;
    }

    Path directory() {
        return directory;
    }

    /** @return by name */
    SortedMap<String, Seen> list() throws IOException {
        SortedMap<String, Seen> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (isArticle(name)) {
                    see(entry, name).ifPresent(file -> files.put(name, file));
                }
                if (files.size() >= most) {
                    break;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    private Optional<Seen> see(Path entry, String name) {
        try {
            BasicFileAttributes own =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (own.isDirectory()) {
                return Optional.empty();
            }
            BasicFileAttributes file = own.isSymbolicLink() ? Files.readAttributes(entry, BasicFileAttributes.class) : own;
            String stamp = "%d %d %s".formatted(
                    file.size(), file.lastModifiedTime().toInstant().toEpochMilli(), file.fileKey());
            Fault fault = null;
            if (!file.isRegularFile() || !isInside(entry)) {
                fault = Fault.OUTSIDE;
            } else if (UNPRINTABLE.matcher(name).find() || name.length() > LONGEST_NAME || name.lastIndexOf('.') < 1) {
                fault = name.lastIndexOf('.') < 1 && !UNPRINTABLE.matcher(name).find() ? Fault.FORM : Fault.NAME;
            } else if (Form.of(name).isEmpty()) {
                fault = Fault.FORM;
            }
            return Optional.of(new Seen(
                    name, stamp, file.size(), file.lastModifiedTime().toInstant(), Optional.ofNullable(fault)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Seen(name, "unknown", 0, Instant.EPOCH, Optional.of(Fault.DENIED)));
        }
    }

    /** The catalogue; empty where there is none. It is no article, but has to be a plain file of the directory too. */
    Optional<Seen> catalogue() {
        return see(directory.resolve(Catalogue.FILE), Catalogue.FILE)
                .map(file -> file.fault().equals(Optional.of(Fault.FORM))
                        ? new Seen(file.name(), file.stamp(), file.size(), file.changed(), Optional.empty())
                        : file);
    }

    private boolean isInside(Path entry) throws IOException {
        return entry.toRealPath().startsWith(directory.toRealPath());
    }

    /**
     * @param longest bytes that are read at most
     * @return empty where it was written to meanwhile
     * @throws Faulty where it is longer, or may not be read
     */
    Optional<byte[]> read(Seen seen, long longest) throws Faulty {
        Path entry = directory.resolve(seen.name());
        try {
            if (!isInside(entry)) {
                throw new Faulty(Fault.OUTSIDE);
            }
            byte[] content;
            try (InputStream in = Files.newInputStream(entry.toRealPath(), LinkOption.NOFOLLOW_LINKS)) {
                content = in.readNBytes((int) Math.min(longest + 1, Integer.MAX_VALUE - 8));
            }
            if (content.length > longest) {
                throw new Faulty(Fault.OVERSIZED);
            }
            boolean same = see(entry, seen.name()).filter(now -> now.stamp().equals(seen.stamp())).isPresent();
            return same ? Optional.of(content) : Optional.empty();
        } catch (AccessDeniedException e) {
            throw new Faulty(Fault.DENIED);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Faulty(Fault.UNREADABLE);
        }
    }

    /** Whether a file of that name is looked at. */
    static boolean isArticle(String name) {
        return !NO_ARTICLE.matcher(name).matches();
    }

    /** The name as it may stand in a log. */
    static String printable(String name) {
        String shown = UNPRINTABLE.matcher(name).replaceAll("?");
        return shown.length() > LONGEST_NAME ? shown.substring(0, LONGEST_NAME) + "…" : shown;
    }
}
