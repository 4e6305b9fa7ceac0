package wenzheng.corpus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Moves and removals that happen all or not at all: they are written down first, and a program that was killed among
 * them makes the rest at its next start. What is moved lies beside its place already, so that neither a full disk nor a
 * directory that cannot be written to stops one half way.
 */
final class Transfer {

    private final Path journal;
    private final List<String> steps = new ArrayList<>();

    Transfer(Path journal) {
        this.journal = journal;
    }

    /** @param from on the same disk as {@code to}, which it takes the place of */
    void move(Path from, Path to) {
        steps.add("move\t%s\t%s".formatted(from.toAbsolutePath(), to.toAbsolutePath()));
    }

    /** @param path of a file, or of a folder of files; it need not be there */
    void remove(Path path) {
        steps.add("remove\t" + path.toAbsolutePath());
    }

    /**
     * @return names of the files that have something new in them
     * @throws IOException where nothing was done; or where the rest is done at the next start
     */
    Set<String> make() throws IOException {
        if (steps.isEmpty()) {
            return Set.of();
        }
        write(journal, (String.join("\n", steps) + "\n").getBytes(StandardCharsets.UTF_8));
        return finish(journal);
    }

    /**
     * Does what is left to do; nothing where nothing is.
     *
     * @return names of the files that have something new in them
     */
    static Set<String> finish(Path journal) throws IOException {
        Set<String> names = new HashSet<>();
        List<String> left;
        try {
            left = Files.readAllLines(journal);
        } catch (NoSuchFileException none) {
            return names;
        }
        for (String step : left) {
            if (step.isEmpty()) {
                // Of a change that changed nothing: earlier versions wrote that down too.
                continue;
            }
            String[] parts = step.split("\t");
            Path path = Path.of(parts[1]);
            if (parts[0].equals("remove")) {
                removeAll(path);
                continue;
            }
            Path to = Path.of(parts[2]);
            names.add(String.valueOf(to.getFileName()));
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(path, to, StandardCopyOption.ATOMIC_MOVE);
                settle(to.getParent());
            }
        }
        Files.delete(journal);
        return names;
    }

    private static void removeAll(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(path);
        settle(path.getParent());
    }

    /** Writes the file so that it is there as a whole, and on the disk, or as it was. */
    static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        writeNew(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        settle(file.getParent());
    }

    /** Writes the file and has it on the disk; nothing is left of one that could not be written. */
    static void writeNew(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** A new name is lost with the power where its directory was not written. */
    private static void settle(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
