package wenzheng.search;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wenzheng.language.Sha256;

/**
 * Keeps vectors on disk, a file for the texts of an article, named after these and the model: what is changed gets
 * another name, so nothing in a file is ever out of date, and several programs may share the directory. It may be
 * emptied at any time. Where it cannot be used, this is logged once and nothing is kept. Safe for use by many threads.
 */
final class VectorFiles {

    private static final Logger LOG = LoggerFactory.getLogger(VectorFiles.class);
    /** The first bytes of a file; another one when the format changes. */
    private static final int FORMAT = 0x776e7a01;
    /** Format, number of vectors, numbers of each; then for each vector its scale and its numbers. */
    private static final int HEADER = 3 * Integer.BYTES;

    private final Path directory;
    private final AtomicBoolean failed = new AtomicBoolean();

    VectorFiles(Path directory) {
        this.directory = directory;
    }

    /** @return as many as there are texts; empty where they are not kept, or not whole */
    Optional<List<Vector>> read(String model, List<String> texts) {
        Path file = file(model, texts);
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != FORMAT || in.readInt() != texts.size()) {
                return Optional.empty();
            }
            int length = in.readInt();
            if (Files.size(file) != HEADER + (long) texts.size() * (Float.BYTES + length)) {
                return Optional.empty();
            }
            List<Vector> vectors = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                float scale = in.readFloat();
                vectors.add(new Vector(in.readNBytes(length), scale));
            }
            return Optional.of(vectors);
        } catch (NoSuchFileException notKept) {
            return Optional.empty();
        } catch (IOException e) {
            warn(e);
            return Optional.empty();
        }
    }

    void write(String model, List<String> texts, List<Vector> vectors) {
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, "vectors", ".part");
            try {
                try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
                    out.writeInt(FORMAT);
                    out.writeInt(vectors.size());
                    out.writeInt(vectors.isEmpty() ? 0 : vectors.getFirst().numbers().length);
                    for (Vector vector : vectors) {
                        out.writeFloat(vector.scale());
                        out.write(vector.numbers());
                    }
                }
                Files.move(part, file(model, texts), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            warn(e);
        }
    }

    private void warn(IOException e) {
        if (!failed.getAndSet(true)) {
            LOG.warn(
                    "{}: vectors cannot be kept there and will be made again at each start. Make the directory"
                            + " writable or set wenzheng.search.vector-directory.",
                    directory,
                    e);
        }
    }

    private Path file(String model, List<String> texts) {
        MessageDigest digest = Sha256.begin();
        digest.update(model.getBytes(StandardCharsets.UTF_8));
        for (String text : texts) {
            digest.update((byte) 0);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return directory.resolve(Sha256.hex(digest) + ".vectors");
    }
}
