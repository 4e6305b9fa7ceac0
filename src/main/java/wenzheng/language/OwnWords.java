package wenzheng.language;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where what staff added to the dictionary is kept: a file of the data directory. */
@Component
public final class OwnWords {

    private static final Logger LOG = LoggerFactory.getLogger(OwnWords.class);
    private static final String HEADER =
            "# Added by staff: a word a line; or what people say, a tab, and the articles' words for it.\n";

    private final @Nullable Path file;

    @Autowired
    OwnWords(@Value("${wenzheng.data-directory:data}") Path data) {
        file = data.resolve("dictionary.txt");
    }

    /** Nothing was added, and nothing is kept. */
    OwnWords() {
        file = null;
    }

    /** What was kept last; nothing where that cannot be read, which is logged. */
    Dictionary read() {
        if (file != null) {
            try {
                return Dictionary.of(Files.readAllLines(file));
            } catch (NoSuchFileException none) {
                return Dictionary.NONE;
            } catch (IOException e) {
                LOG.error("{}: the words that staff added cannot be read ({}) and do not count. Restore the file.",
                        file, e.toString());
            }
        }
        return Dictionary.NONE;
    }

    /** It is on the disk as a whole when this returns, or as it was. */
    public void keep(Dictionary dictionary) throws IOException {
        if (file == null) {
            return;
        }
        Path part = file.resolveSibling(".dictionary.part");
        try {
            Files.write(part, (HEADER + dictionary.text()).getBytes(StandardCharsets.UTF_8));
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
