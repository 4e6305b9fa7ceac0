package wenzheng.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drafts and what was replaced or withdrawn, each a folder: what is known of it, the file as it came, and its text. A
 * folder is there as a whole or not at all; those whose names begin with a point are not there yet, or no longer.
 */
final class HeldFiles {

    private static final Logger LOG = LoggerFactory.getLogger(HeldFiles.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KNOWN = "held.json";
    private static final String CONTENT = "content";
    private static final String TEXT = "text";

    private final Path directory;
    private volatile Map<String, Held> all = Map.of();

    /** @param tidying whether what is half there is of no use to anybody */
    HeldFiles(Path directory, boolean tidying) {
        this.directory = directory;
        load(tidying);
    }

    static String newId() {
        byte[] id = new byte[8];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    void load(boolean tidying) {
        Map<String, Held> found = new TreeMap<>();
        try (Stream<Path> folders = Files.list(directory)) {
            for (Path folder : folders.toList()) {
                String name = String.valueOf(folder.getFileName());
                if (tidying && name.startsWith(".")) {
                    remove(folder);
                } else if (name.matches("[0-9a-f]{16}")) {
                    read(folder).ifPresent(held -> found.put(held.id(), held));
                }
            }
        } catch (NoSuchFileException none) {
            LOG.debug("{}: nothing is kept there yet.", directory);
        } catch (IOException e) {
            LOG.warn("{}: drafts and earlier versions of articles cannot be read ({}).", directory, e.toString());
        }
        all = Map.copyOf(found);
    }

    private static Optional<Held> read(Path folder) {
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(folder.resolve(KNOWN)), Held.class));
        } catch (IOException | JacksonException e) {
            LOG.warn("{}: is left alone, what is known of it cannot be read ({}).", folder, e.toString());
            return Optional.empty();
        }
    }

    Map<String, Held> all() {
        return all;
    }

    /** @return a file of no name yet, to be written to */
    Path incoming() throws IOException {
        Files.createDirectories(directory);
        return directory.resolve(".upload-" + newId());
    }

    Path folder(Held held) {
        return directory.resolve(held.id());
    }

    byte[] content(Held held) throws IOException {
        return Files.readAllBytes(folder(held).resolve(CONTENT));
    }

    String text(Held held) throws IOException {
        return Files.readString(folder(held).resolve(TEXT));
    }

    /**
     * Writes all of it, but not yet where it is looked for.
     *
     * @param text {@code null} where it has none
     * @return its folder, to be moved to {@link #folder}
     */
    Path prepare(Held held, byte[] content, @Nullable String text) throws IOException {
        Path folder = directory.resolve("." + held.id());
        Files.createDirectories(folder);
        try {
            Transfer.writeNew(folder.resolve(CONTENT), content);
            if (text != null) {
                Transfer.writeNew(folder.resolve(TEXT), text.getBytes(StandardCharsets.UTF_8));
            }
            Transfer.writeNew(folder.resolve(KNOWN), JsonMapper.shared().writeValueAsBytes(held));
        } catch (IOException e) {
            remove(folder);
            throw e;
        }
        return folder;
    }

    void add(Held held, byte[] content, @Nullable String text) throws IOException {
        Files.move(prepare(held, content, text), folder(held));
        load(false);
    }

    void update(Held held) throws IOException {
        Transfer.write(folder(held).resolve(KNOWN), JsonMapper.shared().writeValueAsBytes(held));
        load(false);
    }

    void remove(Held held) throws IOException {
        Path gone = directory.resolve(".gone-" + held.id());
        Files.move(folder(held), gone);
        remove(gone);
        load(false);
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
