package wenzheng;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes a backup while the program runs. {@code bin/backup} asks for one with an empty file in {@code backups/} of the
 * data directory: only who may write there can ask, nothing listens for it, and it says nothing but that a backup is
 * wanted. The archive, or why there is none, is put beside it.
 */
@Component
@Profile("!evaluation")
class Backup {

    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
    private static final Pattern REQUEST = Pattern.compile("([a-z0-9]{8,40})\\.wanted");
    private static final Pattern MADE = Pattern.compile("[a-z0-9]{8,40}(?:\\.without-database)?\\.zip");
    /** What can be made again, is not there as a whole yet, or is a backup itself. */
    private static final Pattern LEFT_OUT = Pattern.compile("(?:index|articles|backups)/.*|(?:.*/)?\\..*"
            + "|.*\\.(?:mv\\.db|trace\\.db|lock|part|probe|zip)|before-restore.*");
    private static final String FILE_DATABASE = "jdbc:h2:file:";

    /** What holds words of citizens beside the database stays no longer than this, nor than the retention. */
    private static final Duration BEFORE_RESTORE = Duration.ofDays(3);

    private static final Duration FETCHED = Duration.ofHours(1);

    private final Path data;
    private final Path articles;
    private final String database;
    private final JdbcClient jdbc;
    private final Duration retention;
    private final Clock clock;

    Backup(
            @Value("${wenzheng.data-directory}") Path data,
            @Value("${wenzheng.corpus.directory}") Path articles,
            @Value("${spring.datasource.url}") String database,
            @Value("${wenzheng.retention:90d}") Duration retention,
            JdbcClient jdbc,
            Clock clock) {
        this.data = data.toAbsolutePath().normalize();
        this.articles = articles.toAbsolutePath().normalize();
        this.database = database;
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
        removeHalfMade();
    }

    /** What a program that was killed over a backup left behind. */
    private void removeHalfMade() {
        try (Stream<Path> files = Files.walk(data, 2)) {
            for (Path file : files.toList()) {
                String name = data.relativize(file).toString().replace('\\', '/');
                if (name.matches("\\.backup\\d+")) {
                    Archive.remove(file);
                } else if (name.matches("backups/[a-z0-9]{8,40}\\.part")) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("{}: what is left of an unfinished backup cannot be removed ({}).", data, e.toString());
        }
    }

    /** The database before a restore, and backups that were asked for and not fetched, once they are old enough. */
    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void removeOld() {
        remove(data.resolve(Restore.BEFORE), BEFORE_RESTORE);
        try (Stream<Path> files = Files.list(data.resolve("backups"))) {
            files.filter(file -> MADE.matcher(String.valueOf(file.getFileName())).matches())
                    .forEach(file -> remove(file, FETCHED));
        } catch (NoSuchFileException nobodyAsked) {
            return;
        } catch (IOException e) {
            LOG.warn("{}: backups that were not fetched cannot be removed ({}).", data, e.toString());
        }
    }

    private void remove(Path file, Duration age) {
        Instant oldest = clock.instant().minus(age.compareTo(retention) < 0 ? age : retention);
        try {
            if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                Files.deleteIfExists(file);
                LOG.info("{}: was deleted, as it holds what citizens asked.", file);
            }
        } catch (IOException e) {
            LOG.error("{}: cannot be deleted ({}). It holds what citizens asked: delete it.", file, e.toString());
        }
    }

    @Scheduled(fixedDelay = 1_000, initialDelay = 1_000)
    void look() {
        Path directory = data.resolve("backups");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> REQUEST.matcher(String.valueOf(path.getFileName())).matches()).toList()) {
                String name = String.valueOf(file.getFileName()).replace(".wanted", "");
                Files.delete(file);
                make(directory, name);
            }
        } catch (NoSuchFileException nobodyAsked) {
            return;
        } catch (IOException e) {
            LOG.error("{}: no backup can be made ({}).", directory, e.toString());
        }
    }

    private void make(Path directory, String name) throws IOException {
        Path part = directory.resolve(name + ".part");
        try {
            Path made = directory.resolve(name + (write(part) ? ".zip" : ".without-database.zip"));
            Files.move(part, made);
            LOG.info("{}: a backup was made.", made);
        } catch (IOException | DataAccessException e) {
            LOG.error("{}: the backup failed. Make room on the disk.", directory, e);
            Files.writeString(directory.resolve(name + ".failed"), e + "\n");
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** @return whether the database is in it */
    boolean write(Path archive) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        add(files, Archive.DATA, data);
        add(files, Archive.ARTICLES, articles);
        boolean fileDatabase = database.startsWith(FILE_DATABASE);
        Path scratch = Files.createTempDirectory(data, ".backup", ownerOnly());
        try {
            if (fileDatabase) {
                files.put(Archive.DATA + DataDirectory.DATABASE, database(scratch));
            }
            Archive.write(archive, files);
            return fileDatabase;
        } finally {
            Archive.remove(scratch);
        }
    }

    /** The database as it is at one moment, whatever is written meanwhile. */
    private Path database(Path scratch) throws IOException {
        Path packed = scratch.resolve("database.zip");
        jdbc.sql("backup to '%s'".formatted(packed.toString().replace("'", "''"))).update();
        Path file = scratch.resolve(DataDirectory.DATABASE);
        try (ZipFile zip = new ZipFile(packed.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(one -> one.getName().endsWith(".mv.db"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the database gave no file"));
            try (var in = zip.getInputStream(entry)) {
                Files.copy(in, file);
            }
        }
        return file;
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void add(Map<String, Path> files, String prefix, Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory, 3)) {
            for (Path file : found.toList()) {
                String name = directory.relativize(file).toString().replace('\\', '/');
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && !LEFT_OUT.matcher(name).matches()
                        && (prefix.equals(Archive.DATA) || name.indexOf('/') < 0)) {
                    files.put(prefix + name, file);
                }
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }
}
