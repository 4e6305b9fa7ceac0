package wenzheng.conversation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tells visitors apart without saying who they are: of each, {@value #BITS} bits of a digest that is another for every
 * subject. A digest fits a million addresses, and those of two subjects cannot be told to be of one visitor. Its salt
 * stands beside the database, not in it. Two visitors in {@value #DIGESTS} count as one, never one as two.
 */
@Component
final class Visitors {

    private static final int BITS = 12;
    static final int DIGESTS = 1 << BITS;
    private static final int SALT = 32;
    private static final Logger LOG = LoggerFactory.getLogger(Visitors.class);

    private final Path file;
    private volatile byte[] salt = {};

    Visitors(@Value("${wenzheng.data-directory}") Path directory) {
        file = directory.resolve("visitors.salt");
    }

    /** @return from 0 to {@value #DIGESTS} - 1 */
    int digest(String subject, String visitor) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt(), mac.getAlgorithm()));
            byte[] digest = mac.doFinal((subject + "\n" + visitor).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getInt() >>> Integer.SIZE - BITS;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    private byte[] salt() {
        if (salt.length == 0) {
            salt = readOrMake();
        }
        return salt;
    }

    /** Counts go on with the salt they began with; where it cannot be kept, or was lost half written, with a new one. */
    private synchronized byte[] readOrMake() {
        byte[] made = new byte[SALT];
        try {
            byte[] read = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            if (read.length == SALT) {
                return read;
            }
            new SecureRandom().nextBytes(made);
            Path part = Files.createTempFile(file.getParent(), "visitors", ".part", ownerOnly());
            try {
                Files.write(part, made);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.warn("{}: cannot be kept ({}); visitors are counted anew at each start.", file, e.toString());
        }
        return made;
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
