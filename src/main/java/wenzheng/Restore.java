package wenzheng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a backup in. {@code bin/restore} checks it and lays it into the data directory, also while a program runs there;
 * the next start takes it in before it opens anything. A start that is killed over it begins again with the next.
 */
final class Restore {

    static final String ARCHIVE = "restore.zip";
    /** The database that was there, should the backup turn out to be the wrong one; {@link Backup} deletes it. */
    static final String BEFORE = "before-restore.mv.db";

    private Restore() {}

    /**
     * Checks a backup and lays it ready.
     *
     * @param arguments the archive and the data directory
     */
    public static void main(String[] arguments) throws IOException {
        Path archive = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]);
        String wrong = Archive.check(archive);
        if (wrong != null) {
            System.err.println(wrong);
            System.exit(1);
        }
        Files.createDirectories(data);
        Path part = data.resolve(ARCHIVE + ".part");
        Files.copy(archive, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(part, data.resolve(ARCHIVE), StandardCopyOption.ATOMIC_MOVE);
        System.out.println("The backup is ready in " + data + ". (Re)start the program: it takes it in before anything else.");
    }

    /**
     * Takes in what lies ready, if anything does. The database that was there is kept beside it.
     *
     * @return what was done, or why it could not be; {@code null} where there was nothing to do
     */
    static @Nullable String takeIn(Path data, Path articles) {
        Path archive = data.resolve(ARCHIVE);
        if (!Files.isRegularFile(archive)) {
            return null;
        }
        Path unpacked = data.resolve(".restore");
        try {
            Archive.remove(unpacked);
            Files.createDirectories(unpacked);
            Archive.unpack(archive, unpacked);
            Path before = data.resolve(BEFORE);
            Path database = data.resolve(DataDirectory.DATABASE);
            if (Files.exists(database) && Files.exists(unpacked.resolve(Archive.DATA + DataDirectory.DATABASE))
                    && !Files.exists(data.resolve(".restoring"))) {
                Files.copy(database, before, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(data.resolve(".restoring"), "");
            int placed = place(unpacked.resolve(Archive.DATA), data) + place(unpacked.resolve(Archive.ARTICLES), articles);
            Files.delete(archive);
            Files.deleteIfExists(data.resolve(".restoring"));
            Archive.remove(unpacked);
            return "A backup was taken in: %d files. A database that was there is kept for three days, as %s."
                    .formatted(placed, before);
        } catch (IOException e) {
            return "%s: cannot be taken in (%s). What is there is used. Lay it again with bin/restore, or delete it."
                    .formatted(archive, e);
        }
    }

    private static int place(Path from, Path into) throws IOException {
        if (!Files.isDirectory(from)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(from)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                Archive.place(file, into.resolve(from.relativize(file).toString()));
            }
            return all.size();
        }
    }
}
