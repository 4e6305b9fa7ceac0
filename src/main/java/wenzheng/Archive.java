package wenzheng;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import wenzheng.language.Sha256;

/**
 * A backup: the files of the data directory that cannot be made again, and the articles, in a zip whose last entry says
 * the digest of each. It holds what citizens asked, so only its owner may read it.
 */
final class Archive {

    static final String DATA = "data/";
    static final String ARTICLES = "articles/";
    private static final String DIGESTS = "digests.tsv";
    /** Up to three names in a row, none of which leads out of where it is unpacked. */
    private static final Pattern ENTRY = Pattern.compile("(?:data|articles)(?:/(?!\\.)[^/\\\\]+){1,3}");

    private Archive() {}

    /** @param files what is put in, by entry; what vanishes meanwhile is left out */
    static void write(Path archive, Map<String, Path> files) throws IOException {
        Files.deleteIfExists(archive);
        createOwnerOnly(archive);
        StringBuilder digests = new StringBuilder();
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(
                Files.newOutputStream(archive, StandardOpenOption.WRITE)))) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                if (!Files.isRegularFile(file.getValue(), LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setLastModifiedTime(Files.getLastModifiedTime(file.getValue()));
                zip.putNextEntry(entry);
                MessageDigest digest = Sha256.begin();
                try (InputStream in = new DigestInputStream(Files.newInputStream(file.getValue()), digest)) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
                digests.append(Sha256.hex(digest)).append('\t').append(file.getKey()).append('\n');
            }
            zip.putNextEntry(new ZipEntry(DIGESTS));
            zip.write(digests.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    private static void createOwnerOnly(Path file) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    /**
     * Unpacks into a new directory, and only then says whether all is whole.
     *
     * @throws IOException where the archive is cut off, was changed, or is none
     */
    static void unpack(Path archive, Path into) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        String digests = null;
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(DIGESTS)) {
                    digests = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                    continue;
                }
                if (!ENTRY.matcher(entry.getName()).matches()) {
                    throw new IOException("%s: the entry %s belongs in no backup.".formatted(archive, entry.getName()));
                }
                Path file = into.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                MessageDigest digest = Sha256.begin();
                try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                    new DigestInputStream(zip, digest).transferTo(out);
                }
                FileTime time = entry.getLastModifiedTime();
                if (time != null) {
                    Files.setLastModifiedTime(file, time);
                }
                found.put(entry.getName(), Sha256.hex(digest));
            }
        }
        SortedMap<String, String> told = new TreeMap<>();
        for (String line : digests == null ? Set.<String>of() : Set.of(digests.split("\n"))) {
            String[] fields = line.split("\t", 2);
            if (fields.length == 2) {
                told.put(fields[1], fields[0]);
            }
        }
        if (digests == null || !told.equals(found)) {
            throw new IOException("%s: the backup is not whole, or was changed.".formatted(archive));
        }
    }

    /** Puts the file in the place of another, which it replaces at once or not at all; not where both are the same. */
    static void place(Path file, Path target) throws IOException {
        if (Files.isRegularFile(target) && Files.mismatch(file, target) < 0) {
            return;
        }
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @return what is wrong with the archive; {@code null} where nothing is */
    static @Nullable String check(Path archive) {
        try {
            Path scratch = Files.createTempDirectory("restore");
            try {
                unpack(archive, scratch);
                return null;
            } finally {
                remove(scratch);
            }
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
